import { copyFileSync, statSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterEach, expect, it, vi } from 'vitest';
import { startThread } from '../../bot/system/threads.js';
import { openStore, type StoreOptions } from '../../db/sqlite/store.js';
import type { Store } from '../../db/store.js';
import { learnerWith } from '../contracts/store/given.js';
import { scratchFile } from './files.js';

/** A hundred people write, one after another: each is a transaction, and all of them are far less than SQLite waits for. */
async function crowd(store: Store, name = 'learner'): Promise<void> {
  for (let n = 0; n < 100; n += 1) await learnerWith(store, `${name}-${n}`);
}

/** How many stand in the database itself, whatever the log holds. */
function written(file: string): number {
  const copy = `${file}.alone`;
  copyFileSync(file, copy);
  const db = new Database(copy);
  try {
    const tables = db.prepare("select name from sqlite_master where name = 'learner'").all();
    return tables.length === 0 ? 0 : (db.prepare('select count(*) from learner').pluck().get() as number);
  } finally {
    db.close();
  }
}

let open: Store | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

it('the log is written into the database while the store is in use, and nothing of the thread is left behind', async () => {
  const file = scratchFile();
  const threads: Worker[] = [];
  const exits: number[] = [];
  open = await openStore(file, {
    startThread: (module, data) => {
      const thread = startThread(module, data);
      thread.once('exit', (code) => exits.push(code));
      threads.push(thread);
      return thread;
    },
  });
  await crowd(open);
  await expect.poll(() => written(file)).toBeGreaterThan(50);
  expect(threads).toHaveLength(1);

  await open.close();
  open = undefined;
  expect(exits).toEqual([0]);
  expect(written(file)).toBe(100);
});

it('without a thread it waits in the log', async () => {
  const file = scratchFile();
  open = await openStore(file);
  await crowd(open);
  expect(written(file)).toBe(0);
});

it('where there is a moment between transactions the log begins anew again and again', async () => {
  /** Bytes of the log after a thousand transactions: what it once had it keeps. */
  async function logOf(options: StoreOptions, moment?: (file: string, n: number) => Promise<void>) {
    const file = scratchFile();
    const store = await openStore(file, options);
    for (let n = 1; n <= 1000; n += 1) {
      await learnerWith(store, `learner-${n}`);
      await moment?.(file, n);
    }
    const { size } = statSync(`${file}-wal`);
    await store.close();
    return size;
  }
  let told = false;
  const start: StoreOptions['startThread'] = (module, data) => {
    const thread = startThread(module, data);
    const tell = thread.postMessage.bind(thread);
    vi.spyOn(thread, 'postMessage').mockImplementation((what) => {
      told = true;
      tell(what);
    });
    return thread;
  };
  /** As long as the thread takes, whenever it has something to do. */
  const moment = async (file: string, n: number): Promise<void> => {
    if (!told) return;
    told = false;
    await expect.poll(() => written(file), { interval: 5 }).toBe(n);
  };
  const beside = await logOf({ startThread: start }, moment);
  const alone = await logOf({});
  // Half is far more than it needs.
  expect(beside).toBeLessThan(alone / 2);
});

it.each([
  [
    'cannot be started',
    (): Worker => {
      throw new Error('no memory for a thread');
    },
  ],
  ['fails', () => startThread(new URL('file:///there/is/no/such/module.js'))],
])('a thread that %s costs nobody anything, and is told of once', async (_, start) => {
  const file = scratchFile();
  const told: unknown[] = [];
  open = await openStore(file, { startThread: start, threadFailed: (error) => told.push(error) });
  await crowd(open);
  await expect.poll(() => told).toHaveLength(1);
  await crowd(open, 'later');
  await open.close();
  open = undefined;
  expect(told).toEqual([expect.any(Error)]);
  expect(written(file)).toBe(200);
});
