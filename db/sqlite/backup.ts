import { existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { StoreUnavailable } from '../store.js';
import { makePrivate, takeModeOf } from './private-file.js';

/** A number that a progress callback gives to have everything copied in one step. */
export const wholeDatabase = 0x7fffffff;

/**
 * Copies a database while it is in use, as it was at one moment. The file is complete or not there. A new one is
 * for this user alone, one that takes the place of another has that one's mode.
 *
 * @param pages how many pages at a time: other work goes on between two steps. A copy made from another
 * process than the writing one needs all at once, since a write between two steps begins it anew
 * @throws StoreUnavailable when it could not be made
 */
export async function backUp(db: Database, target: string, pages = 256): Promise<void> {
  if (!db.memory && resolve(db.name) === resolve(target))
    throw new Error('a database cannot be copied onto itself');
  const part = `${target}.part`;
  try {
    // One that was left half written may be of any mode.
    rmSync(part, { force: true });
    makePrivate(part);
    await db.backup(part, { progress: () => pages });
    makePlain(part);
    // Only now: it may be one that is not written to.
    takeModeOf(target, part);
    renameSync(part, target);
  } catch (error) {
    if (existsSync(part)) rmSync(part);
    throw new StoreUnavailable(`the copy to ${target} could not be made: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** A copy is one file: without a log of its own it can be read from anywhere, write-protected places too. */
function makePlain(file: string): void {
  const copy = new Sqlite(file);
  try {
    copy.pragma('journal_mode = delete');
  } finally {
    copy.close();
  }
}
