import { phoneOf, type Pronunciation } from '../../bot/providers/phonemes/phones.js';

/** Letters and the sounds they stand for, as parts of one word: [`ck`, [K]]. */
export type Graphone = readonly [letters: string, sounds: Pronunciation];

/** How many letters go with how many sounds. */
const moves = [
  [1, 0],
  [1, 1],
  [1, 2],
  [2, 1],
] as const;

/**
 * Pairs the letters of words with their sounds by expectation maximisation over all ways to pair them (Jiampojamarn
 * et al., "Applying many-to-many alignments ... to letter-to-phoneme conversion", NAACL 2007); stress is left aside.
 *
 * @returns the likeliest pairing of each word; undefined where there is none (abbreviations: more sounds than letters can
 *   stand for)
 */
export function pair(
  words: readonly (readonly [string, Pronunciation])[],
  rounds = 8,
): (Graphone[] | undefined)[] {
  let weights = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const counts = new Map<string, number>();
    for (const [word, sounds] of words) count(word, sounds, weights, counts);
    const total = [...counts.values()].reduce((sum, value) => sum + value, 0);
    weights = new Map([...counts].map(([key, value]) => [key, value / total]));
  }
  return words.map(([word, sounds]) => best(word, sounds, weights));
}

const keyOf = (word: string, i: number, a: number, sounds: Pronunciation, j: number, b: number): string => {
  let key = word.slice(i, i + a);
  for (let k = j; k < j + b; k++) key += ` ${phoneOf(sounds[k] ?? 0)}`;
  return key;
};

/** Adds the expected counts of one word's pairs. */
function count(
  word: string,
  sounds: Pronunciation,
  weights: Map<string, number>,
  counts: Map<string, number>,
): void {
  const width = sounds.length + 1;
  const ahead = new Float64Array((word.length + 1) * width);
  const behind = new Float64Array(ahead.length);
  ahead[0] = 1;
  behind[ahead.length - 1] = 1;
  const weigh = (key: string) => (weights.size === 0 ? 1 : (weights.get(key) ?? 0));
  const all: { from: number; to: number; key: string; weight: number }[] = [];
  for (let i = 0; i <= word.length; i++)
    for (let j = 0; j < width; j++)
      for (const [a, b] of moves) {
        if (i + a > word.length || j + b >= width) continue;
        const key = keyOf(word, i, a, sounds, j, b);
        const from = i * width + j;
        const to = (i + a) * width + j + b;
        const weight = weigh(key);
        all.push({ from, to, key, weight });
        ahead[to] = (ahead[to] ?? 0) + (ahead[from] ?? 0) * weight;
      }
  for (const { from, to, weight } of all.reverse())
    behind[from] = (behind[from] ?? 0) + weight * (behind[to] ?? 0);
  const whole = behind[0] ?? 0;
  if (whole === 0) return;
  for (const { from, to, key, weight } of all) {
    const share = ((ahead[from] ?? 0) * weight * (behind[to] ?? 0)) / whole;
    if (share > 0) counts.set(key, (counts.get(key) ?? 0) + share);
  }
}

function best(word: string, sounds: Pronunciation, weights: Map<string, number>): Graphone[] | undefined {
  const width = sounds.length + 1;
  const score = new Float64Array((word.length + 1) * width).fill(-Infinity);
  const taken = new Map<number, readonly [number, number]>();
  score[0] = 0;
  for (let i = 0; i <= word.length; i++)
    for (let j = 0; j < width; j++)
      for (const [a, b] of moves) {
        if (i + a > word.length || j + b >= width) continue;
        const to = (i + a) * width + j + b;
        const weight = weights.get(keyOf(word, i, a, sounds, j, b)) ?? 0;
        const sum = (score[i * width + j] ?? -Infinity) + Math.log(weight);
        if (sum > (score[to] ?? -Infinity)) {
          score[to] = sum;
          taken.set(to, [a, b]);
        }
      }
  if (score.at(-1) === -Infinity) return undefined;
  const graphones: Graphone[] = [];
  for (let i = word.length, j = sounds.length; i > 0; ) {
    const [a, b] = taken.get(i * width + j) ?? [1, 0];
    graphones.unshift([word.slice(i - a, i), sounds.slice(j - b, j)]);
    i -= a;
    j -= b;
  }
  return graphones;
}
