import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, getPriority, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lower, ourProgram, programOn } from '../../../bot/system/programs.js';

const dir = mkdtempSync(join(tmpdir(), 'parley-programs-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A folder with a file of a name. */
function folderOf(name: string, file: string, mode: number): string {
  const folder = join(dir, name);
  mkdirSync(folder);
  writeFileSync(join(folder, file), '#!/bin/sh\n');
  chmodSync(join(folder, file), mode);
  return folder;
}

describe.skipIf(process.platform === 'win32')('a program of the system', () => {
  it('is the first of its name that can be run', () => {
    const text = folderOf('text', 'say', 0o644);
    const folder = join(dir, 'folder');
    mkdirSync(join(folder, 'say'), { recursive: true });
    const [first, second] = [folderOf('first', 'say', 0o755), folderOf('second', 'say', 0o755)];
    const path = [text, '', join(dir, 'gone'), folder, first, second].join(delimiter);
    expect(programOn(path, 'say')).toBe(join(first, 'say'));
    expect(programOn([text, folder].join(delimiter), 'say')).toBeUndefined();
    expect(programOn('', 'say')).toBeUndefined();
  });
});

describe('a program of ours', () => {
  it('is run from its source where that is what runs', () => {
    const { file, execArgv } = ourProgram(new URL('./twice.js', `file://${dir}/`));
    writeFileSync(
      join(dir, 'twice.ts'),
      'process.stdout.write(String(2 * (Number(process.argv[2]) as number)));\n',
    );
    const { stdout } = spawnSync(process.execPath, [...execArgv, file, '21'], { encoding: 'utf8' });
    expect(stdout).toBe('42');
  });
});

describe('a process', () => {
  it('goes after turns, and one that is not there is no matter', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      await once(child, 'spawn');
      lower(child.pid);
      expect(getPriority(child.pid)).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL);
    } finally {
      child.kill('SIGKILL');
    }
    await once(child, 'exit');
    expect(() => lower(child.pid)).not.toThrow();
    expect(() => lower(undefined)).not.toThrow();
  });
});
