import { tidy } from '../scoring/normalise.js';
import type { MatchStep } from './match.js';
import { letterOf } from './match-order.js';

/**
 * For each left side the pair whose right side was put there. Understands "1c 2a 3b", "1-c, 2-a, 3-b", "c1 a2 b3",
 * "c a b", "cab", and words: "bread - a loaf of", "a loaf of bread".
 *
 * @param shown which pair's right side each letter stands for
 * @returns undefined where not every left side has one right side of its own
 */
export function readPairs(text: string, step: MatchStep, shown: readonly number[]): number[] | undefined {
  // Letters beside words come last: an "a" is an article as a rule.
  return inLetters(text, shown) ?? inWords(text, step, []) ?? inWords(text, step, shown);
}

function inLetters(text: string, shown: readonly number[]): number[] | undefined {
  const signs = tidy(text.replace(/[^\p{L}\p{N}]+/gu, ' ')).replaceAll(' ', '');
  const count = shown.length;
  if (signs.length === count && /^[a-f]+$/.test(signs)) {
    return complete(
      Array.from(signs, (letter, left) => [left, place(letter)]),
      shown,
    );
  }
  if (signs.length !== 2 * count) return undefined;
  const twos = signs.match(/../g) ?? [];
  if (twos.every((two) => /^[1-6][a-f]$/.test(two))) return complete(twos.map(numberFirst), shown);
  if (twos.every((two) => /^[a-f][1-6]$/.test(two)))
    return complete(
      twos.map((two) => numberFirst(`${two.charAt(1)}${two.charAt(0)}`)),
      shown,
    );
  return undefined;
}

function numberFirst(two: string): [number, number] {
  return [Number(two.charAt(0)) - 1, place(two.charAt(1))];
}

function place(letter: string): number {
  return Array.from({ length: 6 }, (_, index) => letterOf(index)).indexOf(letter);
}

/** @param picked left sides and places of right ones; out of range and twice are caught here */
function complete(
  picked: readonly (readonly [number, number])[],
  shown: readonly number[],
): number[] | undefined {
  const rights = shown.map((_, left) => {
    const there = picked.find(([at]) => at === left);
    return there === undefined ? undefined : shown[there[1]];
  });
  const found = rights.filter((right) => right !== undefined);
  return found.length === shown.length && new Set(found).size === shown.length ? found : undefined;
}

interface Phrase {
  words: readonly string[];
  side: 'left' | 'right';
  pair: number;
}

/** Every phrase once, two and two together, in whichever order; what stands between them does not matter. */
function inWords(text: string, { pairs }: MatchStep, lettered: readonly number[]): number[] | undefined {
  const letters = lettered.map((pair, at): Phrase => ({ words: [letterOf(at)], side: 'right', pair }));
  const phrases = pairs
    .flatMap(({ left, right }, pair): Phrase[] => [
      { words: wordsOf(left), side: 'left', pair },
      { words: wordsOf(right), side: 'right', pair },
      { words: [String(pair + 1)], side: 'left', pair },
    ])
    .concat(letters)
    .toSorted((a, b) => b.words.length - a.words.length);
  const words = wordsOf(text);
  const said: Phrase[] = [];
  for (let at = 0; at < words.length; ) {
    const phrase = phrases.find((one) => one.words.every((word, index) => words[at + index] === word));
    if (phrase) said.push(phrase);
    at += phrase?.words.length ?? 1;
  }
  if (said.length !== 2 * pairs.length) return undefined;
  const rights = new Map<number, number>();
  for (let n = 0; n < said.length; n += 2) {
    const two = said.slice(n, n + 2);
    const left = two.find(({ side }) => side === 'left');
    const right = two.find(({ side }) => side === 'right');
    if (!left || !right) return undefined;
    rights.set(left.pair, right.pair);
  }
  const found = pairs.flatMap((_, left) => rights.get(left) ?? []);
  return found.length === pairs.length && new Set(found).size === pairs.length ? found : undefined;
}

function wordsOf(text: string): string[] {
  return tidy(text)
    .split(' ')
    .filter((word) => word !== '');
}
