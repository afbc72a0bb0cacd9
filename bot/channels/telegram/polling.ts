import type { Logger } from 'pino';
import { StoreUnavailable } from '../../../db/store.js';
import { ApiFailure, type BotApi } from './api.js';
import { numberOf } from './hearing.js';
import type { Standing } from './standing.js';
import { allowed } from './updates.js';

export interface PollingDeps {
  api: BotApi;
  /** Resolves when the update is stored, or is none that is stored. */
  take(update: unknown): Promise<void>;
  standing: Standing;
  log: Logger;
  /** Seconds a poll waits for something to happen. */
  seconds: number;
  /** Milliseconds before the first try after a failure; doubled each time, up to `longest`. */
  pause: number;
}

const longest = 30_000;
/** A token that is refused may be mended on their side; a second poller may end. Neither soon. */
const stubborn = 10_000;
/** An update that cannot be stored although the store is well is left out after this many tries. */
const tries = 3;
/** Milliseconds: a poll that ends with nothing sooner than this did not wait. */
const atOnce = 200;
/** What the last call may take, so that stopping stays within its limit. */
const farewell = 1_500;

/**
 * Asks for updates, stores the whole batch, and only then moves the offset: what was not stored is told again. (grammy's
 * own loop and its runner confirm what was not.)
 */
export class Polling {
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #offset = 0;
  #confirmed = 0;
  #failures = 0;
  /** The last poll was answered. */
  #well = false;

  constructor(private readonly deps: PollingDeps) {}

  start(): void {
    this.#running ??= this.#run();
  }

  /** Lets go of the poll that waits, finishes the batch under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    if (this.#offset === this.#confirmed) return;
    // Saves the next start from being told what it has. It is no loss where this fails.
    const patience = AbortSignal.timeout(farewell);
    await this.deps.api
      .call('getUpdates', { offset: this.#offset, limit: 1, timeout: 0 }, patience)
      .catch(() => {});
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let prepared = false;
    while (!signal.aborted) {
      try {
        // While a webhook is set nobody may poll. What waited for it comes to us.
        if (!prepared) await this.deps.api.call('deleteWebhook', { drop_pending_updates: false }, signal);
        prepared = true;
        await this.#poll();
        this.#failures = 0;
      } catch (error) {
        if (!signal.aborted) await this.#failed(error);
      }
    }
  }

  async #poll(): Promise<void> {
    const { api, seconds, standing } = this.deps;
    // The first one, and one after a failure, is answered at once: how we are is known then.
    const timeout = this.#well ? seconds : 0;
    const asked = { offset: this.#offset, timeout, allowed_updates: [...allowed] };
    const began = performance.now();
    const batch: unknown = await api.call('getUpdates', asked, this.#stopping.signal);
    this.#confirmed = this.#offset;
    const numbers = Array.isArray(batch) ? batch.map(numberOf).filter((one) => one !== undefined) : [];
    // Without a number there is nothing to confirm, and asking again at once would go on for ever.
    if (!Array.isArray(batch) || (batch.length > 0 && numbers.length === 0))
      throw new ApiFailure('getUpdates', undefined, 'the answer is no list of updates', undefined);
    this.#well = true;
    standing.well('updates');
    // Some servers and proxies do not wait, however they are asked: they are not asked all the time.
    if (timeout > 0 && batch.length === 0 && performance.now() - began < atOnce)
      await this.#wait(this.deps.pause);
    if (!(await this.#store(batch))) return;
    this.#offset = Math.max(this.#offset, ...numbers.map((number) => number + 1));
  }

  /** All of them, offered together so that they share one transaction. @returns false where we are stopped before */
  async #store(batch: readonly unknown[]): Promise<boolean> {
    let rest = batch;
    for (let round = 1; rest.length > 0; round += 1) {
      const taken = await Promise.allSettled(rest.map((update) => this.deps.take(update)));
      rest = rest.filter((update, index) => {
        const result = taken[index];
        if (result?.status !== 'rejected') return false;
        if (result.reason instanceof StoreUnavailable || round < tries) return true;
        this.deps.log.error(
          { update: numberOf(update), error: result.reason as unknown },
          'telegram: left out',
        );
        return false;
      });
      if (rest.length === 0) break;
      this.deps.log.warn({ updates: rest.length, round }, 'telegram: not stored, tried again');
      if (this.#stopping.signal.aborted) return false;
      await this.#wait(Math.min(2_000, this.deps.pause * 2 ** Math.min(round, 8)));
    }
    return true;
  }

  async #failed(error: unknown): Promise<void> {
    this.#failures += 1;
    this.#well = false;
    const grown = Math.min(longest, this.deps.pause * 2 ** Math.min(this.#failures - 1, 10));
    const spread = grown * (0.75 + Math.random() / 2);
    if (!(error instanceof ApiFailure)) {
      this.deps.log.error({ error }, 'telegram: polling');
      await this.#wait(spread);
      return;
    }
    this.deps.standing.ill('updates', error);
    const least = error.tokenRefused || error.code === 409 ? Math.min(stubborn, this.deps.pause * 10) : 0;
    await this.#wait(Math.max(least, spread, error.retryAfterMs ?? 0));
  }

  /** Ends at once when we are stopped. */
  #wait(milliseconds: number): Promise<void> {
    const { signal } = this.#stopping;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end);
    });
  }
}
