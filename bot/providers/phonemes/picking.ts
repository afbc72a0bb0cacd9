import type { Picked } from '../../../flows/speech/heard.js';
import type { Alignment } from './align.js';
import type { Assessed } from './assessor.js';
import { certainty } from './calibration.js';
import { phoneOf } from './phones.js';
import { exactly } from './reading.js';

/** Below it none of the answers was said: chosen and measured by scripts/pronunciation/pick.ts (README.md there). */
export const leastCertain = 0.05;

/**
 * By so much, in logarithms for each sound in which they differ, an answer has to fit better than another, or which of
 * the two was said cannot be told: chosen and measured in the same place.
 */
export const leastMargin = 3;

/** Known answers compete: the one whose sounds fit best won, if it was said at all, and others may have come close. */
export function pickedOf(
  option: number,
  winner: Assessed,
  answers: readonly (Alignment | undefined)[],
): Picked {
  const certain = certaintyOfAnswer(winner);
  const confidence = certainty(certain, leastCertain);
  // A single sound is found in almost any word: it says nothing.
  if (certain < leastCertain || phonesOf(winner).length < 2) return { confidence: 1 - confidence };
  const rivals = rivalsOf(option, answers, leastMargin);
  return { option, ...(rivals.length > 0 && { rivals }), confidence };
}

/** Index of the answer whose sounds fit the recording best; the first of several that fit as well. */
export function likeliest(answers: readonly (Alignment | undefined)[]): number | undefined {
  let best: number | undefined;
  for (const [index, answer] of answers.entries())
    if (answer && answer.score > ((best === undefined ? undefined : answers[best]?.score) ?? -Infinity))
      best = index;
  return best;
}

/** Those that come closer to the winner than `margin` a sound. What sounds the same is no other answer. */
export function rivalsOf(
  winner: number,
  answers: readonly (Alignment | undefined)[],
  margin: number,
): number[] {
  const won = answers[winner];
  if (!won) return [];
  const sounds = phonesOf(won);
  return [...answers.entries()].flatMap(([index, answer]) => {
    const differ = answer ? difference(sounds, phonesOf(answer)) : 0;
    return answer && differ > 0 && won.score - answer.score < margin * differ ? [index] : [];
  });
}

/** 0..1: how surely it was said. */
export function certaintyOfAnswer({ words, raw }: Assessed): number {
  return exactly(words, raw);
}

function phonesOf({ words }: Alignment): number[] {
  return words.flatMap(({ sounds }) => sounds.map(phoneOf));
}

/** Sounds to change, leave out or put in, to make one of the other (Levenshtein). */
function difference(a: readonly number[], b: readonly number[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, sound] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries())
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (sound === other ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
