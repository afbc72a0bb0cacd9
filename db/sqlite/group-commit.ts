import { StoreUnavailable } from '../store.js';
import { asFailure, type Driver, type Level } from './driver.js';

export interface GroupCommit {
  /** Runs `work` inside a shared transaction; resolves when the disk has it. */
  together: <T>(work: () => T, options?: Together<T>) => Promise<T>;
  /** Runs `work`, which only reads, at once: nothing comes between its statements. What it reads need not be durable yet. */
  read: <T>(work: () => T) => Promise<T>;
  /** Resolves when the disk has all that can be read now. */
  kept: () => Promise<void>;
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

export interface Beside {
  /** Told of each transaction. */
  committed?: () => void;
  /** Brings the whole log into the database and begins it anew; false where that cannot be done now. Never throws. */
  emptied?: () => boolean;
}

/**
 * Everything that is offered in one round of the event loop shares one transaction, because a commit costs a
 * write to the disk however little it holds. Each job of several has a savepoint of its own: one that throws is
 * undone alone. If the commit itself fails, nobody in the group is acknowledged.
 *
 * A group of jobs that all tell somebody when they are written leaves the disk to the next round: what they set
 * going (a message its turn) mostly commits there, and the disk is waited for once instead of twice. The end of the
 * process loses nothing that is written; that of the machine does, and nobody was told yet that it is kept.
 *
 * A disk that fails says so once and may say yes the next time, whatever became of what it was to keep. So when that
 * happens to what was written before, nothing is acknowledged until all of the log stands in the database itself.
 */
export function groupCommit(
  db: Driver,
  { committed = () => {}, emptied = () => true }: Beside = {},
): GroupCommit {
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
  /** Whether the disk has failed on what was owed to it. */
  let doubtful = false;
  /** A flush is on its way, or under way. */
  let flushes = false;
  let closing: Promise<void> | undefined;
  let drained: (() => void) | undefined;

  function flushSoon(): void {
    if (!flushes) setImmediate(flush);
    flushes = true;
  }

  function flush(): void {
    const group = queue.slice(0, largest);
    queue = queue.slice(largest);
    const due = owed;
    owed = [];
    if (doubtful && !reassured()) for (const job of [...group, ...jobsOf(due)]) job.reject(unsure());
    else if (due.length > 0 || group.some((job) => !job.written)) runDurably(group, due);
    else owed = runGroup(group, 'NORMAL', due);
    flushes = queue.length > 0 || owed.length > 0;
    if (flushes) setImmediate(flush);
    else drained?.();
  }

  /** @param due what is on the disk as well afterwards */
  function runDurably(group: Job[], due: Written[]): void {
    const written = runGroup(group, 'FULL', due);
    // What it wrote went to the disk, and all before it; where nothing was written nothing did.
    const there = due.length === 0 || written.some(surelyChanged);
    const waiting = [...due];
    for (const one of written)
      if (there || isOnItsOwn(one.job)) one.job.resolve(one.value);
      else waiting.push(one);
    try {
      if (!there && !doubtful) db.sync();
    } catch {
      doubtful = true;
    }
    for (const { job, value } of waiting)
      if (doubtful) job.reject(unsure());
      else job.resolve(value);
  }

  function reassured(): boolean {
    abandon();
    doubtful = !emptied();
    return !doubtful;
  }

  /**
   * Runs a group, and tells those of it that failed and those who wait for what is written.
   *
   * @param due what a commit that fails puts in doubt
   * @returns what is written, in order
   */
  function runGroup(group: Job[], wanted: Level, due: Written[]): Written[] {
    if (group.length === 0) return [];
    const outcomes = transact(group, wanted, due);
    if (Array.isArray(outcomes)) committed();
    const written: Written[] = [];
    group.forEach((job, index) => {
      const outcome = Array.isArray(outcomes) ? outcomes[index] : { error: outcomes };
      if (outcome && 'value' in outcome) written.push({ job, value: outcome.value });
      else job.reject(outcome?.error ?? new Error('a job was forgotten'));
    });
    return written.map(tell);
  }

  /** What each job came to, in order; an error in place of the list when the whole group failed. */
  function transact(group: Job[], wanted: Level, due: Written[]): Outcome[] | Error {
    let atDisk = false;
    try {
      clear();
      if (wanted !== level) db.synchronous(wanted);
      level = wanted;
      begin.run();
      // One that is alone is undone with its transaction.
      const outcomes = group.map((job) => (group.length > 1 ? runJob(job) : { value: job.work() }));
      atDisk = true;
      commit.run();
      return outcomes;
    } catch (error) {
      abandon();
      if (atDisk && due.length > 0) doubtful = true;
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
      if (closing) return Promise.reject(new StoreUnavailable('the database is closed'));
      return new Promise<T>((resolve, reject) => {
        queue.push({ work, written, changed, resolve, reject });
        flushSoon();
      });
    },
    async read(work) {
      if (closing) throw new StoreUnavailable('the database is closed');
      try {
        clear();
        return work();
      } catch (error) {
        throw asFailure(error);
      }
    },
    kept() {
      if (doubtful && !reassured()) return Promise.reject(unsure());
      if (owed.length === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        owed.push({ job: { ...waits, resolve: () => resolve(), reject }, value: undefined });
      });
    },
    close() {
      closing ??= flushes ? new Promise((resolve) => (drained = resolve)) : Promise.resolve();
      return closing;
    },
  };
}

type Outcome = { value: unknown } | { error: Error };

/** Somebody who only waits. */
const waits = { work: () => {}, written: undefined, changed: undefined };

function unsure(): StoreUnavailable {
  return new StoreUnavailable('the disk may not have kept the log of the database');
}

function jobsOf(written: readonly Written[]): Job[] {
  return written.map(({ job }) => job);
}

/** It says nothing of what became of it, and was committed durably itself. */
function isOnItsOwn({ written, changed }: Job): boolean {
  return written === undefined && changed === undefined;
}

function surelyChanged({ job, value }: Written): boolean {
  return job.changed?.(value as never) ?? false;
}

/**
 * Tells that it is written. Who throws at that hears of it and keeps nobody else waiting; what is written still waits
 * for the disk.
 */
function tell(one: Written): Written {
  try {
    one.job.written?.(one.value as never);
    return one;
  } catch (error) {
    one.job.reject(asFailure(error));
    return { job: { ...one.job, resolve: () => {}, reject: () => {} }, value: one.value };
  }
}
