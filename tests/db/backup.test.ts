import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { backUpFile } from '../../db/sqlite/backup-file.js';
import { DatabaseInUse } from '../../db/sqlite/lock.js';
import { restore } from '../../db/sqlite/restore.js';
import { openStore } from '../../db/sqlite/store.js';
import type { Store } from '../../db/store.js';
import { learnerWith, noon, send, text } from '../contracts/store/given.js';
import { scratch } from './files.js';

async function said(store: Store, chat: string): Promise<string[]> {
  const found = await store.findChat('web', 'main', chat);
  return found ? (await store.messages(found.id, 0, 100)).map((line) => line.text) : [];
}

function place() {
  const folder = scratch();
  const path = (name: string) => join(folder, name);
  return { folder, file: path('parley.sqlite'), copy: path('backup.sqlite'), kept: path('kept.sqlite') };
}

describe('backup and restore', () => {
  it('brings back what was there at the backup, and keeps what came after it aside', async () => {
    const { folder, file, copy, kept } = place();
    const store = await openStore(file);
    await learnerWith(store, 'ana', ({ chat }) => ({ outbox: [send(chat.id, 'on its way')] }));
    await store.backup(copy);
    await store.accept(text('ana', 'later'));
    await expect(restore(copy, file, kept)).rejects.toBeInstanceOf(DatabaseInUse);
    await store.close();

    expect(await restore(copy, file, kept)).toBe(true);
    const restored = await openStore(file);
    expect(await said(restored, 'ana')).toEqual(['text first']);
    expect(await restored.claim(noon, 5, new Set())).toHaveLength(1);
    expect((await restored.accept(text('ana', 'first'))).duplicate).toBe(true);
    await restored.close();

    const before = await openStore(kept);
    expect(await said(before, 'ana')).toEqual(['text first', 'text later']);
    await before.close();
    expect(readdirSync(folder).filter((name) => /part|restoring/.test(name))).toEqual([]);
  });

  it('copies while the engine writes: every message that was there, none by halves', async () => {
    const { file, copy } = place();
    const store = await openStore(file);
    const chats = Array.from({ length: 40 }, (_, i) => `chat ${i}`);
    await Promise.all(chats.map((chat) => learnerWith(store, chat)));
    let going = true;
    const writing = (async () => {
      for (let i = 0; going; i += 1)
        await Promise.all(chats.map((chat) => store.accept(text(chat, `more ${i}`))));
    })();
    await Promise.all([backUpFile(file, copy), store.backup(`${copy}-2`)]);
    going = false;
    await writing;
    await store.close();

    for (const path of [copy, `${copy}-2`]) {
      const there = await openStore(path);
      for (const chat of chats) {
        const found = await there.findChat('web', 'main', chat);
        expect(await there.messages(found?.id ?? 0, 0, 10_000)).toHaveLength(found?.lastN ?? 0);
        expect(found?.lastN).toBeGreaterThan(0);
      }
      await there.close();
    }
  });

  it('restores what a killed process had written but not yet folded into the file', async () => {
    const { file, copy, kept } = place();
    const store = await openStore(file);
    await learnerWith(store, 'ana');
    // As a kill leaves it: the log beside the file.
    const crashed = join(file, '..', 'crashed.sqlite');
    for (const end of ['', '-wal']) writeFileSync(crashed + end, readFileSync(file + end));
    await store.backup(copy);
    await store.close();

    await restore(copy, crashed, kept);
    expect(existsSync(`${crashed}-wal`)).toBe(false);
    const old = await openStore(kept);
    expect(await said(old, 'ana')).toEqual(['text first']);
    await old.close();
  });

  it('restores to where nothing was', async () => {
    const { folder, file, copy, kept } = place();
    const store = await openStore(file);
    await learnerWith(store, 'ana');
    await store.backup(copy);
    await store.close();
    const elsewhere = join(folder, 'new', 'parley.sqlite');
    expect(await restore(copy, elsewhere, kept)).toBe(false);
    const restored = await openStore(elsewhere);
    expect(await said(restored, 'ana')).toEqual(['text first']);
    await restored.close();
  });

  it('replaces what a link leads to, and leaves the link', async () => {
    const { folder, file, copy, kept } = place();
    const store = await openStore(file);
    await learnerWith(store, 'ana');
    await store.backup(copy);
    await store.accept(text('ana', 'later'));
    await store.close();
    const link = join(folder, 'link.sqlite');
    symlinkSync(file, link);
    await expect(restore(file, link, kept)).rejects.toThrow('from itself');
    await restore(copy, link, kept);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(lstatSync(kept).isSymbolicLink()).toBe(false);
    const restored = await openStore(file);
    expect(await said(restored, 'ana')).toEqual(['text first']);
    await restored.close();
    const before = await openStore(kept);
    expect(await said(before, 'ana')).toEqual(['text first', 'text later']);
    await before.close();
  });

  it('replaces a database that is damaged, and keeps it', async () => {
    const { file, copy, kept } = place();
    const store = await openStore(file);
    await learnerWith(store, 'ana');
    await store.backup(copy);
    await store.close();
    writeFileSync(file, 'not what it was');
    await restore(copy, file, kept);
    expect(readFileSync(kept, 'utf8')).toBe('not what it was');
    const restored = await openStore(file);
    expect(await said(restored, 'ana')).toEqual(['text first']);
    await restored.close();
  });

  it('refuses what is no sound backup of Parley, and leaves the database alone', async () => {
    const { folder, file, kept } = place();
    const store = await openStore(file);
    await Promise.all(Array.from({ length: 50 }, (_, i) => learnerWith(store, `chat ${i}`)));
    const damaged = join(folder, 'damaged.sqlite');
    await store.backup(damaged);
    await store.close();
    const bytes = readFileSync(damaged);
    writeFileSync(damaged, bytes.fill(0x55, 6 * 2048, 40 * 2048));

    const foreign = join(folder, 'foreign.sqlite');
    const other = new Database(foreign);
    other.exec('create table learner (id integer)');
    other.close();
    const garbage = join(folder, 'garbage.sqlite');
    writeFileSync(garbage, 'hello');
    const empty = join(folder, 'empty.sqlite');
    writeFileSync(empty, '');

    const cutOff = join(folder, 'cut-off.sqlite');
    writeFileSync(cutOff, bytes.subarray(0, 10 * 4096));

    // The remedy is about the backup: nothing is wrong with the database.
    const another = `: name another backup; ${file} is as it was`;
    for (const [backup, problem] of [
      [damaged, /is damaged \(.+\)/],
      [cutOff, /is damaged \(its end is missing\)/],
      [foreign, /is not a database of Parley/],
      [garbage, /is not a database of Parley/],
      [empty, /is not a database of Parley/],
      [join(folder, 'none'), /it does not exist/],
    ] as const) {
      const refused = restore(backup, file, kept);
      await expect(refused).rejects.toThrow(problem);
      await expect(refused).rejects.toThrow(another);
    }
    await expect(restore(file, file, kept)).rejects.toThrow('from itself');
    expect(existsSync(kept)).toBe(false);
    const after = await openStore(file);
    expect((await after.counts()).learners).toBe(50);
    await after.close();
  });

  it('leaves the last backup where a new one cannot be made', async () => {
    const { file, copy } = place();
    const store = await openStore(file);
    await learnerWith(store, 'ana');
    await store.backup(copy);
    await expect(store.backup(join(copy, 'in a file'))).rejects.toThrow('could not be made');
    await expect(store.backup(file)).rejects.toThrow('onto itself');
    await store.close();
    const there = await openStore(copy);
    expect(await said(there, 'ana')).toEqual(['text first']);
    await there.close();
  });
});
