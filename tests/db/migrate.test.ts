import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openConnection } from '../../db/sqlite/driver.js';
import { migrateFile } from '../../db/sqlite/migrate-file.js';
import { migrate, missingMigrations, packagedMigrations } from '../../db/sqlite/migrate.js';
import { openReader } from '../../db/sqlite/reader.js';
import { openStore } from '../../db/sqlite/store.js';
import { learnerWith, noon, take, text, turn } from '../contracts/store/given.js';
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
         profile text, thread text, guess text, earned text, active integer, created_at integer, mood text);--> statement-breakpoint
       INSERT INTO learner (id, version, sequence, profile, thread, guess, earned, active, created_at, mood)
         SELECT id, version, sequence, profile, thread, guess, earned, active, created_at, 'fine' FROM learner_new;--> statement-breakpoint
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

/** A file as an older version left it. */
function aged(fixture: string): string {
  const file = scratchFile();
  const db = new Database(file);
  db.exec(readFileSync(new URL(`../snapshots/${fixture}`, import.meta.url), 'utf8'));
  db.close();
  return file;
}

describe('a database that the first version wrote', () => {
  it('still holds its learner', async () => {
    const file = aged('database-0000.sql');

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

describe('a database in which what was earned had tables of its own', () => {
  it('keeps what each learner earned in each course', async () => {
    const store = await openStore(aged('database-0003.sql'), { now: () => noon });
    expect(await store.progress('l1', 'english', noon)).toMatchObject({
      right: 1,
      answered: 2,
      points: 8,
      words: 2,
      lessonsDone: 2,
    });
    expect(await store.progress('l1', 'french', noon)).toMatchObject({ right: 1, answered: 1, points: 100 });
    expect(await store.progress('l3', 'english', noon)).toMatchObject({ right: 1, answered: 1, points: 0 });
    await store.merge('l3', 'l1');
    expect(await store.progress('l1', 'english', noon)).toMatchObject({ right: 2, answered: 3, points: 8 });
    await store.close();
  });

  it('goes on with its histories and its learner’s latest chat', async () => {
    const store = await openStore(aged('database-0003.sql'), { now: () => noon });
    const next = await store.accept(text('ana', '2', { at: noon + 1 }));
    expect(next).toMatchObject({ duplicate: false, learnerId: 'l1', n: 2 });
    expect((await store.accept(text('ana', 'first'))).duplicate).toBe(true);
    expect(await store.findChat('web', 'main', 'ana')).toMatchObject({ lastN: 2 });
    for (
      let loaded = await take(store, 'l1');
      loaded.chat.address !== 'ana';
      loaded = await take(store, 'l1')
    )
      await store.commit(turn(loaded));
    await store.commit(turn(await take(store, 'l1')));
    await store.fireTimers(noon + 10);
    // They wrote there at noon + 4.
    expect(await take(store, 'l1')).toMatchObject({ event: { kind: 'timer' }, chat: { address: 'phone' } });
    await store.close();
  });

  it('still forgets chats that nobody wrote in, a day after they were opened', async () => {
    const file = aged('database-0003.sql');
    const day = 24 * 60 * 60 * 1000;
    const store = await openStore(file, { now: () => noon + day + 1 });
    await expect.poll(() => store.findChat('web', 'main', 'unwritten')).toBeUndefined();
    expect(await store.findChat('web', 'main', 'ana')).toBeDefined();
    await store.close();
  });
});
