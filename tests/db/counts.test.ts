import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openStore } from '../../db/sqlite/store.js';
import { countedTo } from '../../db/store.js';
import { learnerWith, noon, send } from '../contracts/store/given.js';
import { scratchFile } from './files.js';

it('counts no further than it says, and tells learners beyond that by the last of them', async () => {
  const file = scratchFile();
  const store = await openStore(file);
  await learnerWith(store, 'ana', ({ chat }) => ({
    outbox: [send(chat.id, 'one'), send(chat.id, 'two')],
    schedule: [{ timer: 'reminder', at: noon }],
  }));
  expect(await store.counts()).toMatchObject({ learners: 1, timers: 1, outboxWaiting: 2 });
  const many = countedTo + 50;
  const db = new Database(file);
  db.prepare(
    `with recursive n(i) as (select 2 union all select i + 1 from n where i < ?)
     insert into learner (id, version, sequence, profile, thread, guess, created_at)
     select i, 0, 1, '{}', '{}', '{}', 0 from n`,
  ).run(many);
  db.exec(`insert into timer select id, 'reminder', 1 from learner where id > 1`);
  db.close();
  expect(await store.counts()).toMatchObject({ learners: many, timers: countedTo, outboxWaiting: 2 });
  await store.close();
});
