import { chmodSync, chownSync, existsSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backUpFile } from '../../db/sqlite/backup-file.js';
import { restore } from '../../db/sqlite/restore.js';
import { openStore } from '../../db/sqlite/store.js';
import { learnerWith } from '../contracts/store/given.js';
import { scratch } from './files.js';

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

const self = process.getuid?.() ?? 0;
/** Somebody who is not root: whoever runs this, or the machine's nobody. */
const nobody = self === 0 ? 65_534 : self;

describe.skipIf(process.platform === 'win32')('what learners wrote', () => {
  it('is for the user who runs the engine alone, its log and copies too', async () => {
    const path = (name: string) => join(folder, name);
    const folder = scratch();
    const store = await openStore(path('parley.sqlite'));
    await learnerWith(store, 'ana');
    await store.backup(path('of-store'));
    await backUpFile(path('parley.sqlite'), path('of-script'));
    const names = ['parley.sqlite', 'parley.sqlite-wal', 'parley.sqlite-shm', 'of-store', 'of-script'];
    expect(names.map((name) => [name, modeOf(path(name))])).toEqual(names.map((name) => [name, '600']));
    await store.close();
  });

  it('is so whose folder is made for it', async () => {
    const folder = join(scratch(), 'new', 'data');
    await (await openStore(join(folder, 'parley.sqlite'))).close();
    expect(['', '..'].map((above) => modeOf(join(folder, above)))).toEqual(['700', '700']);
  });

  it('is so behind a link that leads nowhere yet', async () => {
    const folder = scratch();
    symlinkSync(join(folder, 'there'), join(folder, 'parley.sqlite'));
    await (await openStore(join(folder, 'parley.sqlite'))).close();
    expect(modeOf(join(folder, 'there'))).toBe('600');
  });

  it('keeps the mode that somebody gave its file', async () => {
    const folder = scratch();
    const [file, copy] = [join(folder, 'parley.sqlite'), join(folder, 'copy')];
    await (await openStore(file)).close();
    chmodSync(file, 0o640);
    const store = await openStore(file);
    await learnerWith(store, 'ana');
    expect([modeOf(file), modeOf(`${file}-wal`)]).toEqual(['640', '640']);
    await store.backup(copy);
    chmodSync(copy, 0o664);
    writeFileSync(`${copy}.part`, 'what a kill left', { mode: 0o644 });
    await store.backup(copy);
    expect([modeOf(copy), existsSync(`${copy}.part`)]).toEqual(['664', false]);
    await store.close();
    await restore(copy, file, join(folder, 'kept'));
    expect([modeOf(file), modeOf(join(folder, 'kept'))]).toEqual(['640', '640']);
  });

  it('can be copied over a copy that nobody writes to', async () => {
    const folder = scratch();
    const copy = join(folder, 'copy');
    // Root writes to anything.
    chownSync(folder, nobody, process.getgid?.() ?? 0);
    process.seteuid?.(nobody);
    try {
      const store = await openStore(join(folder, 'parley.sqlite'));
      await learnerWith(store, 'ana');
      await store.backup(copy);
      chmodSync(copy, 0o440);
      await store.backup(copy);
      expect(modeOf(copy)).toBe('440');
      await store.close();
    } finally {
      process.seteuid?.(self);
    }
  });
});
