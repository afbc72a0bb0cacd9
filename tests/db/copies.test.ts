import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite/store.js';
import { scratch } from './files.js';

/** A database of the first version in a folder of its own, with a copy that restoring something left. */
function aged(): { file: string; copies: () => string[] } {
  const folder = scratch();
  const file = join(folder, 'parley.sqlite');
  const old = new Database(file);
  old.exec(readFileSync(new URL('../snapshots/database-0000.sql', import.meta.url), 'utf8'));
  old.close();
  for (const name of ['parley.sqlite.before-restore-2026', 'other.sqlite.before-0001_unwritten_chats'])
    writeFileSync(join(folder, name), 'somebody else decides about this');
  const copies = () => readdirSync(folder).filter((name) => name.includes('.before-'));
  return { file, copies };
}

const others = ['other.sqlite.before-0001_unwritten_chats', 'parley.sqlite.before-restore-2026'];
const own = 'parley.sqlite.before-0001_unwritten_chats';

describe('the copy of before a migration', () => {
  it('is kept until the next start', async () => {
    const { file, copies } = aged();
    const first = await openStore(file);
    await first.close();
    expect(copies().sort()).toEqual([others[0], own, others[1]]);
    // Learners stand in it: it is for this user alone. Windows has no modes.
    if (process.platform !== 'win32') expect(statSync(join(dirname(file), own)).mode & 0o777).toBe(0o600);
    const second = await openStore(file);
    expect(copies().sort()).toEqual(others);
    await second.close();
  });

  it('goes when somebody is erased: they stand in it', async () => {
    const { file, copies } = aged();
    const store = await openStore(file);
    expect(copies()).toContain(own);
    await store.erase('l1');
    expect(copies().sort()).toEqual(others);
    await store.close();
  });
});
