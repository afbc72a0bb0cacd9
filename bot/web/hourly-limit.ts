import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from './problem.js';

const anHour = 3600;

/** So many of something an hour for each key, counted in memory: a restart forgives. */
export class HourlyLimit {
  readonly #limiter: RateLimiterMemory | undefined;
  readonly #sentence: string;

  /**
   * @param points how many an hour; 0 is no limit
   * @param sentence what somebody over the limit is told
   */
  constructor(points: number, sentence: string) {
    this.#limiter = points > 0 ? new RateLimiterMemory({ points, duration: anHour }) : undefined;
    this.#sentence = sentence;
  }

  /** @throws Problem 429 with Retry-After, in seconds */
  async take(key: string): Promise<void> {
    try {
      await this.#limiter?.consume(key);
    } catch (over) {
      if (!(over instanceof RateLimiterRes)) throw over;
      const seconds = Math.max(1, Math.ceil(over.msBeforeNext / 1000));
      throw new Problem(429, this.#sentence, { 'retry-after': String(seconds) });
    }
  }

  /** Counts one that is let through whatever the limit. */
  async count(key: string): Promise<void> {
    await this.#limiter?.penalty(key);
  }

  /** It did not count after all. */
  async giveBack(key: string): Promise<void> {
    await this.#limiter?.reward(key);
  }
}
