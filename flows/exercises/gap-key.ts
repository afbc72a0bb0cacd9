import { type Prepared, prepare } from '../scoring/match.js';
import { tidy } from '../scoring/normalise.js';
import { expand } from '../scoring/patterns.js';

/** One answer that a pattern stands for, and the sentence it makes. */
export interface Expected {
  part: string;
  sentence: Prepared;
}

/** The sentence of which everything is asked. */
export const whole = '___';

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

/** What may stand on either side of an answer that repeats words of the sentence. */
export interface Sides {
  /** The whole side, without the word next to the gap, and nothing. */
  lefts: readonly string[];
  rights: readonly string[];
  /** Every place to cut a side: what is left of it once an answer has repeated the words cut off. */
  repeated: readonly Cut[];
  following: readonly Cut[];
}

interface Cut {
  kept: string;
  /** Tidy; not empty. */
  cut: string;
}

const knownSides = new Map<string, Sides>();

export function sidesOf(ask: string): Sides {
  let sides = knownSides.get(ask);
  if (!sides) {
    sides = sidesIn(ask);
    if (knownSides.size >= kept) knownSides.clear();
    knownSides.set(ask, sides);
  }
  return sides;
}

function sidesIn(ask: string): Sides {
  const [before, after] = aroundGap(ask);
  const ends = (part: string): number[] =>
    [...part.matchAll(/\S+/g)].map(({ 0: word, index }) => index + word.length);
  const cuts = (all: Cut[]): Cut[] => all.filter(({ cut }) => cut !== '');
  return {
    lefts: [before, before.replace(/\S+\s*$/, ''), ''],
    rights: [after, after.replace(/^\s*\S+/, ''), ''],
    repeated: cuts(
      ends(before).map((end) => ({ kept: `${before.slice(0, end)} `, cut: tidy(before.slice(end)) })),
    ),
    following: cuts(
      ends(after).map((end) => ({ kept: ` ${after.slice(end)}`, cut: tidy(after.slice(0, end)) })),
    ),
  };
}

/** What stands before the gap and after it. */
function aroundGap(ask: string): [string, string] {
  const found = /_{3,}/.exec(ask);
  return found ? [ask.slice(0, found.index), ask.slice(found.index + found[0].length)] : [ask, ''];
}

/** The sentence with a part in its gap. */
export function fill(ask: string, part: string): string {
  const [before, after] = aroundGap(ask);
  return before + part + after;
}
