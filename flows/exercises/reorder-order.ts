import { normalise, tidy } from '../scoring/normalise.js';
import { disorder } from './disorder.js';
import { expectedOf, whole } from './gap-key.js';
import type { ReorderStep } from './reorder.js';

export function sentenceOf(parts: readonly string[]): string {
  return parts.join(' ');
}

/** Indices of the parts in the order they are shown: the same for a seed, and never one that is right. */
export function orderShown({ parts, accept = [] }: ReorderStep, seed: number): number[] {
  const right = new Set(
    accept.flatMap((pattern) => expectedOf(whole, pattern)).map(({ sentence }) => sentence.normal),
  );
  return disorder(parts.length, seed, (order) =>
    right.has(normalise(sentenceOf(order.map((index) => parts[index] ?? '')))),
  );
}

/** "1  is   2  How much   3  the coffee" */
export function numbered(pieces: readonly string[]): string {
  return pieces.map((piece, n) => `${n + 1}  ${piece}`).join('   ');
}

/**
 * What a learner typed as numbers of the parts as shown: "2 1 3", "2,1,3", "213". Zeros are in tens alone, so that
 * digits without spaces can be read in one way only.
 *
 * @returns the parts' indices; `incomplete` for numbers that are not each part once; undefined for anything else
 */
export function readNumbers(text: string, order: readonly number[]): number[] | 'incomplete' | undefined {
  const digits = tidy(text.replace(/[^\p{L}\p{N}]+/gu, ' ')).replaceAll(' ', '');
  if (!/^\d{1,30}$/.test(digits)) return undefined;
  const numbers = (digits.match(/10|\d/g) ?? []).map(Number);
  const picked = numbers.flatMap((number) => order[number - 1] ?? []);
  const isEachOnce = picked.length === order.length && new Set(picked).size === order.length;
  return isEachOnce && numbers.length === picked.length ? picked : 'incomplete';
}
