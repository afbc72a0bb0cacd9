import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../../bot/log.js';
import { Turns } from '../../bot/engine/turns.js';
import { openStore } from '../../db/sqlite/store.js';
import type { Loaded, Store, Turn } from '../../db/store.js';
import type { Event } from '../../flows/events.js';
import { flows } from '../../flows/registry.js';
import { Desk, fixtureContent, intoLesson } from '../support/desk.js';

/** The same build, content and recorded events give the same outbox, byte for byte (DESIGN §2.13). */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-replay-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Row {
  id: number;
  chat_id: number;
  kind: Event['kind'];
  body: string;
  at: number;
  seen: number;
  key: string;
  address: string;
}

/** Everything the store is told by turns. */
function recording(store: Store): { store: Store; turns: Turn[] } {
  const turns: Turn[] = [];
  const commit: Store['commit'] = async (turn) => {
    const committed = await store.commit(turn);
    if (committed.outcome === 'committed') turns.push(structuredClone(turn));
    return committed;
  };
  return { store: { ...store, commit }, turns };
}

test('recorded events, fed into a fresh store, come to the same turns', async () => {
  const file = join(folder, 'first.sqlite');
  const first = recording(await openStore(file));
  const desk = await Desk.open({ history: true, store: first.store, guess: { timeZone: 'UTC' } });
  await intoLesson(desk, 'a');
  // Shown again and again, the options keep the order that their seed gave them.
  await desk.say('a', '/help', '/help', '/help', '/help');
  await desk.tap('a', '.2.1');
  await desk.tap('a', '.2.0');
  await desk.say('a', 'will', 'wuold', '/help', 'would', 'of');
  await desk.tap('a', '.reminder.18:30');
  await desk.say('a', 'Lima');
  await desk.say('b', 'hello', '#1.language.en');
  await desk.pass(20 * 3_600_000);
  await desk.say('a', '/progress', '/lesson');
  const kinds = new Set(first.turns.flatMap(({ outbox }) => outbox.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual(['locate', 'send']);
  await desk.close();

  const db = new Database(file, { readonly: true });
  const events = db
    .prepare('select event.*, chat.address from event join chat on chat.id = event.chat_id order by event.id')
    .all() as Row[];
  db.close();
  expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['message', 'tap', 'result', 'timer']));

  const second = recording(await openStore(':memory:'));
  for (const event of events) await replay(second.store, event, desk);
  expect(bytes(second.turns)).toEqual(bytes(first.turns));
  await second.store.close();
});

/** One event as it was recorded, before the learner as the turns so far have left them. */
async function replay(store: Store, row: Row, desk: Desk): Promise<void> {
  const body = JSON.parse(row.body) as { text?: string; value?: string };
  const accepted = await store.accept({
    ...desk.inbound(row.address, body.text ?? `#${body.value ?? ''}`, row.key),
    at: row.at,
  });
  const event = { ...body, kind: row.kind, at: row.at, seen: row.seen } as Event;
  const turns = new Turns({
    store: {
      ...store,
      load: async (learnerId) => {
        const loaded: Loaded | undefined = await store.load(learnerId);
        return loaded && { ...loaded, event };
      },
    },
    content: fixtureContent(),
    channels: new Map(),
    flows,
    log: createLogger('silent'),
    now: () => 0,
    committed: () => {},
  });
  turns.wake(accepted.learnerId);
  while (!turns.idle) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Turns of one learner are ordered, those of two are not. */
function bytes(turns: Turn[]): string[] {
  return turns
    .map(({ learner, instances, records, outbox, schedule, unschedule, abandon }) =>
      JSON.stringify({ learner, instances, records, outbox, schedule, unschedule, abandon }, undefined, 1),
    )
    .sort();
}
