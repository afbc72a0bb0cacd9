import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MediaFolder, ownName } from '../../../bot/media/folder.js';

let dir: string;
let folder: MediaFolder;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-media-'));
  folder = new MediaFolder(dir);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const there = (): string[] => readdirSync(join(dir, 'recordings'));

test('a file is there under its name, whole', async () => {
  expect(await folder.write('recordings', 'a-1.bin', Buffer.from('sound'))).toBe('recordings/a-1.bin');
  expect(Buffer.from(await folder.read('recordings/a-1.bin')).toString()).toBe('sound');
  await folder.remove('recordings/a-1.bin');
  await folder.remove('recordings/a-1.bin');
  expect(there()).toEqual([]);
});

test('one in the making has no name, and nothing of it stays where it is dropped', async () => {
  const part = await folder.begin('recordings');
  await part.add(Buffer.from('so'));
  await part.add(Buffer.from('und'));
  expect(part.bytes).toBe(5);
  expect(there().every((name) => name.startsWith('.'))).toBe(true);
  await part.drop();
  await part.drop();
  expect(there()).toEqual([]);
  const kept = await folder.begin('recordings');
  await kept.add(Buffer.from('sound'));
  expect(await kept.keep('b.bin')).toBe('recordings/b.bin');
  await kept.drop();
  expect(there()).toEqual(['b.bin']);
});

test('a name that is none of ours is refused, and nothing of the file stays', async () => {
  for (const name of ['../a.bin', 'a.exe', 'a/b.bin', '', '.bin', `${'x'.repeat(101)}.bin`, 'a\0.bin'])
    await expect(folder.write('recordings', name, Buffer.from('x'))).rejects.toThrow('not the name');
  expect(() => folder.path('../parley.sqlite')).toThrow();
  expect(there()).toEqual([]);
});

test('what a kill left half written is swept away, and no more', async () => {
  await folder.sweep();
  await folder.write('recordings', 'a.bin', Buffer.from('sound'));
  mkdirSync(join(dir, 'speech'));
  writeFileSync(join(dir, 'speech/.x.part'), 'half');
  await folder.sweep();
  expect(there()).toEqual(['a.bin']);
  expect(existsSync(join(dir, 'speech/.x.part'))).toBe(false);
});

test('what another program is writing is not swept away', async () => {
  mkdirSync(join(dir, 'speech'));
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const parts = [`.${other.pid}-a.part`, `.${process.pid}-of-another-life.part`];
  for (const name of parts) writeFileSync(join(dir, 'speech', name), 'half');
  const mine = await folder.begin('speech');
  await folder.sweep();
  expect(readdirSync(join(dir, 'speech'))).toHaveLength(2);
  expect(existsSync(join(dir, 'speech', `.${other.pid}-a.part`))).toBe(true);
  await mine.add(Buffer.from('sound'));
  expect(await mine.keep('b.ogg')).toBe('speech/b.ogg');
  other.kill('SIGKILL');
  await once(other, 'exit');
  await folder.sweep();
  expect(readdirSync(join(dir, 'speech'))).toEqual(['b.ogg']);
});

test('what is a learner’s own goes together, and nobody else’s', async () => {
  for (const id of ['l1', 'l10']) {
    await folder.write('recordings', ownName(id, '1.ogg'), Buffer.from('x'));
    await folder.write('pictures', ownName(id, 'a.png'), Buffer.from('x'));
    await folder.write('speech', ownName(id, 'a.ogg'), Buffer.from('x'));
  }
  await folder.write('speech', 'for-everybody.ogg', Buffer.from('x'));
  await folder.removeOwn('l1');
  expect(there()).toEqual(['own-l10-1.ogg']);
  expect(readdirSync(join(dir, 'pictures'))).toEqual(['own-l10-a.png']);
  expect(readdirSync(join(dir, 'speech')).sort()).toEqual(['for-everybody.ogg', 'own-l10-a.ogg']);
});

test('what is of one chat goes together', async () => {
  for (const name of ['ana-1', 'ana-2', 'anab-1'])
    await folder.write('recordings', `${name}.bin`, Buffer.from('x'));
  await folder.removeAll('recordings', 'ana-');
  expect(there()).toEqual(['anab-1.bin']);
  await new MediaFolder(join(dir, 'nowhere')).removeAll('recordings', 'ana-');
});
