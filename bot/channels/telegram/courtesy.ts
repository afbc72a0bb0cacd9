import { ApiFailure } from './api.js';

/** Calls under way at once, and how many may wait: what is late by more is worth nothing. */
const atOnce = 20;
const waiting = 500;

/**
 * What is nice to have and never repeated: typing signs, answers to callback queries, keyboards taken away. Failures
 * are let go; where the server says to wait, all of it is dropped until then.
 */
export class Courtesies {
  readonly #line: (() => Promise<unknown>)[] = [];
  #running = 0;
  #mutedUntil = 0;

  constructor(
    private readonly now: () => number,
    private readonly failed: (failure: unknown) => void,
  ) {}

  /** @param first before everything that waits */
  run(call: () => Promise<unknown>, first = false): void {
    if (this.now() < this.#mutedUntil) return;
    if (first) this.#line.unshift(call);
    else this.#line.push(call);
    if (this.#line.length > waiting) this.#line.pop();
    this.#next();
  }

  #next(): void {
    while (this.#running < atOnce) {
      const call = this.#line.shift();
      if (!call) return;
      this.#running += 1;
      void call()
        .catch((error: unknown) => this.#dropped(error))
        .finally(() => {
          this.#running -= 1;
          this.#next();
        });
    }
  }

  #dropped(error: unknown): void {
    if (error instanceof ApiFailure && error.code === 429) {
      this.#mutedUntil = this.now() + (error.retryAfterMs ?? 1_000);
      this.#line.length = 0;
    }
    this.failed(error);
  }
}
