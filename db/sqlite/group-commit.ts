import { StoreUnavailable } from '../store.js';
import { asFailure, type Driver, type Level } from './driver.js';

export interface GroupCommit {
  /** Runs `work` inside a shared transaction; resolves when the disk has it. */
  together: <T>(work: () => T, options?: Together<T>) => Promise<T>;
  /** Runs `work`, which only reads, at once: nothing comes between its statements. */
  read: <T>(work: () => T) => Promise<T>;
  /** Resolves when everything offered so far is decided; what is offered later is refused. */
  close: () => Promise<void>;
}

export interface Together<T> {
  /** Told when it can be read; the disk may then have it a round of the event loop later than it would without. */
  written?: (value: T) => void;
  /** Whether it surely changed something: a transaction that changed nothing does not reach for the disk. */
  changed?: (value: T) => boolean;
}

interface Job {
  work: () => unknown;
  written: ((value: never) => void) | undefined;
  changed: ((value: never) => boolean) | undefined;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A job that is written, with what it came to. */
interface Written {
  job: Job;
  value: unknown;
}

/** A group is not allowed to grow without bounds: the last in it would wait for all the others. */
const largest = 256;

/**
 * Everything that is offered in one round of the event loop shares one transaction, because a commit costs a
 * write to the disk however little it holds. Each job of several has a savepoint of its own: one that throws is
 * undone alone. If the commit itself fails, nobody in the group is acknowledged.
 *
 * A group of jobs that all tell somebody when they are written leaves the disk to the next round: what they set
 * going (a message its turn) mostly commits there, and the disk is waited for once instead of twice. The end of the
 * process loses nothing that is written; that of the machine does, and nobody was told yet that it is kept.
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
  let level: Level = 'FULL';
  let queue: Job[] = [];
  /** What the last round left to this one: the disk must have it now. */
  let owed: Written[] = [];
  let flushes = false;
  let closed = false;
  let drained: (() => void) | undefined;

  function flushSoon(): void {
    if (!flushes) setImmediate(flush);
    flushes = true;
  }

  function flush(): void {
    flushes = false;
    const group = queue.slice(0, largest);
    queue = queue.slice(largest);
    const durable = owed.length > 0 || group.some((job) => !job.written);
    const written = group.length > 0 ? runGroup(group, durable ? 'FULL' : 'NORMAL') : [];
    const waiting = [...owed, ...written.filter(({ job }) => job.written)];
    owed = [];
    if (durable) {
      for (const { job, value } of written) if (!job.written) job.resolve(value);
      if (waiting.length > 0) reach(waiting, written.some(surelyChanged));
    } else owed = waiting;
    if (queue.length > 0 || owed.length > 0) flushSoon();
    else drained?.();
  }

  /** Acknowledges what is written. @param there whether a durable transaction has brought it to the disk */
  function reach(waiting: Written[], there: boolean): void {
    try {
      if (!there) db.sync();
      for (const { job, value } of waiting) job.resolve(value);
    } catch (error) {
      // Whoever offered it offers it again and hears that it is there already.
      for (const { job } of waiting) job.reject(asFailure(error));
    }
  }

  /** Runs a group and tells those of it that failed, and those who wait for what is written. @returns what is written, in order */
  function runGroup(group: Job[], wanted: Level): Written[] {
    const outcomes = transact(group, wanted);
    if (Array.isArray(outcomes)) committed();
    const written: Written[] = [];
    group.forEach((job, index) => {
      const outcome = Array.isArray(outcomes) ? outcomes[index] : { error: outcomes };
      if (outcome && 'value' in outcome) written.push({ job, value: outcome.value });
      else job.reject(outcome?.error ?? new Error('a job was forgotten'));
    });
    for (const { job, value } of written) job.written?.(value as never);
    return written;
  }

  /** What each job came to, in order; an error in place of the list when the whole group failed. */
  function transact(group: Job[], wanted: Level): Outcome[] | Error {
    try {
      clear();
      if (wanted !== level) db.synchronous(wanted);
      level = wanted;
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
    together<T>(work: () => T, { written, changed }: Together<T> = {}) {
      if (closed) return Promise.reject(new StoreUnavailable('the database is closed'));
      return new Promise<T>((resolve, reject) => {
        queue.push({ work, written, changed, resolve, reject });
        flushSoon();
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
      if (!flushes) return Promise.resolve();
      return new Promise((resolve) => (drained = resolve));
    },
  };
}

type Outcome = { value: unknown } | { error: Error };

function surelyChanged({ job, value }: Written): boolean {
  return job.changed?.(value as never) ?? false;
}
