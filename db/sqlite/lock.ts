import { existsSync, lstatSync, mkdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { DatabaseUnusable, openReadConnection } from './driver.js';
import { applicationId, contentOf, refuseForeign } from './header.js';
import { notOurs } from './unusable.js';

/** Another process has this database; it must end first. */
export class DatabaseInUse extends DatabaseUnusable {
  override name = 'DatabaseInUse';
}

export interface Lock {
  release(): void;
}

/** The file itself: however it is called, through links or not, it is the same one, also before it is made. */
export function realFile(file: string): string {
  if (existsSync(file)) return realpathSync(file);
  const link = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (link) return realFile(resolve(realpathSync(dirname(file)), readlinkSync(file)));
  const folder = dirname(resolve(file));
  return existsSync(folder) ? join(realpathSync(folder), basename(file)) : resolve(file);
}

/** What is in a database's place when it is locked. */
export interface LockOptions {
  /** What a damaged database of ours may look like is accepted: it is about to be replaced. */
  damaged?: boolean;
}

/**
 * One process writes a database file. The lock is an exclusive transaction on a small file beside it: the
 * operating system takes it away with the process, however that ends, and readers of the database itself
 * are not disturbed. Makes the folder where there is none. Beside another program's file nothing is left.
 *
 * @throws DatabaseInUse when somebody else holds it, DatabaseUnusable when there is no writing there or the
 * file is not Parley's
 */
export function lockDatabase(file: string, options: LockOptions = {}): Lock {
  refuse(file, options);
  let db: Database.Database | undefined;
  try {
    makeFolder(dirname(resolve(file)));
    db = new Database(`${realFile(file)}-lock`, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY'))
      throw new DatabaseInUse(`the database ${file} is in use by another process`, {
        remedy: 'stop that one first',
        cause: error,
      });
    const remedy = 'name another file (DATABASE_PATH), in a folder that this user may write in';
    throw new DatabaseUnusable(`cannot use the database ${file} (${(error as Error).message})`, {
      remedy,
      cause: error,
    });
  }
  const held = db;
  return { release: () => void held.close() };
}

function refuse(file: string, options: LockOptions): void {
  const content = contentOf(file);
  if (options.damaged && content === 'cut off') return;
  // A lock beside it tells that it was ours.
  if (options.damaged && content === 'other' && existsSync(`${realFile(file)}-lock`)) return;
  refuseForeign(file);
  if (content === 'unknown' && isForeign(file)) throw notOurs(file);
}

/** Of a file whose content is still in its log, which only SQLite reads. */
function isForeign(file: string): boolean {
  const db = openReadConnection(file);
  try {
    const owner = db.pragma('application_id', { simple: true });
    return owner !== applicationId && db.prepare('select 1 from sqlite_master').get() !== undefined;
  } finally {
    db.close();
  }
}

/** For this user alone, as the database itself (private-file.ts). Folder by folder: asked to make them all, Node tries for ever in places like /proc. */
function makeFolder(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there) throw new Error(`${folder} is no folder`);
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'EEXIST') throw new Error(`the folder ${folder} cannot be made: ${code}`, { cause: error });
  }
}
