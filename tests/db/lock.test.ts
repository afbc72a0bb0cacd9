import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DatabaseInUse } from '../../db/sqlite/lock.js';
import { openReader } from '../../db/sqlite/reader.js';
import { openStore } from '../../db/sqlite/store.js';
import { learnerWith, noon, send, text } from '../contracts/store/given.js';
import { scratch, scratchFile } from './files.js';

/** Another process that has the database open until it is killed. */
async function holder(file: string): Promise<ChildProcess> {
  const script = `
    import Database from 'better-sqlite3';
    const lock = new Database(process.argv[1] + '-lock');
    lock.exec('BEGIN EXCLUSIVE');
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

describe('one process writes a database', () => {
  it('refuses a second one, by whatever name', async () => {
    const folder = scratch();
    const file = join(folder, 'parley.sqlite');
    const store = await openStore(file);
    symlinkSync(file, join(folder, 'link.sqlite'));
    await expect(openStore(file)).rejects.toBeInstanceOf(DatabaseInUse);
    await expect(openStore(join(folder, 'link.sqlite'))).rejects.toThrow('in use by another process');
    await store.close();
    const next = await openStore(file);
    await next.close();
  });

  it('refuses a second one through a link that led nowhere when the first began', async () => {
    const folder = scratch();
    mkdirSync(join(folder, 'real'));
    symlinkSync(join('real', 'parley.sqlite'), join(folder, 'link.sqlite'));
    symlinkSync('real', join(folder, 'other'));
    const store = await openStore(join(folder, 'link.sqlite'));
    for (const name of ['link.sqlite', 'real/parley.sqlite', 'other/parley.sqlite'])
      await expect(openStore(join(folder, name))).rejects.toBeInstanceOf(DatabaseInUse);
    await store.close();
  });

  it('refuses a second one through a link in a folder that is one itself', async () => {
    const folder = scratch();
    for (const name of ['disk/folder', 'disk/real']) mkdirSync(join(folder, name), { recursive: true });
    symlinkSync('disk/folder', join(folder, 'linked'));
    symlinkSync('../real/parley.sqlite', join(folder, 'linked', 'link.sqlite'));
    const store = await openStore(join(folder, 'linked', 'link.sqlite'));
    for (const name of ['linked/link.sqlite', 'disk/real/parley.sqlite'])
      await expect(openStore(join(folder, name))).rejects.toBeInstanceOf(DatabaseInUse);
    await store.close();
  });

  it('is free again when the process that had it is killed', async () => {
    const file = scratchFile();
    await (await openStore(file)).close();
    const child = await holder(file);
    await expect(openStore(file)).rejects.toBeInstanceOf(DatabaseInUse);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await openStore(file);
    await store.close();
  });

  it('keeps databases in memory apart', async () => {
    const [one, two] = [await openStore(':memory:'), await openStore(':memory:')];
    await one.accept(text('ana', '1'));
    expect((await two.counts()).learners).toBe(0);
    await Promise.all([one.close(), two.close()]);
  });
});

describe('a reader', () => {
  it('looks at a database beside the process that writes it', async () => {
    const file = scratchFile();
    const store = await openStore(file);
    const reader = openReader(file);
    await learnerWith(store, 'ana', ({ chat }) => ({
      eventState: 'aside',
      error: 'boom',
      outbox: [send(chat.id, 'one')],
    }));
    expect(reader.counts()).toEqual(await store.counts());
    expect(reader.eventsAside(5)).toEqual(await store.eventsAside(5));
    const [row] = await store.claim(noon, 1, new Set());
    await store.settle({ id: row?.id ?? 0, at: noon, outcome: { kind: 'rejected', error: 'no' } });
    expect(reader.sendsFailed(5)).toHaveLength(1);
    expect(reader.damage()).toEqual([]);
    reader.close();
    await store.close();
  });

  it('says what is the matter with a file it cannot read', () => {
    const file = scratchFile('none.sqlite');
    expect(() => openReader(file)).toThrow('it does not exist');
    expect(() => openReader('package.json')).toThrow('is not a database of Parley');
  });
});

describe('a file that cannot be opened', () => {
  it('is named, with the reason', async () => {
    await expect(openStore('package.json/parley.sqlite')).rejects.toThrow(
      /cannot use the database package\.json\/parley\.sqlite/,
    );
    await expect(openStore(scratch())).rejects.toThrow(/parley-db.* is a folder/);
  });

  it('is made with its folder where there is none', async () => {
    const store = await openStore(join(scratch(), 'data', 'deep', 'parley.sqlite'));
    expect((await store.counts()).learners).toBe(0);
    await store.close();
  });
});
