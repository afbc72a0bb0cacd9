import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';

/**
 * Starts a thread of ours.
 *
 * @param compiled `new URL('./worker.js', import.meta.url)`
 * @param workerData what it finds under that name
 */
export type StartThread = (compiled: URL, workerData: unknown) => Worker;

/** What the thread is told. */
export type ToCheckpointer = 'write' | 'close';

/** Transactions until the log is written into the database: some hundred pages of lone turns, ten thousand of a crowd's. */
const between = 64;

export interface Checkpoints {
  /** A transaction was committed. */
  committed: () => void;
  /** Resolves when nobody else has the database open. */
  close: () => Promise<void>;
}

/**
 * Has the write-ahead log written into the database beside the turns: done by the connection that commits it stops
 * everybody for tens of milliseconds. Done often, the log stays short and is written over and over in its place,
 * which costs the disk half as much as a file that grows. Where one transaction follows the other without a moment in
 * between it grows nevertheless, up to what SQLite waits for, and has little left to do then. The thread begins when
 * there is something to do. Should it fail, SQLite does the same by itself, later and in front (`wal_autocheckpoint`,
 * driver.ts).
 *
 * @param told of its failing
 */
export function checkpoints(
  file: string,
  start: StartThread,
  told: (error: unknown) => void = () => {},
): Checkpoints {
  let thread: Worker | undefined;
  let failed = false;
  let commits = 0;

  function fails(error: unknown): void {
    failed = true;
    told(error);
  }

  function begun(): Worker | undefined {
    try {
      const started = start(new URL('./checkpointer.js', import.meta.url), file);
      started.once('error', fails);
      // Whoever forgets to close the store is not kept from ending by this.
      started.unref();
      return started;
    } catch (error) {
      // No memory for one, say.
      fails(error);
      return undefined;
    }
  }

  const tell = (what: ToCheckpointer): void => thread?.postMessage(what);

  return {
    committed() {
      commits += 1;
      if (failed || commits % between > 0) return;
      thread ??= begun();
      tell('write');
    },
    async close() {
      if (!thread || failed) return;
      thread.ref();
      const gone = once(thread, 'exit').catch(() => {});
      tell('close');
      await gone;
    },
  };
}
