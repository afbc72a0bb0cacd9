import { renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type Database from 'better-sqlite3';
import { StoreUnavailable } from '../store.js';

/** A number that a progress callback gives to have everything copied in one step. */
export const wholeDatabase = 0x7fffffff;

/**
 * Copies a database while it is in use, as it was at one moment. The file is complete or not there.
 *
 * @param pages how many pages at a time: other work goes on between two steps. A copy made from another
 * process than the writing one needs all at once, since a write between two steps begins it anew
 * @throws StoreUnavailable when it could not be made
 */
export async function backUp(db: Database.Database, target: string, pages = 256): Promise<void> {
  if (!db.memory && resolve(db.name) === resolve(target))
    throw new Error('a database cannot be copied onto itself');
  const part = `${target}.part`;
  try {
    rmSync(part, { force: true });
    await db.backup(part, { progress: () => pages });
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw new StoreUnavailable(`the copy to ${target} could not be made: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
