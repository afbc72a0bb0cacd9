import { StoreUnavailable } from '../store.js';
import { asFailure, type Driver } from './driver.js';

export interface GroupCommit {
  /** Runs `work` inside a shared durable transaction; resolves when the disk has it. */
  together: <T>(work: () => T) => Promise<T>;
  /** Runs `work`, which only reads, at once: nothing comes between its statements. */
  read: <T>(work: () => T) => Promise<T>;
  /** Resolves when everything offered so far is decided; what is offered later is refused. */
  close: () => Promise<void>;
}

interface Job {
  work: () => unknown;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A group is not allowed to grow without bounds: the last in it would wait for all the others. */
const largest = 256;

/**
 * Everything that is offered in one round of the event loop shares one transaction, because a commit costs a
 * write to the disk however little it holds. Each job of several has a savepoint of its own: one that throws is
 * undone alone. If the commit itself fails, nobody in the group is acknowledged.
 *
 * @param committed told of each transaction
 */
export function groupCommit(db: Driver, committed: () => void = () => {}): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT job');
  const release = db.prepare('RELEASE job');
  const undo = db.prepare('ROLLBACK TO job');
  let queue: Job[] = [];
  let closed = false;
  let drained: (() => void) | undefined;

  function flush(): void {
    const group = queue.slice(0, largest);
    queue = queue.slice(largest);
    if (queue.length > 0) setImmediate(flush);
    const outcomes = runGroup(group);
    settleAll(group, outcomes);
    if (Array.isArray(outcomes)) committed();
    if (queue.length === 0) drained?.();
  }

  /** What each job came to, in order; an error in place of the list when the whole group failed. */
  function runGroup(group: Job[]): Outcome[] | Error {
    try {
      clear();
      begin.run();
      // One that is alone is undone with its transaction.
      const outcomes = group.map((job) => (group.length > 1 ? runJob(job) : { value: job.work() }));
      commit.run();
      return outcomes;
    } catch (error) {
      abandon();
      return asFailure(error);
    }
  }

  function runJob(job: Job): Outcome {
    savepoint.run();
    try {
      const value = job.work();
      release.run();
      return { value };
    } catch (error) {
      // SQLite gives up the whole transaction after some errors; then the others in it are gone as well.
      if (!db.inTransaction) throw new StoreUnavailable('the transaction was lost', { cause: error });
      undo.run();
      release.run();
      return { error: asFailure(error) };
    }
  }

  function abandon(): void {
    try {
      clear();
    } catch {
      // Whoever comes next tries again, and is told if it still cannot be done.
    }
  }

  /** What a failed group left open must neither be seen nor be committed with the next. */
  function clear(): void {
    if (db.inTransaction) rollback.run();
  }

  return {
    together<T>(work: () => T) {
      if (closed) return Promise.reject(new StoreUnavailable('the database is closed'));
      return new Promise<T>((resolve, reject) => {
        if (queue.push({ work, resolve: resolve, reject }) === 1) setImmediate(flush);
      });
    },
    async read(work) {
      if (closed) throw new StoreUnavailable('the database is closed');
      try {
        clear();
        return work();
      } catch (error) {
        throw asFailure(error);
      }
    },
    close() {
      closed = true;
      if (queue.length === 0) return Promise.resolve();
      return new Promise((resolve) => (drained = resolve));
    },
  };
}

type Outcome = { value: unknown } | { error: Error };

function settleAll(group: Job[], outcomes: Outcome[] | Error): void {
  group.forEach((job, index) => {
    const outcome = Array.isArray(outcomes) ? outcomes[index] : { error: outcomes };
    if (outcome && 'value' in outcome) job.resolve(outcome.value);
    else job.reject(outcome?.error ?? new Error('a job was forgotten'));
  });
}
