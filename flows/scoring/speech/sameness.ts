import { expandContractions } from '../contractions.js';
import { longestNumber, mayBeNumber, numberKeys } from './numbers.js';
import { sameSound } from './same-sound.js';
import { variants } from './variants.js';

/** A run of words that says something: two runs that share a key say the same. */
export interface Run {
  /** Words, 1 or more. */
  length: number;
  keys: readonly string[];
  /** It is a number as a whole. */
  isNumber: boolean;
}

/**
 * What the runs that begin at a word say, the longest first: numbers in all their forms, contractions, words written as
 * one or as several, British and American forms, words that sound the same.
 *
 * @param words folded (scoring/words.ts), hyphens parted
 */
export function runsAt(words: readonly string[], at: number): Run[] {
  const runs: Run[] = [];
  const longest = Math.min(longestNumber, words.length - at);
  // A number ends where a word has nothing to do with one.
  const end = words.findIndex((word, n) => n >= at && (n === at + longest || !mayBeNumber(word)));
  const numeric = (end === -1 ? at + longest : end) - at;
  for (let length = Math.max(numeric, Math.min(longestPhrase, longest)); length > 0; length -= 1) {
    const run = words.slice(at, at + length);
    const numbers = length <= numeric ? numberKeys(run) : [];
    const phrase = length === 1 ? wordKeys(run[0] ?? '') : length <= longestPhrase ? phraseKeys(run) : [];
    const keys = [...phrase, ...numbers];
    if (keys.length > 0) runs.push({ length, keys, isNumber: numbers.length > 0 });
  }
  return runs;
}

/** Words that are written as one, or stand for one. */
const longestPhrase = 3;

/** Words that are said while thinking: heard, they are neither right nor wrong. */
export function isFiller(word: string): boolean {
  return /^(u+h+m*|u+m+|e+r+m*|a+h+|h+m+|m{2,}|e+h+)$/.test(word);
}

/** Whether two folded words say the same. */
export function saysTheSame(a: string, b: string): boolean {
  if (a === b) return true;
  const keys = new Set([...wordKeys(a), ...numberKeys([a])]);
  return [...wordKeys(b), ...numberKeys([b])].some((key) => keys.has(key));
}

function wordKeys(word: string): readonly string[] {
  const known = keysOf.get(word);
  if (known) return known;
  const keys = [
    joined([word]),
    ...(groupsOf.get(word) ?? []),
    ...(word.endsWith("'s") ? (groupsOf.get(plain(word)) ?? []) : []),
    ...written(word).map((words) => `c:${words}`),
  ];
  if (keysOf.size > 5_000) keysOf.clear();
  keysOf.set(word, keys);
  return keys;
}

/** The same words come again and again. */
const keysOf = new Map<string, readonly string[]>();

function phraseKeys(words: readonly string[]): string[] {
  const phrase = words.join(' ');
  return [...(words.length <= 3 ? [joined(words), `c:${phrase}`] : []), ...(groupsOf.get(phrase) ?? [])];
}

/** However it is parted ("ice cream", "ice-cream"), and without what is not heard: apostrophes, -ise or -ize. */
function joined(words: readonly string[]): string {
  return `j:${plain(words.join('')).replace(/is(?=(e[sdr]?|ing|ers|able|ations?)$)/, 'iz')}`;
}

function plain(word: string): string {
  return word.replaceAll("'", '');
}

/** All that a contraction can be short for; what follows decides what is meant, and both sound the same. */
function written(word: string): string[] {
  const [, head = '', ending = ''] = /^(.+)'(s|d)$/.exec(word) ?? [];
  if (ending === 's') return [`${head} is`, `${head} has`, ...(head === 'let' ? ['let us'] : [])];
  if (ending === 'd') return [`${head} would`, `${head} had`];
  const words = expandContractions([word]);
  return words.length > 1 ? [words.join(' ')] : [];
}

const groupsOf: ReadonlyMap<string, readonly string[]> = (() => {
  const groups = [
    ...variants,
    ...sameSound
      .trim()
      .replaceAll('\n', '')
      .split('|')
      .map((line) => line.split(' ')),
  ];
  const known = new Map<string, string[]>();
  for (const [index, words] of groups.entries()) {
    for (const word of words) known.set(word, [...(known.get(word) ?? []), `g:${index}`]);
  }
  return known;
})();
