import type { Heard } from '../../speech/heard.js';
import type { WordError } from '../../speech/scores.js';

/** A piece of the text that was said, with when. */
export interface Said {
  text: string;
  /** Seconds, where they are known. */
  from?: number;
  to?: number;
}

/**
 * What the silence before a word of a text says. `UnexpectedBreak`: .6 s or more where nothing is written that parts the
 * words: readers pause longest there while they make out the next word, and native readers hardly ever do (Goldman-Eisler
 * 1968; .25 s is a pause, most within phrases are under half a second). `MissingBreak`: under .05 s, which is no silence
 * at all, where a sentence ends. Commas ask for nothing: many are read over.
 *
 * @param before the piece before it, which was said as well
 */
export function breakBefore(
  word: Said,
  before: Said,
): Extract<WordError, 'UnexpectedBreak' | 'MissingBreak'> | undefined {
  if (word.from === undefined || before.to === undefined) return undefined;
  const silence = word.from - before.to;
  if (/[.!?…;]["'”’)]*$/u.test(before.text))
    return silence < 0.05 && !abbreviated.test(before.text) ? 'MissingBreak' : undefined;
  const isParted = /[\p{P}\p{S}]$/u.test(before.text) || /^[("'“‘–—-]/u.test(word.text);
  return silence >= 0.6 && !isParted ? 'UnexpectedBreak' : undefined;
}

/** Ends in a point, and no sentence ends there. */
const abbreviated = /^(mr|mrs|ms|dr|st|prof|etc|vs|e\.g|i\.e|[a-z]\.[a-z]|[a-z])\.$/i;

/**
 * Whether a text was said on one tone: its pitch spreads less than .8 semitones, where 99 of 100 readings of learners
 * spread more (measured on speechocean762; half of them 2 and more). It says what was heard and is no score: raters'
 * prosody hardly follows the spread (r = -.09 there).
 *
 * @param words of the text; the shortest sentences have one tone anyway
 */
export function isMonotone(pitch: Heard['pitch'], words: number): boolean {
  return pitch !== undefined && words >= 5 && pitch.voiced >= 1 && pitch.spread < 0.8;
}
