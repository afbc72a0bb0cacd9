import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { backUp, wholeDatabase } from './backup.js';
import { asUnusable, DatabaseUnusable, openReadConnection } from './driver.js';
import { damageOf } from './integrity.js';
import { lockDatabase, realFile } from './lock.js';
import { missingMigrations } from './migrate.js';
import { takeModeOf } from './private-file.js';

/**
 * Puts a backup in the place of a database that nobody uses. The backup is checked first and stays as it is;
 * what was there is kept. A crash on the way leaves either the old database or the new one.
 *
 * @param path the database, or a link to it
 * @param kept where the old database is kept
 * @returns whether there was an old one
 * @throws DatabaseInUse, DatabaseUnusable when the backup is damaged, newer than this build or not Parley's: then all is
 * as it was
 */
export async function restore(backup: string, path: string, kept: string): Promise<boolean> {
  // A link stays one: it is what it leads to that is replaced.
  const file = realFile(path);
  if (realFile(backup) === file) throw new DatabaseUnusable(`${path} cannot be restored from itself`);
  const source = openBackup(backup, path);
  try {
    const lock = lockDatabase(path, { damaged: true });
    try {
      const fresh = `${file}.restoring`;
      await backUp(source, fresh, wholeDatabase);
      takeModeOf(file, fresh);
      sync(fresh);
      const there = existsSync(file);
      if (there) keep(file, kept);
      renameSync(fresh, file);
      sync(dirname(file));
      return there;
    } finally {
      lock.release();
    }
  } finally {
    source.close();
  }
}

/** Whatever is wrong with a backup, another one is the remedy. */
function openBackup(backup: string, path: string): Database.Database {
  let source: Database.Database | undefined;
  try {
    source = openReadConnection(backup);
    checkBackup(source);
    return source;
  } catch (error) {
    source?.close();
    const unusable = asUnusable(backup, error);
    if (!(unusable instanceof DatabaseUnusable)) throw error;
    const remedy = `name another backup; ${path} is as it was`;
    throw new DatabaseUnusable(unusable.problem, { remedy, cause: error });
  }
}

/** Older ones are welcome: they are migrated when they are opened. */
function checkBackup(source: Database.Database): void {
  missingMigrations(source);
  const damage = damageOf(source).slice(0, 3).join('; ');
  if (damage !== '') throw new DatabaseUnusable(`the backup ${source.name} is damaged (${damage})`);
}

/** Keeps what is there, with all that its log still holds, and leaves no log for the new file to meet. */
function keep(file: string, kept: string): void {
  foldLogIn(file);
  const logs = ['-wal', '-shm'].filter((end) => existsSync(file + end));
  for (const end of ['', ...logs]) keepFile(file + end, kept + end);
  for (const end of logs) rmSync(file + end);
}

/** Writes the log back into the file; a database too broken for that is kept with its log beside it. */
function foldLogIn(file: string): void {
  try {
    const db = new Database(file);
    try {
      db.pragma('wal_checkpoint(truncate)');
    } finally {
      db.close();
    }
  } catch {
    // It may be what is restored from; nothing of it is lost.
  }
}

function keepFile(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch {
    copyFileSync(file, kept);
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
