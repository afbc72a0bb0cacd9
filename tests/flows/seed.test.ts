import { describe, expect, it } from 'vitest';
import { randomFrom, shuffled } from '../../flows/seed.js';

describe('what a seed decides', () => {
  it('is the same each time', () => {
    expect(Array.from({ length: 5 }, randomFrom(7))).toEqual(Array.from({ length: 5 }, randomFrom(7)));
    expect(shuffled(['a', 'b', 'c', 'd'], 12)).toEqual(shuffled(['a', 'b', 'c', 'd'], 12));
  });

  it('lies in 0 <= x < 1 for any seed', () => {
    for (const seed of [0, 1, -1, 2 ** 31, 2 ** 32 - 1]) {
      for (const number of Array.from({ length: 100 }, randomFrom(seed))) {
        expect(number).toBeGreaterThanOrEqual(0);
        expect(number).toBeLessThan(1);
      }
    }
  });

  it('shuffles without losing anything and leaves the original alone', () => {
    const items = ['a', 'b', 'c', 'd'];
    expect(shuffled(items, 3).toSorted()).toEqual(items);
    expect(items).toEqual(['a', 'b', 'c', 'd']);
  });

  it('puts each of three first about as often, whatever order they were written in', () => {
    const first = Array.from({ length: 3000 }, (_, seed) => shuffled([0, 1, 2], seed)[0]);
    for (const item of [0, 1, 2]) {
      const share = first.filter((one) => one === item).length / first.length;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(0.04);
    }
  });
});
