import { type Prepared, prepare } from '../scoring/match.js';
import { expand } from '../scoring/patterns.js';

/** One answer that a pattern stands for, and the sentence it makes. */
export interface Expected {
  part: string;
  sentence: Prepared;
}

/** Thousands answer the same few gaps: what is expected there is taken apart once. */
const known = new Map<string, readonly Expected[]>();

/** More patterns than the lessons under way at one time have. */
const kept = 2_000;

/** Every answer that a pattern stands for, in the gap of this sentence. */
export function expectedOf(ask: string, pattern: string): readonly Expected[] {
  const key = `${ask}\n${pattern}`;
  let expected = known.get(key);
  if (!expected) {
    expected = expand(pattern).map((part) => ({ part, sentence: prepare(fill(ask, part)) }));
    if (known.size >= kept) known.clear();
    known.set(key, expected);
  }
  return expected;
}

/** The sentence with a part in its gap. */
export function fill(ask: string, part: string): string {
  return ask.replace(/_{3,}/, () => part);
}
