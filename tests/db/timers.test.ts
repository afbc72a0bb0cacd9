import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openStore } from '../../db/sqlite/store.js';
import { learnerWith, noon } from '../contracts/store/given.js';
import { scratchFile } from './files.js';

it('the timer of a learner without a chat holds up nobody else’s', async () => {
  const file = scratchFile();
  const store = await openStore(file);
  const schedule = [{ timer: 'reminder', at: noon + 10 }];
  const lost = await learnerWith(store, 'lost', () => ({ schedule }));
  const ana = await learnerWith(store, 'ana', () => ({ schedule }));
  const db = new Database(file);
  db.prepare('update chat set learner_id = null where id = ?').run(lost.chatId);
  db.close();
  expect(await store.fireTimers(noon + 10)).toEqual([ana.learnerId]);
  expect(await store.nextDue()).toBeUndefined();
  expect((await store.counts()).timers).toBe(0);
  await store.close();
});
