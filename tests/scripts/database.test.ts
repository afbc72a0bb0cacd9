import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite/store.js';
import { learnerWith, text } from '../contracts/store/given.js';

const migrations = readdirSync(new URL('../../db/sqlite/migrations/', import.meta.url))
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.replace(/\.sql$/, ''))
  .toSorted();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-scripts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a compiled script as npm does. */
function run(script: string, ...words: string[]) {
  const path = fileURLToPath(new URL(`../../dist/scripts/${script}.js`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], DATABASE_PATH: 'data/parley.sqlite' },
  });
  return { status, stdout, stderr };
}

describe('npm run migrate, backup, restore', () => {
  it('make a database, copy it while the engine runs, and bring it back', async () => {
    expect(run('migrate')).toEqual({
      status: 0,
      stdout: `${migrations.map((name) => `applied ${name}\n`).join('')}data/parley.sqlite is up to date\n`,
      stderr: '',
    });
    expect(run('migrate').stdout).toBe('data/parley.sqlite is up to date\n');

    const store = await openStore(join(folder, 'data', 'parley.sqlite'));
    const { chatId } = await learnerWith(store, 'ana');
    const copied = run('backup', 'copy.sqlite');
    expect(copied).toMatchObject({ status: 0, stderr: '' });
    expect(copied.stdout).toMatch(/^data\/parley\.sqlite is copied to copy\.sqlite: \d+ bytes/);
    await store.accept(text('ana', 'later'));
    expect(run('backup', 'copy.sqlite')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'copy.sqlite is there already and stays as it is: name a new file, or remove that one first\n',
    });
    expect(run('backup', './data/parley.sqlite').stderr).toBe(
      './data/parley.sqlite is the database itself: name another file to copy it to\n',
    );

    const inUse = {
      status: 1,
      stdout: '',
      stderr: 'the database data/parley.sqlite is in use by another process: stop that one first\n',
    };
    expect(run('restore', 'copy.sqlite')).toEqual(inUse);
    expect(run('migrate')).toEqual(inUse);
    await store.close();

    const restored = run('restore', 'copy.sqlite');
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    expect(restored.stdout).toMatch(
      /^data\/parley\.sqlite is restored from copy\.sqlite\nthe one before is kept as data\/parley\.sqlite\.before-restore-\S+\n$/,
    );
    const after = await openStore(join(folder, 'data', 'parley.sqlite'));
    expect((await after.messages(chatId, 0, 10)).map((line) => line.text)).toEqual(['text first']);
    await after.close();
  });

  it.each([
    ['backup', [], /^name the file to write, for example: npm run backup -- /],
    ['restore', [], /^name the backup, for example: npm run restore -- /],
    ['restore', ['--help'], /^name the backup, for example/],
    ['backup', ['copy.sqlite'], /^cannot read the database data\/parley\.sqlite \(it does not exist\)$/],
    [
      'restore',
      ['none.sqlite'],
      /^cannot read the database none\.sqlite \(it does not exist\): name another backup; .*parley\.sqlite is as it was$/,
    ],
  ])('say in one line what is wrong: %s %j', (script, words, line) => {
    const { status, stdout, stderr } = run(script, ...words);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trimEnd()).toMatch(line);
    expect(readdirSync(folder)).toEqual([]);
  });
});
