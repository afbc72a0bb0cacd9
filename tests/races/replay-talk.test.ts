import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unable } from '../../bot/engine/facts.js';
import { Turns } from '../../bot/engine/turns.js';
import { createLogger } from '../../bot/log.js';
import { openStore } from '../../db/sqlite/store.js';
import type { Store, Turn } from '../../db/store.js';
import type { Event } from '../../flows/events.js';
import { flows } from '../../flows/registry.js';
import { packagedContent } from '../support/conversation.js';
import { status } from '../support/fake-model.js';
import { lookingBack } from '../support/held-model.js';
import { ModelDesk } from './model-desk.js';

/** A talk with a model, from its recorded events (the vendor's results among them): the same outbox, byte for byte. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-replay-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Row = { kind: Event['kind']; body: string; at: number; seen: number; key: string };

test('a talk with replies, corrections, trouble, a late answer and a look back is replayed without the model', async () => {
  const file = join(folder, 'first.sqlite');
  const held = await ModelDesk.open({ file, history: true });
  const { desk, model } = held;
  await held.talking();
  await held.write('I am work in a hospital.');
  (await model.call(0)).replies('A hospital! What do you do there?', {
    corrections: [{ quote: 'I am work', better: 'I work', reason: 'One verb is enough.', kind: 'verb-form' }],
  });
  await held.hears(/What do you do there/);
  // Abandoned by the text behind it, and answered all the same.
  await held.write('I cook.');
  const abandoned = await model.call(1);
  await held.write('For two hundred people.');
  (await model.call(2)).replies('Two hundred! And who washes up?');
  await held.hears(/who washes up/);
  abandoned.replies('Too late');
  await held.until(() => held.records('lateResult').length === 1);
  // Slow, then broken twice.
  await held.write('A machine.');
  (await model.call(3)).does(status(500));
  await held.settled();
  desk.now += 6_000;
  await desk.poller.tick();
  (await model.call(4)).does(status(500));
  await held.hears(/did not get through|No answer from|cannot be reached/);
  await held.settled();
  await held.write('bye');
  (await model.call(5)).does(lookingBack('You told Marta how many you cook for.', 'two hundred people'));
  await held.hears(/how many you cook for/);
  await held.settled();
  const first = held.turns.map(bytes);
  const kinds = new Set(held.turns.flatMap(({ outbox }) => outbox.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual(['send', 'tutor']);
  await held.close();

  const db = new Database(file, { readonly: true });
  const events = db.prepare('select * from event order by id').all() as Row[];
  db.close();
  expect(events.filter(({ kind }) => kind === 'result')).toHaveLength(5);
  expect(events.filter(({ kind }) => kind === 'timer')).toHaveLength(1);

  const store = await openStore(':memory:');
  const again: Turn[] = [];
  for (const event of events) await replay(store, event, held, again);
  expect(again.map(bytes)).toEqual(first);
  await store.close();
});

/** One event as it was recorded, to an engine that knows of a model and has none. */
async function replay(store: Store, row: Row, { desk }: ModelDesk, again: Turn[]): Promise<void> {
  const body = JSON.parse(row.body) as { text?: string; value?: string };
  const said = body.text ?? `#${body.value ?? ''}`;
  const accepted = await store.accept({ ...desk.inbound('a', said, row.key), at: row.at });
  const event = { ...body, kind: row.kind, at: row.at, seen: row.seen } as Event;
  const turns = new Turns({
    store: {
      ...store,
      load: async (learnerId) => {
        const loaded = await store.load(learnerId);
        return loaded && { ...loaded, event };
      },
      commit: async (turn) => {
        again.push(turn);
        return store.commit(turn);
      },
    },
    content: packagedContent(),
    channels: new Map(),
    flows,
    able: { ...unable, tutor: true, proofreads: true },
    log: createLogger('silent'),
    now: () => 0,
    committed: () => {},
  });
  turns.wake(accepted.learnerId);
  while (!turns.idle) await new Promise((resolve) => setTimeout(resolve, 1));
}

function bytes({ learner, instances, records, outbox, schedule, unschedule, abandon }: Turn): string {
  return JSON.stringify({ learner, instances, records, outbox, schedule, unschedule, abandon }, undefined, 1);
}
