import { closeSync, existsSync, fdatasyncSync, openSync, realpathSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../store.js';
import { refuseForeign } from './header.js';
import { makePrivate } from './private-file.js';
import { damaged, DatabaseUnusable } from './unusable.js';

export { DatabaseUnusable };

export type Value = string | number | bigint | Buffer | null;

/** What the store needs of a SQLite connection: small, so that tests can put a faulty one in its place. */
export interface Driver {
  prepare(sql: string): Statement;
  /** False after SQLite has rolled back by itself (a full disk, an I/O error). */
  readonly inTransaction: boolean;
  /**
   * `FULL`, as from the start: a COMMIT returns when the disk has what it wrote. `NORMAL`: when every process can see
   * it, so that the end of this one loses nothing, but that of the machine does. Not within a transaction.
   */
  synchronous(level: Level): void;
  /** Returns when the disk has all that was committed so far. */
  sync(): void;
}

export type Level = 'FULL' | 'NORMAL';

export interface Statement {
  run(...values: Value[]): { changes: number; lastInsertRowid: number | bigint };
  get(...values: Value[]): unknown;
  all(...values: Value[]): unknown[];
}

/** A connection as the store sees it. */
export function driverOf(db: Database.Database): Driver {
  return {
    prepare: (sql) => db.prepare<unknown[]>(sql),
    get inTransaction() {
      return db.inTransaction;
    },
    synchronous: (level) => db.exec(`PRAGMA synchronous = ${level}`),
    sync() {
      if (db.memory) return;
      try {
        // Where SQLite puts it: beside the file itself, whatever link leads there.
        syncFile(`${realpathSync(db.name)}-wal`);
      } catch (error) {
        throw new StoreUnavailable('the log of the database did not reach the disk', { cause: error });
      }
    },
  };
}

/** SQLite has no call for it; rare enough that the file is not kept open. */
function syncFile(name: string): void {
  // Windows syncs only what may be written.
  const file = openSync(name, 'r+');
  try {
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Opens the one connection that writes. FULL: a commit is on the disk when it returns. secure_delete: what a
 * learner asked to have deleted is overwritten, not only forgotten. Small pages: a turn changes a few bytes in
 * each of a dozen places, and every page it touches is written whole. (A file keeps the size it was made with.)
 * Checkpoints of its own at 33 MB of log only: everybody waits for one, and it is done beside (checkpoints.ts).
 *
 * @throws DatabaseUnusable when there is no opening it
 */
export function openConnection(file: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    if (file !== ':memory:') makePrivate(file);
    db = new Database(file, { timeout: 2000 });
    for (const setting of [
      'page_size = 2048',
      'journal_mode = WAL',
      'wal_autocheckpoint = 16000',
      'synchronous = FULL',
      'foreign_keys = ON',
      'secure_delete = ON',
      'cache_size = -16000',
    ])
      db.pragma(setting);
    return db;
  } catch (error) {
    db?.close();
    if (isDamage(error)) throw damaged(file, error.message, error);
    const remedy = 'let this user read and write it, or name another file (DATABASE_PATH)';
    throw new DatabaseUnusable(`cannot open the database ${file} (${(error as Error).message})`, {
      remedy,
      cause: error,
    });
  }
}

/** What whoever opens a file should see of an error that SQLite's statements on it gave. */
export function asUnusable(file: string, error: unknown): unknown {
  return isDamage(error) ? damaged(file, error.message, error) : error;
}

/** Whether SQLite met something in the file that it did not write so. */
function isDamage(error: unknown): error is Error {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB|ERROR)(_|$)/.test(code);
}

/**
 * A connection that only reads, beside the process that writes.
 *
 * @throws DatabaseUnusable when there is no reading it
 */
export function openReadConnection(file: string): Database.Database {
  refuseForeign(file);
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: 2000 });
    db.pragma('schema_version');
    return db;
  } catch (error) {
    db?.close();
    if (isDamage(error)) throw damaged(file, error.message, error);
    const reason = existsSync(file) ? (error as Error).message : 'it does not exist';
    throw new DatabaseUnusable(`cannot read the database ${file} (${reason})`, { cause: error });
  }
}

/** Result codes that speak of the moment or the machine, not of our statement. */
const passing =
  /^SQLITE_(BUSY|LOCKED|IOERR|FULL|NOMEM|CANTOPEN|READONLY|CORRUPT|NOTADB|PROTOCOL|INTERRUPT|PERM|AUTH)(_|$)/;

/** What the store's callers should see of an error: StoreUnavailable for those, the error itself for others. */
export function asFailure(error: unknown): Error {
  if (error instanceof StoreUnavailable) return error;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && passing.test(code))
    return new StoreUnavailable(`the database did not answer: ${code}`, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
