import type { ReadPhone } from '../../speech/heard.js';
import type { SoundSum } from '../../speech/scores.js';

/** How each sound went, in order of first mention. */
export function soundSums(phones: readonly Pick<ReadPhone, 'phone' | 'score'>[]): SoundSum[] {
  const sums = new Map<string, SoundSum>();
  for (const { phone, score } of phones) {
    const known = sums.get(phone) ?? { phone, times: 0, sum: 0 };
    sums.set(phone, { phone, times: known.times + 1, sum: known.sum + score });
  }
  return [...sums.values()].map((one) => ({ ...one, sum: Math.round(one.sum * 10) / 10 }));
}

/** Below it a sound is weak: humans hear about half of what it should be. */
const weak = 60;

/** The sound of a word to work at: one that is surely wrong, else the weakest that is weak. */
export function weakestIn(phones: readonly ReadPhone[]): ReadPhone | undefined {
  const [worst] = phones
    .filter(({ wrong, score }) => wrong === true || score < weak)
    .sort((a, b) => Number(b.wrong ?? false) - Number(a.wrong ?? false) || a.score - b.score);
  return worst;
}
