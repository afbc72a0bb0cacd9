import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { EngineProcess, freePort } from '../support/engine-process.js';
import { Learner, type Line } from './learner.js';

/** Twenty learners at once, and what is asked of whatever happened to them. */

export const learners = 20;
/** Each plays at least this far: through onboarding and a lesson to its end. */
const least = 26;

export interface Place {
  base: string;
  database: string;
  env: Record<string, string>;
}

/** A database of its own and an address that stays; gone after `use`. */
export async function place<T>(use: (place: Place) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-kill-'));
  const port = await freePort();
  const database = join(folder, 'parley.sqlite');
  try {
    return await use({
      base: `http://127.0.0.1:${port}`,
      database,
      env: {
        PORT: String(port),
        DATABASE_PATH: database,
        DATA_DIR: folder,
        CONTENT_DIR: fileURLToPath(new URL('../fixtures/content', import.meta.url)),
        LOG_LEVEL: 'silent',
        LIMIT_MESSAGES_PER_HOUR: '0',
        LIMIT_NEW_CHATS_PER_HOUR: '0',
        // What is said aloud comes when it is ready: these tests compare every line with what must have been said.
        TTS_MODEL: 'off',
      },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets everybody learn until `over`, and each as far as `least`; they join `everybody`. */
export async function play(
  base: string,
  seed: number,
  over: () => boolean,
  everybody: Learner[] = [],
): Promise<Learner[]> {
  for (let number = 0; number < learners; number += 1) everybody.push(new Learner(base, number, seed));
  await Promise.all(
    everybody.map(async (learner) => {
      await learner.open();
      while (!over() || learner.acknowledged.length < least) await learner.turn();
    }),
  );
  return everybody;
}

/** The same learners saying the same, with nothing in their way. */
async function undisturbed(seed: number, turns: number[]): Promise<{ lines: Line[]; rows: Rows }[]> {
  return place(async ({ base, database, env }) => {
    const engine = EngineProcess.spawn();
    try {
      expect(await engine.start({ env }), engine.errors).toBe(base);
      const everybody = await Promise.all(
        turns.map(async (count, number) => {
          const learner = new Learner(base, number, seed);
          await learner.open();
          while (learner.acknowledged.length < count) await learner.turn();
          return learner;
        }),
      );
      await end(engine);
      return everybody.map(({ seen, chatId }) => ({ lines: seen, rows: rowsOf(database, chatId) }));
    } finally {
      engine.child.kill('SIGKILL');
    }
  });
}

/** SIGTERM: all accepted work is saved. */
export async function end(engine: EngineProcess): Promise<void> {
  engine.child.kill('SIGTERM');
  expect((await engine.exited).code, engine.errors).toBe(0);
}

/**
 * Everything that was acknowledged happened once and was answered, and everybody lived through the same as if
 * nothing had been in their way. The engine runs; afterwards it is ended and its file looked into.
 */
export async function judge(everybody: Learner[], engine: EngineProcess, database: string, seed: number) {
  const histories = await Promise.all(everybody.map((learner) => learner.history()));
  await end(engine);
  const expected = await undisturbed(
    seed,
    everybody.map(({ acknowledged }) => acknowledged.length),
  );
  for (const [number, learner] of everybody.entries()) {
    const who = `learner ${number}, seed ${seed}`;
    const history = histories[number] ?? [];
    // What was shown once stays as it was shown, and nothing came after the last answer.
    expect(history, who).toEqual(learner.seen);
    expect(
      history.map(({ n }) => n),
      who,
    ).toEqual(history.map((_, index) => index + 1));
    expect(said(history), who).toHaveLength(learner.acknowledged.length);
    expect(said(history), who).toEqual(
      learner.acknowledged.map(({ input }, index) => ('text' in input ? input.text : said(history)[index])),
    );
    expect(withoutTimes(history), who).toEqual(withoutTimes(expected[number]?.lines ?? []));
    const rows = rowsOf(database, learner.chatId);
    expect(rows, who).toEqual(expected[number]?.rows);
    expect(rows.events, who).toEqual(
      learner.acknowledged.map(({ id }) => ({ key: `m:${id}`, state: 'done' })),
    );
  }
  expect(leftOver(database), `seed ${seed}`).toEqual({ events: 0, effects: 0 });
}

function said(history: Line[]): string[] {
  return history.filter(({ from }) => from === 'learner').map(({ text }) => text);
}

/** A question may tell what time it is. */
function withoutTimes(lines: Line[]): string {
  return JSON.stringify(lines, undefined, 1).replace(/\b\d\d:\d\d\b/g, 'hh:mm');
}

interface Rows {
  events: unknown[];
  attempts: unknown[];
  cards: unknown[];
  lessons: unknown[];
  earned: unknown[];
  instances: unknown[];
}

/** What the file holds about the learner of a chat, as far as it is no matter of time. */
function rowsOf(database: string, address: string): Rows {
  const db = new Database(database, { readonly: true });
  try {
    const all = (sql: string): unknown[] =>
      db.prepare(`with me as (select id, learner_id from chat where address = ?) ${sql}`).all(address);
    const mine = 'learner_id = (select learner_id from me)';
    return {
      events: all('select key, state from event where chat_id = (select id from me) order by id'),
      attempts: all(
        `select item, answer, verdict, grade, hints, attempt from attempt where ${mine} order by rowid`,
      ),
      cards: all(`select word, item from card where ${mine} order by word`),
      lessons: all(
        `select lesson, times, first_try, exercises from lesson_done where ${mine} order by lesson`,
      ),
      earned: all('select earned from learner where id = (select learner_id from me)'),
      instances: all(`select id, flow, status from instance where ${mine} order by id`),
    };
  } finally {
    db.close();
  }
}

function leftOver(database: string): { events: number; effects: number } {
  const db = new Database(database, { readonly: true });
  try {
    return db
      .prepare(
        `select (select count(*) from event where state <> 'done') as events,
          (select count(*) from effect) as effects`,
      )
      .get() as { events: number; effects: number };
  } finally {
    db.close();
  }
}
