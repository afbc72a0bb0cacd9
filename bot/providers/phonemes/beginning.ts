import type { Reading } from '../../../flows/speech/heard.js';
import type { Alignment } from './align.js';
import type { SpokenWord } from './english/english.js';

/** Words that a beginning has at least: fewer sound like many other texts. */
const least = 3;

/** Longer texts have too many beginnings to look for each. */
const most = 60;

/**
 * Mean goodness of its words that a beginning has at least. On 120 recordings of speakers whom the scorer does not know (the
 * held-out ones of scripts/pronunciation, texts of six words and more): 114 that were cut in the middle count as this text
 * and 108 of them end where they did, give or take a word; 2 that were not cut are taken for it; 5 of 240 of another text pass.
 */
const leastGoodness = -1.9;

/** A text was read to its end. */
export function isWhole({ match, words }: Reading): boolean {
  return match >= 0.5 && (words.at(-1)?.said ?? 0) >= 0.5;
}

/** The beginnings of a text, the shortest first, up to all of it. */
export function beginningsOf(words: readonly SpokenWord[]): (readonly SpokenWord[])[] {
  if (words.length <= least || words.length > most) return [];
  // Two words only compete: what fits them best is no beginning of this text.
  return words.slice(1).map((_, index) => words.slice(0, index + 2));
}

/** Whether it is as good as what was read. */
export function isBeginning({ words }: Alignment, of: readonly SpokenWord[]): boolean {
  const goodness = words.reduce((sum, word) => sum + word.goodness, 0) / (words.length || 1);
  return of.length >= least && goodness >= leastGoodness;
}

/** The whole text, of which only the beginning was read. @param rest the words behind it */
export function withUnread(beginning: Reading, rest: readonly SpokenWord[]): Reading {
  const end = beginning.words.at(-1)?.to ?? 0;
  const unread = rest.map(({ text }) => ({
    text,
    unread: true as const,
    from: end,
    to: end,
    accuracy: 0,
    total: 0,
    said: 0,
    phones: [],
  }));
  return { ...beginning, words: [...beginning.words, ...unread] };
}
