/**
 * Whether one word is another with one slip of the keyboard. Both folded (normalise.ts). One edit in the sense
 * of Damerau-Levenshtein (a letter too many, too few, another one, or two neighbours exchanged), but not where
 * that edit is how learners get the language itself wrong:
 *
 *  - a number is right or wrong;
 *  - in words of two or three letters one letter is too much of the word (`de` for *the*, `mi` for *my*): only
 *    exchanged or repeated letters are slips there, and in a word of one letter nothing is;
 *  - endings: an `s` too many (`informations`), a regular past or participle that is none (`comed`, `goed`);
 *  - an apostrophe too many (`it's` for *its*); one that was forgotten or misplaced is a slip.
 *
 * Whether what was written is an English word is for the caller to know.
 */
export function isSlip(written: string, word: string): boolean {
  if (/\p{N}/u.test(written + word)) return false;
  const a = Array.from(written);
  const b = Array.from(word);
  const edit = editBetween(a, b);
  if (edit === undefined || b.length < 2) return false;
  if (edit.kind === 'exchanged' || (edit.kind === 'missing' && b[edit.at] === "'")) return true;
  if (b.length <= 3) return edit.kind === 'extra' && isRepeated(a, edit.at);
  if (edit.kind === 'extra' && a[edit.at] === "'") return false;
  return !isEnding(written, word);
}

interface Edit {
  kind: 'extra' | 'missing' | 'other' | 'exchanged';
  /** Index of the first letter that differs. */
  at: number;
}

/** The one edit from the right word to the written one; undefined when they are equal or further apart. */
function editBetween(a: readonly string[], b: readonly string[]): Edit | undefined {
  if (Math.abs(a.length - b.length) > 1) return undefined;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  if (at === a.length && at === b.length) return undefined;
  if (a.length > b.length) return sameFrom(a, at + 1, b, at) ? { kind: 'extra', at } : undefined;
  if (a.length < b.length) return sameFrom(a, at, b, at + 1) ? { kind: 'missing', at } : undefined;
  if (sameFrom(a, at + 1, b, at + 1)) return { kind: 'other', at };
  const exchanged = a[at] === b[at + 1] && a[at + 1] === b[at] && sameFrom(a, at + 2, b, at + 2);
  return exchanged ? { kind: 'exchanged', at } : undefined;
}

function sameFrom(a: readonly string[], i: number, b: readonly string[], j: number): boolean {
  if (a.length - i !== b.length - j) return false;
  for (let k = 0; i + k < a.length; k += 1) if (a[i + k] !== b[j + k]) return false;
  return true;
}

/** The extra letter stands next to its like. An extra letter in a run of likes is found at the run's end. */
function isRepeated(a: readonly string[], at: number): boolean {
  return a[at] === a[at - 1];
}

function isEnding(written: string, word: string): boolean {
  if (written === `${word}s` || (word.endsWith('e') && written === `${word}d`)) return true;
  return /ed$/.test(written) && /e[sn]$/.test(word);
}
