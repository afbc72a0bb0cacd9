import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openConnection } from '../../db/sqlite/driver.js';
import { migrateFile } from '../../db/sqlite/migrate-file.js';
import { migrate, missingMigrations, packagedMigrations } from '../../db/sqlite/migrate.js';
import { openReader } from '../../db/sqlite/reader.js';
import { openStore } from '../../db/sqlite/store.js';
import { learnerWith, noon, take, text } from '../contracts/store/given.js';
import { scratch, scratchFile } from './files.js';

/** The packaged migrations and one from a later version. */
function laterVersion(sql: string): string {
  const folder = join(scratch(), 'migrations');
  cpSync(packagedMigrations, folder, { recursive: true });
  const path = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { when: number; tag: string }[] };
  const last = journal.entries.at(-1);
  journal.entries.push({ ...last, when: (last?.when ?? 0) + 1, tag: '9999_later' });
  writeFileSync(path, JSON.stringify(journal));
  writeFileSync(join(folder, '9999_later.sql'), sql);
  return folder;
}

async function used(file: string): Promise<void> {
  const store = await openStore(file);
  await learnerWith(store, 'ana');
  await store.close();
}

describe('migrations', () => {
  it('make a database where there is none, and say what they did', () => {
    const file = scratchFile();
    expect(migrateFile(file).applied).toContain('0000_start');
    expect(migrateFile(file)).toEqual({ applied: [] });
  });

  it('bring an older database to the newest schema, with a copy of what it was', async () => {
    const file = scratchFile();
    await used(file);
    const folder = laterVersion(
      `ALTER TABLE learner ADD mood text DEFAULT 'fine' NOT NULL;--> statement-breakpoint
       UPDATE learner SET mood = 'good' WHERE version = 1;`,
    );
    const db = openConnection(file);
    expect(missingMigrations(db, folder)).toEqual(['9999_later']);
    const copy = `${file}.before-9999_later`;
    expect(migrate(db, folder)).toEqual({ applied: ['9999_later'], copy });
    expect(db.prepare('select mood from learner').get()).toEqual({ mood: 'good' });
    expect(missingMigrations(db, folder)).toEqual([]);
    db.close();
    const store = await openStore(copy);
    expect(await store.resolve('l1')).toBe('l1');
    await store.close();
  });

  it('may rebuild a table without losing what hangs on it', async () => {
    const file = scratchFile();
    await used(file);
    const folder = laterVersion(
      `CREATE TABLE learner_new AS SELECT * FROM learner;--> statement-breakpoint
       DROP TABLE learner;--> statement-breakpoint
       CREATE TABLE learner (id integer PRIMARY KEY AUTOINCREMENT, version integer, sequence integer,
         profile text, thread text, guess text, active integer, created_at integer, mood text);--> statement-breakpoint
       INSERT INTO learner SELECT *, 'fine' FROM learner_new;--> statement-breakpoint
       DROP TABLE learner_new;`,
    );
    const db = openConnection(file);
    migrate(db, folder);
    expect(db.prepare('select count(*) as n from chat where learner_id = 1').get()).toEqual({ n: 1 });
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    db.close();
  });

  it.each([
    ['fails', 'CREATE TABLE a (b);--> statement-breakpoint\nINSERT INTO nowhere VALUES (1);', 'nowhere'],
    [
      'orphans rows',
      'CREATE TABLE a (b);--> statement-breakpoint\nDELETE FROM learner;',
      'lost what they refer to',
    ],
  ])('leave a database as it was when one of them %s', async (_, sql, reason) => {
    const file = scratchFile();
    await used(file);
    const db = openConnection(file);
    expect(() => migrate(db, laterVersion(sql))).toThrow(reason);
    expect(db.prepare("select 1 from sqlite_master where name = 'a'").get()).toBeUndefined();
    expect(db.prepare('select count(*) as n from learner').get()).toEqual({ n: 1 });
    expect(missingMigrations(db)).toEqual([]);
    db.close();
  });

  it('refuse a database of a newer version, for writing and for reading', async () => {
    const file = scratchFile();
    await used(file);
    const db = openConnection(file);
    migrate(db, laterVersion('CREATE TABLE a (b);'));
    db.close();
    await expect(openStore(file)).rejects.toThrow('newer version');
    expect(() => openReader(file)).toThrow('newer version');
  });

  it('refuse a file that is somebody else’s', async () => {
    const file = scratchFile();
    const other = new Database(file);
    other.exec('create table bookmarks (url text)');
    other.close();
    await expect(openStore(file)).rejects.toThrow('not a database of Parley');
    expect(existsSync(`${file}.before-0000_start`)).toBe(false);
  });
});

describe('a database that the first version wrote', () => {
  it('still holds its learner', async () => {
    const file = scratchFile();
    const aged = new Database(file);
    aged.exec(readFileSync(new URL('../snapshots/database-0000.sql', import.meta.url), 'utf8'));
    aged.close();

    const store = await openStore(file);
    const migrated = new Database(file, { readonly: true });
    const indexes = migrated.prepare("select name from sqlite_master where type = 'index'").pluck().all();
    migrated.close();
    expect(indexes).not.toContain('learner_created');
    expect(indexes).toContain('chat_unwritten');
    const next = await take(store, 'l1');
    expect(next).toMatchObject({
      event: { kind: 'message', text: 'a coffee, please', seen: 1 },
      learner: { version: 1, profile: { language: 'es', name: 'Ana' }, active: 1 },
      instances: [{ id: 1, flow: 'lesson', status: 'open', frozen: 'f00' }],
      chat: { address: 'ana', tokenHash: 'abc' },
    });
    expect(await store.frozen('f00')).toMatchObject({ id: 'cafe/ordering' });
    expect(await store.progress('l1', 'english', noon)).toMatchObject({ right: 1, words: 1, points: 3 });
    expect(await store.claim(noon, 5, new Set())).toMatchObject([
      { kind: 'send', payload: { text: 'hello' } },
    ]);
    expect(await store.fireTimers(noon + 10)).toEqual(['l1']);
    expect((await store.accept(text('ana', 'first'))).duplicate).toBe(true);
    await store.close();
  });
});
