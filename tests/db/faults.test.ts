import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite/store.js';
import { StoreUnavailable, type Store } from '../../db/store.js';
import { head, noon, send, take, text, turn } from '../contracts/store/given.js';
import { FaultyDriver, type FaultPlan } from '../support/faulty-driver.js';

let folder: string;
let file: string;
let store: Store;
let faulty: FaultyDriver;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-faults-'));
  file = join(folder, 'parley.sqlite');
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function openFaulty(plan: FaultPlan): Promise<void> {
  faulty = new FaultyDriver(plan);
  store = await openStore(file, { wrap: faulty.wrap });
}

/** Asks until the store answers; whatever it says in between must be StoreUnavailable. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
}

describe('a database that fails at random', () => {
  it.each([1, 2, 3, 4])('loses nothing it acknowledged and does nothing twice (seed %i)', async (seed) => {
    await openFaulty({ rate: 0.08, seed });
    faulty.switchOn();
    const learners = ['ana', 'ben', 'eve', 'joe', 'kim'];
    const each = 12;
    await Promise.all(learners.map((name) => converse(name, each)));
    await deliverAll();
    expect(faulty.failed).toBeGreaterThan(20);
    faulty.switchOff();

    for (const name of learners) {
      const chat = await store.findChat('web', 'main', name);
      const lines = await store.messages(chat?.id ?? 0, 0, 1000);
      expect(lines.map(({ n }) => n)).toEqual(Array.from({ length: each * 2 }, (_, i) => i + 1));
      expect(lines.filter(({ from }) => from === 'learner').map((line) => line.text)).toEqual(
        Array.from({ length: each }, (_, i) => `text ${i}`),
      );
      expect(lines.filter(({ from }) => from === 'bot').map((line) => line.text)).toEqual(
        Array.from({ length: each }, (_, i) => `${name} answer ${i}`),
      );
    }
    expect(await store.counts()).toMatchObject({
      eventsWaiting: 0,
      outboxWaiting: 0,
      timers: learners.length,
    });
  });

  async function converse(name: string, messages: number): Promise<void> {
    for (let i = 0; i < messages; i += 1) {
      const { learnerId } = await insist(() => store.accept(text(name, `${i}`), () => {}));
      const loaded = await insist(() => take(store, learnerId));
      const answer = turn(loaded, {
        outbox: [send(loaded.chat.id, `${name} answer ${i}`)],
        schedule: [{ timer: 'reminder', at: noon + i }],
      });
      expect(loaded.learner.version).toBe(i);
      expect(await insist(() => store.commit(answer))).toMatchObject({ outcome: 'committed' });
    }
  }

  async function deliverAll(): Promise<void> {
    for (;;) {
      const rows = await insist(() => store.claim(noon, 10, new Set()));
      if (rows.length === 0) return;
      await Promise.all(
        rows.map((row) => {
          const { text: said } = row.payload as { text: string };
          const append = { kind: 'text', text: said, body: null };
          return insist(() => store.settle({ id: row.id, at: noon, outcome: { kind: 'done', append } }));
        }),
      );
    }
  }
});

describe('a commit that fails', () => {
  it('acknowledges nobody in its group, and leaves nothing of it', async () => {
    await openFaulty({ rate: 1, seed: 1, only: /^COMMIT$/, kinds: ['SQLITE_FULL'] });
    const first = await store.accept(text('ana', '1'));
    faulty.switchOn();
    const outcomes = await Promise.allSettled([
      store.accept(text('ben', '1')),
      store.commit(turn(await take(store, first.learnerId))),
      store.fireTimers(noon),
    ]);
    for (const outcome of outcomes) {
      expect(outcome.status).toBe('rejected');
      expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(StoreUnavailable);
    }
    faulty.switchOff();
    expect(await store.counts()).toMatchObject({ learners: 1, eventsWaiting: 1 });
    expect(await store.accept(text('ben', '1'))).toMatchObject({ duplicate: false, n: 1 });
  });

  it('is not seen by those who read before it is rolled back', async () => {
    await openFaulty({ rate: 1, seed: 1, only: /^(COMMIT|ROLLBACK)$/, kinds: ['SQLITE_BUSY'] });
    faulty.switchOn();
    await expect(store.accept(text('ana', '1'))).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.counts()).rejects.toBeInstanceOf(StoreUnavailable);
    faulty.switchOff();
    expect(await store.counts()).toMatchObject({ learners: 0 });
    expect(await store.accept(text('ana', '1'))).toMatchObject({ duplicate: false, n: 1 });
  });
});

describe('a commit that succeeds', () => {
  it('is on the disk: SQLite is told to wait for it', async () => {
    let settings: unknown[] = [];
    store = await openStore(file, {
      wrap(driver) {
        settings = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete'].map((name) =>
          Object.values(driver.prepare(`pragma ${name}`).get() as Record<string, unknown>),
        );
        return driver;
      },
    });
    const full = 2;
    expect(settings.flat()).toEqual(['wal', full, 1, 1]);
  });
});

describe('what is whose fault', () => {
  it('is the store’s when the database does not answer, with the reason', async () => {
    await openFaulty({ rate: 1, seed: 1, kinds: ['SQLITE_IOERR_WRITE'] });
    faulty.switchOn();
    const refused = await store.load('l1').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreUnavailable);
    expect((refused as Error).message).toContain('SQLITE_IOERR_WRITE');
    expect((refused as Error).cause).toMatchObject({ code: 'SQLITE_IOERR_WRITE' });
  });

  it('is the caller’s when a turn cannot be written, and stays so when it is tried again', async () => {
    await openFaulty({ rate: 0, seed: 1 });
    const { learnerId } = await store.accept(text('ana', '1'));
    const loaded = await take(store, learnerId);
    const wrong = turn(loaded, { outbox: [send(4711, 'to nobody')] });
    for (let i = 0; i < 2; i += 1) {
      const refused = await store.commit(wrong).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
      expect(refused).not.toBeInstanceOf(StoreUnavailable);
    }
    const good = turn(loaded, { outbox: [send(loaded.chat.id, 'hi')] });
    expect(await store.commit(good)).toMatchObject({ outcome: 'committed' });
    expect((await head(store, noon)).payload).toEqual({ text: 'hi' });
  });
});
