import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { DatabaseUnusable } from './driver.js';

/** Another process has this database; it must end first. */
export class DatabaseInUse extends DatabaseUnusable {
  override name = 'DatabaseInUse';
}

export interface Lock {
  release(): void;
}

/** The file itself: however it is called, through links or not, it is the same one. */
export function realFile(file: string): string {
  return existsSync(file) ? realpathSync(file) : resolve(file);
}

/**
 * One process writes a database file. The lock is an exclusive transaction on a small file beside it: the
 * operating system takes it away with the process, however that ends, and readers of the database itself
 * are not disturbed. Makes the folder where there is none.
 *
 * @throws DatabaseInUse when somebody else holds it, DatabaseUnusable when there is no writing there
 */
export function lockDatabase(file: string): Lock {
  let db: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    db = new Database(`${realFile(file)}-lock`, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY'))
      throw new DatabaseInUse(`the database ${file} is in use by another process`, { cause: error });
    throw new DatabaseUnusable(`cannot use the database ${file}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const held = db;
  return { release: () => void held.close() };
}
