import { disorder } from './disorder.js';
import type { MatchStep } from './match.js';

const letters = 'abcdef';

/** Indices of the pairs whose right sides are shown as a, b, c …: the same for a seed, never all in place. */
export function rightsShown({ pairs }: MatchStep, seed: number): number[] {
  return disorder(pairs.length, seed);
}

export function letterOf(place: number): string {
  return letters.charAt(place);
}

export function leftColumn({ pairs }: MatchStep): string {
  return pairs.map(({ left }, n) => `${n + 1}  ${left}`).join('\n');
}

export function rightColumn(step: MatchStep, seed: number): string {
  return rightsShown(step, seed)
    .map((pair, place) => `${letterOf(place)}  ${step.pairs[pair]?.right ?? ''}`)
    .join('\n');
}
