import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Problem } from '../problem.js';

const aDay = 86_400;

/** Bytes of recordings that one learner may leave in a day, counted in memory: a restart forgives. */
export class DailyBytes {
  readonly #limiter: RateLimiterMemory | undefined;

  /** @param most 0 is no limit */
  constructor(most: number) {
    this.#limiter = most > 0 ? new RateLimiterMemory({ points: most, duration: aDay }) : undefined;
  }

  /** @throws Problem 413 with Retry-After, in seconds: what is written is still taken, and does not wait behind it */
  async admit(learner: string): Promise<void> {
    const day = await this.#limiter?.get(learner);
    if (!day || day.remainingPoints > 0) return;
    const seconds = Math.max(1, Math.ceil(day.msBeforeNext / 1000));
    throw new Problem(413, 'That is all the recordings we can take from you today. Please type it instead.', {
      'retry-after': String(seconds),
    });
  }

  /** So much was kept. */
  async took(learner: string, bytes: number): Promise<void> {
    await this.#limiter?.penalty(learner, bytes);
  }
}
