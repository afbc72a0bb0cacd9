import type Database from 'better-sqlite3';
import type { Driver } from './driver.js';

/** Milliseconds until a log that could not be emptied is tried again. */
const again = 1000;

export interface Log {
  /** Brings all of it into the database and begins it anew; false where somebody is in the way. Never throws, never waits. */
  emptied: () => boolean;
  /** Empties it now, or as soon as it can be; never throws, never waits. */
  empty(): void;
  /** One last try, where one is still due. */
  close(): void;
}

/**
 * What was deleted still stands in the write-ahead log until that is emptied, and it cannot be as long as
 * somebody reads an older state of the file: a backup, doctor; or while the thread writes it (checkpoints.ts). Nobody waits for
 * them: it is tried again.
 */
export function logOf(db: Database.Database, driver: Driver): Log {
  const checkpoint = driver.prepare('pragma wal_checkpoint(truncate)');
  let timer: NodeJS.Timeout | undefined;

  function emptied(): boolean {
    const patience = db.pragma('busy_timeout', { simple: true }) as number;
    // SQLite would wait for readers on the only thread there is.
    db.pragma('busy_timeout = 0');
    try {
      const { busy } = checkpoint.get() as { busy: number };
      return busy === 0;
    } catch {
      return false;
    } finally {
      db.pragma(`busy_timeout = ${patience}`);
    }
  }

  function empty(): void {
    clearTimeout(timer);
    timer = emptied() ? undefined : setTimeout(empty, again).unref();
  }

  return {
    emptied,
    empty,
    close() {
      if (timer) emptied();
      clearTimeout(timer);
    },
  };
}
