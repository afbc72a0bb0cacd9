import { shuffled } from '../seed.js';

/**
 * 0..count-1 in an order that the seed decides and that is not the right one.
 *
 * @param count at least 2
 * @param isRight further orders that would give the answer away; where every shuffle tried does, they are allowed
 */
export function disorder(
  count: number,
  seed: number,
  isRight: (order: readonly number[]) => boolean = () => false,
): number[] {
  const sorted = Array.from({ length: count }, (_, index) => index);
  const isSorted = (order: readonly number[]): boolean => order.every((item, index) => item === index);
  for (let n = 0; n < tries; n += 1) {
    const order = shuffled(sorted, seed + n);
    if (!isSorted(order) && !isRight(order)) return order;
  }
  return [...sorted.slice(1), 0];
}

/** Of three things one shuffle in six is sorted: all of these are about once in 10^15 lessons. */
const tries = 20;
