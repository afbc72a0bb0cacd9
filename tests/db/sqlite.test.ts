import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../db/sqlite/store.js';
import { storeContract } from '../contracts/store.js';

storeContract('SQLite in memory', 'passing', async () => {
  const store = await openStore(':memory:');
  return { store, end: () => store.close() };
});

storeContract('SQLite in a file', 'lasting', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
  const file = join(folder, 'parley.sqlite');
  let store = await openStore(file);
  return {
    store,
    async reopen() {
      await store.close();
      return (store = await openStore(file));
    },
    async end() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
