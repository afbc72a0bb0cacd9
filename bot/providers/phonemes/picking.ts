import type { Picked } from '../../../flows/speech/heard.js';
import type { Assessed } from './assessor.js';
import { exactly } from './reading.js';

/** Below it none of the answers was said. Chosen and measured by scripts/pronunciation/pick.ts (its README). */
export const leastMatch = 0.5;

/** Known answers compete: the one whose sounds fit best wins, if it was said at all. */
export function pickFrom(answers: readonly (Assessed | undefined)[]): Picked {
  let option: number | undefined;
  for (const [index, answer] of answers.entries()) {
    const best = option === undefined ? undefined : answers[option];
    if (answer && (!best || answer.score > best.score)) option = index;
  }
  const winner = option === undefined ? undefined : answers[option];
  if (option === undefined || !winner) return { confidence: 1 };
  const match = exactly(winner.raw);
  return match >= leastMatch ? { option, confidence: match } : { confidence: 1 - match };
}
