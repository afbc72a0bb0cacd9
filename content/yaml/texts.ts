import { unpairedStar } from '../marks.js';
import type { Source } from './source.js';
import { fieldName, type Path, type Values } from './values.js';

/** What no text may hold: it would be invisible, break a line, or reorder what the learner sees. */
const unwelcome =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * The joiners shape Persian and Indic words and build emoji. After a letter of a script that does not join, a digit,
 * a sign or nothing they are invisible noise.
 */
const strayJoiner = /(?<=^|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{P}\s])[\u200c\u200d]/u;

/** Anything unwelcome but line ends, a joiner, or a backslash. */
const suspicious = new RegExp(`(?![\\n\\r])${unwelcome.source}|[\\u200c\\u200d\\\\]`, 'u');

/** Reports characters that cannot be seen, in every text and key of a file. Line breaks are welcome. */
export function checkCharacters(source: Source, values: Values): void {
  // Most files hold none, nor an escape that could make one: one look instead of thousands.
  if (!suspicious.test(source.text)) return;
  for (const { path, text } of values.texts()) {
    const found =
      [...text.matchAll(unwelcome)].find(([character]) => character !== '\n') ?? strayJoiner.exec(text);
    if (!found) continue;
    const [character] = found;
    const nth = text.slice(0, found.index).split(character).length - 1;
    source.report(
      'error',
      values.atCharacter(path, character, nth),
      fieldName(path),
      `holds ${named(character)}: remove it`,
    );
  }
}

/** Reports marks without a partner and what looks like HTML in the texts that are shown. */
export function checkMarks(source: Source, values: Values, isShown: (path: Path) => boolean): void {
  for (const { path, text } of values.texts()) {
    if (!/[*<]/.test(text) || !isShown(path)) continue;
    const star = unpairedStar(text);
    if (star !== undefined) {
      const position = values.atCharacter(path, '*', star);
      source.report(
        'error',
        position,
        fieldName(path),
        'this * has no partner: write *so*, or \\* to show an asterisk',
      );
    }
    const tag = /<\/?[a-z][a-z0-9]*(\s[^<>]*)?\/?>/i.exec(text)?.[0];
    if (tag !== undefined) {
      const position = values.atCharacter(path, '<', 0);
      const message = `${tag.slice(0, 40)} is shown as it stands, not as HTML: emphasis is *so* or _so_`;
      source.report('warning', position, fieldName(path), message);
    }
  }
}

function named(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (character === '\t') return 'a tab';
  if (character === '\0') return 'a NUL character';
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(character)) return `a direction mark (${code})`;
  if (/\p{Cs}/u.test(character)) return `half of a character (${code})`;
  if (/\p{Cc}/u.test(character)) return `a control character (${code})`;
  return `an invisible character (${code})`;
}
