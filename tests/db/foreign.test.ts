import { mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { backUpFile } from '../../db/sqlite/backup-file.js';
import { DatabaseUnusable } from '../../db/sqlite/driver.js';
import { migrateFile } from '../../db/sqlite/migrate-file.js';
import { openReader } from '../../db/sqlite/reader.js';
import { restore } from '../../db/sqlite/restore.js';
import { openStore } from '../../db/sqlite/store.js';
import { learnerWith } from '../contracts/store/given.js';
import { scratch } from './files.js';

/** A database of another program, in a journal mode of its choice. */
function bookmarks(file: string, journal: 'delete' | 'wal', owner = 0): Database.Database {
  const db = new Database(file);
  db.pragma(`journal_mode = ${journal}`);
  db.pragma(`application_id = ${owner}`);
  db.exec("create table bookmarks (url text); insert into bookmarks values ('https://example.org')");
  return db;
}

async function ours(file: string): Promise<void> {
  const store = await openStore(file);
  await Promise.all(Array.from({ length: 50 }, (_, i) => learnerWith(store, `chat ${i}`)));
  await store.close();
}

/** Everything that opens a file in the database's place. */
async function everyRefusal(folder: string, file: string): Promise<string[]> {
  const backup = join(scratch(), 'backup.sqlite');
  await ours(backup);
  const ways: (() => unknown)[] = [
    () => openStore(file),
    () => migrateFile(file),
    () => openReader(file),
    () => backUpFile(file, join(folder, 'copy.sqlite')),
    () => restore(backup, file, join(folder, 'kept.sqlite')),
  ];
  return Promise.all(ways.map(refusal));
}

async function refusal(way: () => unknown): Promise<string> {
  try {
    await way();
  } catch (error) {
    expect(error).toBeInstanceOf(DatabaseUnusable);
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message;
  }
  return 'accepted';
}

describe('a file of another program', () => {
  it.each([
    ['a closed one', (file: string) => bookmarks(file, 'delete').close()],
    ['a closed one with a log', (file: string) => bookmarks(file, 'wal').close()],
    ['one that says whose it is', (file: string) => bookmarks(file, 'delete', 0x47504b47).close()],
    ['no database', (file: string) => writeFileSync(file, 'Dear grandmother, '.repeat(100))],
    ['a short text', (file: string) => writeFileSync(file, 'Hi')],
  ])('is refused by all and never touched: %s', async (_, make) => {
    const folder = scratch();
    const file = join(folder, 'other.sqlite');
    make(file);
    const before = readFileSync(file);
    for (const message of await everyRefusal(folder, file)) {
      expect(message).toContain('is not a database of Parley: name another file');
    }
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['other.sqlite']);
  });

  it('is refused while all it holds is still in its log', async () => {
    const folder = scratch();
    const file = join(folder, 'other.sqlite');
    const other = bookmarks(file, 'wal');
    const before = readFileSync(file);
    for (const message of await everyRefusal(folder, file)) {
      expect(message).toContain('is not a database of Parley');
    }
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['other.sqlite', 'other.sqlite-shm', 'other.sqlite-wal']);
    expect(other.prepare('select url from bookmarks').pluck().get()).toBe('https://example.org');
    other.close();
  });
});

describe('a database of ours', () => {
  it('whose end is missing is called damaged, and may be replaced', async () => {
    const folder = scratch();
    const file = join(folder, 'parley.sqlite');
    await ours(file);
    truncateSync(file, 5 * 2048 + 100);
    const [start, migration, look, copy, restored] = await everyRefusal(folder, file);
    for (const message of [start, migration, look, copy]) {
      expect(message).toContain('is damaged (its end is missing): restore a backup');
    }
    expect(restored).toBe('accepted');
    expect(await refusal(async () => (await openStore(file)).close())).toBe('accepted');
  });

  it('that lacks a table is called damaged', async () => {
    const file = join(scratch(), 'parley.sqlite');
    await ours(file);
    const db = new Database(file);
    db.exec('drop table timer');
    db.close();
    expect(await refusal(() => openStore(file))).toMatch(/is damaged \(no such table.*restore a backup/);
    expect(await refusal(() => openReader(file))).toMatch(/is damaged/);
  });

  it('is opened from an empty file, and again when it was killed before its log was folded in', async () => {
    const folder = scratch();
    const file = join(folder, 'parley.sqlite');
    writeFileSync(file, '');
    const store = await openStore(file);
    const killed = join(folder, 'killed.sqlite');
    for (const end of ['', '-wal']) writeFileSync(killed + end, readFileSync(file + end));
    await store.close();
    await (await openStore(killed)).close();
  });

  it('is of a newer version where it names a migration that this build does not know', async () => {
    const file = join(scratch(), 'parley.sqlite');
    await ours(file);
    const db = new Database(file);
    db.exec("insert into __drizzle_migrations (hash, created_at) values ('later', 1)");
    db.close();
    expect(await refusal(() => openStore(file))).toContain('newer version of Parley');
    expect(await refusal(() => openReader(file))).toContain('newer version of Parley');
  });
});

describe('a place where no database can be', () => {
  it.each([
    [
      'a folder',
      (folder: string) => (mkdirSync(join(folder, 'data')), 'data'),
      /data is a folder: name a file/,
    ],
    [
      'a file as folder',
      (folder: string) => (writeFileSync(join(folder, 'a'), ''), 'a/x.sqlite'),
      /a file stands where a folder should be/,
    ],
    [
      'a file as folder above',
      (folder: string) => (writeFileSync(join(folder, 'a'), ''), 'a/b/x.sqlite'),
      /a file stands where a folder should be/,
    ],
    [
      'a link round in a circle',
      (folder: string) => (symlinkSync('a', join(folder, 'a')), 'a'),
      /cannot use the database .*ELOOP/,
    ],
    ['a place without files', () => '../../../../../../proc/parley/y.sqlite', /the folder .* cannot be made/],
    ['a device', () => '../../../../../../dev/null', /no regular file/],
  ])('is named with the remedy: %s', async (_, make, reason) => {
    const folder = scratch();
    const file = join(folder, make(folder));
    const before = readdirSync(folder);
    for (const way of [() => openStore(file), () => migrateFile(file)]) {
      const message = await refusal(way);
      expect(message).toMatch(reason);
      expect(message).toContain('DATABASE_PATH');
    }
    expect(readdirSync(folder)).toEqual(before);
  });
});
