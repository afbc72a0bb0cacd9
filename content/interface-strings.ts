import { inspect } from './icu.js';
import type { Language } from './languages.js';
import { nearest, suggestion } from './nearest.js';
import { readYaml, type YamlFile } from './yaml/read.js';
import type { Source } from './yaml/source.js';
import { checkCharacters, checkMarks } from './yaml/texts.js';
import { fieldName, type Path, type Values } from './yaml/values.js';

/** The wordings of every string of one language, by dotted key. Each has at least one. */
export type Wordings = ReadonlyMap<string, readonly string[]>;

/** Longer is not a line but a page. */
const longest = 1000;

/**
 * Reads `<language>.yaml`: groups of strings, nested as their dotted keys are; a string is a text or a list of texts
 * that say the same in other words, in ICU MessageFormat.
 *
 * @param expected every key with its arguments (flows/strings.ts). A complete language has exactly these; in another
 *   a missing one falls back to English.
 * @param base the wordings that come with the engine: what the file lacks is taken from them
 */
export function readStrings(
  path: string,
  { code, complete }: Pick<Language, 'code' | 'complete'>,
  expected: Readonly<Record<string, readonly string[]>>,
  base: Wordings = new Map(),
): { yaml: YamlFile; wordings: Wordings } {
  const yaml = readYaml(path);
  const wordings = new Map(base);
  const { source, values } = yaml;
  if (!values) return { yaml, wordings };
  checkCharacters(source, values);
  checkMarks(source, values, () => true);
  const place = { source, values };
  const written = [...leaves(values.root, [], place)].map(({ path: at, texts }) => ({
    key: at.join('.'),
    at,
    texts,
  }));
  const unused = Object.keys(expected).filter((key) => !written.some((other) => other.key === key));
  const seen = new Set<string>();
  for (const { key, at, texts } of written) {
    const complain = (message: string): void =>
      source.report('error', values.atKey(at), fieldName(at), message);
    if (!Object.hasOwn(expected, key)) {
      const meant = nearest(key, unused);
      complain(`unknown string "${key}": ${meant === undefined ? 'remove it' : `did you mean "${meant}"?`}`);
      if (meant !== undefined) source.excuse(meant);
      continue;
    }
    if (seen.has(key)) complain(`"${key}" is here twice: remove one`);
    const formats = texts.map(({ text }) => text);
    seen.add(key);
    wordings.set(key, formats);
    checkArguments(texts, at, expected[key] ?? [], code, place);
  }
  for (const key of complete ? unused.filter((key) => !base.has(key) && !source.isFaulty(key)) : []) {
    const group = key.split('.').slice(0, -1);
    source.report(
      'error',
      values.at(group),
      key,
      `is missing: ${code} is declared complete, so add "${key}"`,
    );
  }
  return { yaml, wordings };
}

interface Place {
  source: Source;
  values: Values;
}

interface Wording {
  at: Path;
  text: string;
}

function* leaves(value: unknown, path: Path, place: Place): Generator<{ path: Path; texts: Wording[] }> {
  if (Array.isArray(value)) {
    const texts = value.flatMap((item: unknown, index) => wording(item, [...path, index], place));
    if (value.length === 0) complain(path, 'has no wording: write at least one', place);
    if (texts.length > 0) yield { path, texts };
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key], place);
  } else {
    const texts = wording(value, path, place);
    if (texts.length > 0) yield { path, texts };
  }
}

function wording(value: unknown, at: Path, place: Place): Wording[] {
  if (typeof value !== 'string') {
    const scalar = ['number', 'boolean'].includes(typeof value);
    const message = scalar ? `must be text: put it in quotes: "${String(value)}"` : 'is empty: write a text';
    complain(at, message, place);
    return [];
  }
  const text = value.trim();
  if (text === '') complain(at, 'is empty: write a text', place);
  if (text.length > longest)
    complain(at, `is ${text.length} characters long, at most ${longest}: shorten it`, place);
  return [{ at, text }];
}

function checkArguments(
  texts: readonly Wording[],
  path: Path,
  expected: readonly string[],
  language: string,
  place: Place,
): void {
  const used = new Set<string>();
  let unknown = false;
  for (const { at, text } of texts) {
    const message = inspect(text, language);
    if ('syntaxError' in message) {
      complain(at, `is not ICU MessageFormat: ${message.syntaxError}`, place);
      return;
    }
    for (const name of message.arguments) {
      used.add(name);
      if (expected.includes(name)) continue;
      unknown = true;
      complain(at, `has no argument {${name}}: ${suggestion(name, expected)}`, place);
    }
  }
  const unused = expected.filter((name) => !used.has(name)).map((name) => `{${name}}`);
  if (unused.length > 0 && !unknown)
    complain(path, `does not use ${unused.join(', ')}: put it into the text`, place);
}

function complain(at: Path, message: string, { source, values }: Place): void {
  source.report('error', values.at(at), fieldName(at), message);
}
