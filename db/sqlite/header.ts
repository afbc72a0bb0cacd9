import { closeSync, existsSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { damaged, DatabaseUnusable, notOurs } from './unusable.js';

/** In the file's header, so that any tool can tell whose it is: "Prly". */
export const applicationId = 0x50726c79;

/** What lies in a database's place: `other` is no SQLite file, `foreign` another program's; the log tells the `unknown`. */
export type Content = 'nothing' | 'ours' | 'cut off' | 'other' | 'foreign' | 'unknown';

/**
 * Looks without opening it as a database, which could write to it: another program's file is left alone.
 * Offsets are from https://sqlite.org/fileformat.html, "The Database Header".
 *
 * @throws DatabaseUnusable for what is no file, or cannot be read
 */
export function contentOf(file: string): Content {
  const stat = statOf(file);
  if (!stat || stat.size === 0) return 'nothing';
  const header = Buffer.alloc(106);
  const read = readStart(file, header);
  if (read < 16 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return 'other';
  const owner = header.readUInt32BE(68);
  const logged = isLogged(file);
  if (owner === applicationId) return !logged && isCutOff(header, stat.size) ? 'cut off' : 'ours';
  if (owner !== 0 || read < header.length || holdsTables(header)) return 'foreign';
  return logged ? 'unknown' : 'nothing';
}

/** @throws DatabaseUnusable, with the remedy, where there is something else than a database of ours */
export function refuseForeign(file: string): void {
  const content = contentOf(file);
  if (content === 'cut off') throw damaged(file, 'its end is missing');
  if (content === 'foreign' || content === 'other') throw notOurs(file);
}

function statOf(file: string): Stats | undefined {
  if (file.endsWith('/')) throw isFolder(file);
  let stat: Stats | undefined;
  try {
    stat = statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    throw unreadable(file, error);
  }
  if (stat?.isDirectory()) throw isFolder(file);
  if (stat && !stat.isFile())
    throw new DatabaseUnusable(`${file} is no regular file`, { remedy: 'name another file (DATABASE_PATH)' });
  return stat;
}

function isFolder(file: string): DatabaseUnusable {
  const example = join(file, 'parley.sqlite');
  return new DatabaseUnusable(`${file} is a folder`, {
    remedy: `name a file (DATABASE_PATH), for example ${example}`,
  });
}

function readStart(file: string, into: Buffer): number {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    return fstatSync(handle).isFile() ? readSync(handle, into, 0, into.length, 0) : 0;
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function unreadable(file: string, error: unknown): DatabaseUnusable {
  const { code = 'unreadable' } = error as { code?: string };
  const reason = code === 'ENOTDIR' ? 'a file stands where a folder should be' : code;
  return new DatabaseUnusable(`cannot use the database ${file} (${reason})`, {
    remedy: 'let this user read and write it, or name another file (DATABASE_PATH)',
    cause: error,
  });
}

/** What the file lacks may stand in its log. */
function isLogged(file: string): boolean {
  const log = `${file}-wal`;
  return existsSync(log) && statSync(log).size > 0;
}

/** Fewer pages than the header counts. Its count is current where the last writer kept both numbers in step. */
function isCutOff(header: Buffer, size: number): boolean {
  const pageSize = header.readUInt16BE(16);
  const pages = header.readUInt32BE(28);
  const current = header.readUInt32BE(24) === header.readUInt32BE(92);
  return current && size < pages * (pageSize === 1 ? 65_536 : pageSize);
}

/** The first page is the root of the list of tables: only a leaf (13) without cells means that there is none. */
function holdsTables(header: Buffer): boolean {
  return header[100] !== 13 || header.readUInt16BE(103) > 0;
}
