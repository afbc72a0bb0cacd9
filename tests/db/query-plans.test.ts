import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Driver } from '../../db/sqlite/driver.js';
import { openStore } from '../../db/sqlite/store.js';
import { learnerWith, nextTurn, noon, send, text } from '../contracts/store/given.js';
import { scratchFile } from './files.js';

/** Every statement the store prepares, as SQLite would carry it out. */
async function plans(): Promise<Map<string, string[]>> {
  const file = scratchFile();
  const statements: string[] = [];
  const wrap = (driver: Driver): Driver => ({
    prepare(sql) {
      statements.push(sql);
      return driver.prepare(sql);
    },
    get inTransaction() {
      return driver.inTransaction;
    },
    synchronous: (level) => driver.synchronous(level),
    sync: () => driver.sync(),
  });
  const store = await openStore(file, { wrap });
  await store.close();
  const db = new Database(file);
  const found = new Map(
    statements
      .filter((sql) => /^(select|insert|update|delete|with)/i.test(sql))
      .map((sql) => {
        const steps = db.prepare(`explain query plan ${sql}`).all(...new Array<null>(marks(sql)).fill(null));
        return [sql, (steps as { detail: string }[]).map(({ detail }) => detail)];
      }),
  );
  db.close();
  return found;
}

function marks(sql: string): number {
  return sql.replaceAll(/'[^']*'/g, '').split('?').length - 1;
}

/** What may walk through a whole table or index, and why. */
const walks: [RegExp, string][] = [
  [/^select\s+\(select iif\(count/, 'bounded counts for /health and doctor'],
  [/from "event" where "event"."state" = 'waiting' group by/, 'an index of what waits, not of history'],
  [/from "event" where "event"."state" = 'aside'/, 'an index of what was set aside'],
  [/where "effect"."state" = 'failed'/, 'an index of what failed'],
  [/from "effect" where "effect"."state" = 'ready' order by/, 'its first rows only'],
  [/from "timer" order by "timer"."due_at" asc limit/, 'its first row only'],
  [/from json_each\(learner\.thread/, 'the few flows of two learners that wait for another'],
  [/json_each\(either\.earned\)/, 'the courses of two learners'],
];

describe('statements', () => {
  it('find what they need by an index, whatever the number of learners', async () => {
    const all = await plans();
    expect(all.size).toBeGreaterThan(40);
    const scans = [...all].filter(
      ([sql, steps]) =>
        steps.some((step) => step.startsWith('SCAN')) && !walks.some(([known]) => known.test(sql)),
    );
    expect(scans).toEqual([]);
    for (const [known, why] of walks)
      expect(
        [...all.keys()].some((sql) => known.test(sql)),
        `no statement walks for ${why}`,
      ).toBe(true);
  });

  it('sort nothing but what is few', async () => {
    const sorted = [...(await plans())]
      .filter(([, steps]) => steps.some((step) => /TEMP B-TREE/.test(step)))
      .map(([sql]) => sql);
    expect(sorted).toEqual([
      // The chats of one learner.
      expect.stringContaining('order by ((select "at" from "message"'),
      // Learners that have something to do.
      expect.stringContaining('order by min("event"."id")'),
      // The sounds of one language.
      expect.stringContaining('from "sound"'),
      // The courses of two learners.
      expect.stringContaining('json_each(either.earned)'),
    ]);
  });

  it('that delete a learner reach every row that hangs on another by an index', async () => {
    const file = scratchFile();
    await (await openStore(file)).close();
    const db = new Database(file);
    const tables = db.prepare("select name from sqlite_master where type = 'table'").all() as {
      name: string;
    }[];
    const keys = tables.flatMap(({ name: table }) =>
      (db.pragma(`foreign_key_list(${table})`) as { from: string }[]).map(({ from }) => ({ table, from })),
    );
    expect(keys.length).toBeGreaterThan(10);
    for (const { table, from } of keys) {
      const [plan] = db.prepare(`explain query plan select 1 from "${table}" where "${from}" = 1`).all();
      expect((plan as { detail: string }).detail).toMatch(/^SEARCH/);
    }
    db.close();
  });

  it('are prepared once: work prepares nothing', async () => {
    let prepared = 0;
    const wrap = (driver: Driver): Driver => ({
      prepare(sql) {
        prepared += 1;
        return driver.prepare(sql);
      },
      get inTransaction() {
        return driver.inTransaction;
      },
      synchronous: (level) => driver.synchronous(level),
      sync: () => driver.sync(),
    });
    const store = await openStore(':memory:', { wrap });
    const atStart = prepared;
    const { learnerId } = await learnerWith(store, 'ana', ({ chat }) => ({ outbox: [send(chat.id, 'one')] }));
    const [row] = await store.claim(noon, 1, new Set());
    await store.settle({ id: row?.id ?? 0, at: noon, outcome: { kind: 'done' } });
    await nextTurn(store, 'ana', '2');
    const other = await store.accept(text('ben', '1'));
    await store.merge(other.learnerId, learnerId);
    await store.fireTimers(noon);
    await store.progress(learnerId, 'english', noon);
    await store.counts();
    await store.erase(learnerId);
    await store.close();
    expect(prepared).toBe(atStart);
  });
});
