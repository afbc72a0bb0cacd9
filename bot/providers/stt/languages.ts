/** Those that Whisper knows, by their ISO 639 codes (its tokenizer's list; `iw`, `jw` and `no` as they are called today). */
const codes =
  `en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy
  sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz
  fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jv su yue`.split(/\s+/);

/** Names of Whisper's that are not those of CLDR. */
const otherNames: Readonly<Record<string, string>> = {
  moldavian: 'ro',
  moldovan: 'ro',
  castilian: 'es',
  valencian: 'ca',
  flemish: 'nl',
  haitian: 'ht',
  pushto: 'ps',
  panjabi: 'pa',
  sinhalese: 'si',
  burmese: 'my',
  letzeburgesch: 'lb',
  myanmar: 'my',
  tagalog: 'tl',
  nynorsk: 'nn',
  mandarin: 'zh',
};

let byName: ReadonlyMap<string, string> | undefined;

/**
 * The BCP 47 language of what a transcriber calls it: `english` (OpenAI), `en` (others).
 *
 * @returns undefined where nobody knows such a language
 */
export function languageNamed(said: string): string | undefined {
  const name = said.trim().toLowerCase();
  if (/^[a-z]{2,3}([-_][a-z]{2,4})?$/.test(name)) {
    const code = name.split(/[-_]/, 1)[0] ?? '';
    if (codes.includes(code)) return code;
  }
  byName ??= names();
  return byName.get(name);
}

function names(): Map<string, string> {
  const named = new Intl.DisplayNames('en', { type: 'language' });
  return new Map([
    ...codes.map((code) => [(named.of(code) ?? code).toLowerCase(), code] as const),
    ...Object.entries(otherNames),
  ]);
}
