import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openStore } from '../../db/sqlite/store.js';
import { learnerWith, nextTurn } from '../contracts/store/given.js';
import { scratchFile } from './files.js';

it('an event is kept in the state that its turn names, whatever else the turn records', async () => {
  const file = scratchFile();
  const store = await openStore(file);
  await learnerWith(store, 'ana', () => ({ eventState: 'late' }));
  await nextTurn(store, 'ana', '2', () => ({ records: [{ kind: 'lateResult', request: '1.place.1' }] }));
  await store.close();
  const db = new Database(file, { readonly: true });
  expect(db.prepare('select state from event order by id').pluck().all()).toEqual(['late', 'done']);
  db.close();
});
