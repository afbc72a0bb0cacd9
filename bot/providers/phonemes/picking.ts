import type { Picked } from '../../../flows/speech/heard.js';
import type { Alignment } from './align.js';
import type { Assessed } from './assessor.js';
import { certainty } from './calibration.js';
import { exactly } from './reading.js';

/** Below it none of the answers was said: chosen and measured by scripts/pronunciation/pick.ts (README.md there). */
export const leastCertain = 0.05;

/** Known answers compete: the one whose sounds fit best won, if it was said at all. */
export function pickedOf(option: number, winner: Assessed): Picked {
  const certain = certaintyOfAnswer(winner);
  const confidence = certainty(certain, leastCertain);
  return certain >= leastCertain ? { option, confidence } : { confidence: 1 - confidence };
}

/** Index of the answer whose sounds fit the recording best; the first of several that fit as well. */
export function likeliest(answers: readonly (Alignment | undefined)[]): number | undefined {
  let best: number | undefined;
  for (const [index, answer] of answers.entries())
    if (answer && answer.score > ((best === undefined ? undefined : answers[best]?.score) ?? -Infinity))
      best = index;
  return best;
}

/** 0..1: how surely it was said. */
export function certaintyOfAnswer({ words, raw }: Assessed): number {
  return exactly(words, raw);
}
