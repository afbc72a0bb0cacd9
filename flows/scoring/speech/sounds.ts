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

/** Below it a sound is weak: half of what is possible is missing only where humans hear another sound. */
export const weak = 60;

/**
 * The sounds to work at, the weakest first (S3).
 *
 * @param least times a sound must have been said: one slip is not a habit
 */
export function weakestSounds(sums: readonly SoundSum[], count: number, least = 1): SoundSum[] {
  return sums
    .filter(({ times, sum }) => times >= least && sum / times < weak)
    .sort((a, b) => a.sum / a.times - b.sum / b.times || b.times - a.times)
    .slice(0, count);
}

/** The sound of a word to work at: one that is surely wrong, else the weakest that is weak. */
export function weakestIn(phones: readonly ReadPhone[]): ReadPhone | undefined {
  const [worst] = phones
    .filter(({ wrong, score }) => wrong === true || score < weak)
    .sort((a, b) => Number(b.wrong ?? false) - Number(a.wrong ?? false) || a.score - b.score);
  return worst;
}
