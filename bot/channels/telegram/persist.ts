import { setTimeout as sleep } from 'node:timers/promises';
import { ApiFailure } from './api.js';

const longest = 60_000;

export interface PersistOptions {
  /** Milliseconds before the second try; doubled each time, up to a minute, or what the server tells to wait. */
  pause: number;
  signal: AbortSignal;
  /** @returns whether it is worth another try */
  failed(failure: ApiFailure): boolean;
}

/** Does something that must succeed once, however long the server is away. Ends silently when it is stopped. */
export async function persist(work: () => Promise<void>, options: PersistOptions): Promise<void> {
  const { pause, signal } = options;
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      if (!options.failed(error)) return;
      const wait = Math.max(error.retryAfterMs ?? 0, Math.min(longest, pause * 2 ** Math.min(failures, 10)));
      await sleep(wait, undefined, { signal }).catch(() => {});
    }
  }
}
