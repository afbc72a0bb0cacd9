import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentKey } from '../../content/cache-key.js';
import { contentFolder, type Files, soundFiles } from './content-folder.js';

const files = {
  ...soundFiles,
  'lexicons/en.txt': 'tea\n',
  'personas/waiter.yaml': 'name: Ana\n',
  'scenes/bill.yaml': 'title: The bill\n',
  'prompts/judge.yaml': 'system: Judge\n',
  'moderation/en.yaml': '{}\n',
  'topics.yaml': '[]\n',
};

/** Two folders in one: what an author has, and what comes with the engine. */
function pair(): { own: string; ours: string; key: (version?: string) => string } {
  const root = contentFolder(
    Object.fromEntries([
      ...Object.keys(soundFiles).map((name) => [name, undefined]),
      ...Object.entries(files).flatMap(([name, text]) => [
        [`own/${name}`, text],
        [`ours/${name}`, text],
      ]),
    ]) as Files,
  );
  const own = join(root, 'own');
  const ours = join(root, 'ours');
  return { own, ours, key: (version = '1') => contentKey(own, version, ours) ?? 'no key' };
}

describe('the key of content', () => {
  it('is the same wherever the folders lie', () => {
    const { own, ours, key } = pair();
    const before = key();
    const there = contentFolder();
    cpSync(own, join(there, 'own'), { recursive: true });
    cpSync(ours, join(there, 'ours'), { recursive: true });
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(contentKey(join(there, 'own'), '1', join(there, 'ours'))).toBe(before);
    expect(key()).toBe(before);
  });

  it('changes with every byte of every file', () => {
    const { own, ours, key } = pair();
    const before = key();
    for (const folder of [own, ours]) {
      for (const [name, text] of Object.entries(files)) {
        const whole = Buffer.from(text);
        fc.assert(
          fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
            const bytes = Buffer.from(whole);
            bytes[at] = (bytes[at] ?? 0) ^ by;
            writeFileSync(join(folder, name), bytes);
            expect(key(), name).not.toBe(before);
          }),
          { numRuns: 5 },
        );
        writeFileSync(join(folder, name), whole);
      }
    }
    expect(key()).toBe(before);
  });

  it('changes with the reader, and with files and folders that come, go or are named otherwise', () => {
    const keys = new Set<string>();
    const { own, ours, key } = pair();
    const changes: (() => void)[] = [
      () => {},
      () => renameSync(join(own, 'personas/waiter.yaml'), join(own, 'personas/waitress.yaml')),
      () => renameSync(join(own, 'courses/english/cafe'), join(own, 'courses/english/bar')),
      () => mkdirSync(join(own, 'courses/english/home')),
      () => writeFileSync(join(own, 'courses/english/home/flat.yaml'), ''),
      () => writeFileSync(join(own, 'notes.txt'), ''),
      () => rmSync(join(ours, 'topics.yaml')),
      () => rmSync(join(own, 'prompts'), { recursive: true }),
      () => symlinkSync(join(own, 'nowhere'), join(own, 'scenes/broken.yaml')),
    ];
    for (const change of changes) {
      change();
      keys.add(key());
    }
    keys.add(key('2'));
    expect(keys.size).toBe(changes.length + 1);
  });

  it('follows links to what they lead to, and is not led round in circles', () => {
    const { own, key } = pair();
    writeFileSync(join(own, '.elsewhere.yaml'), 'one');
    symlinkSync(join(own, '.elsewhere.yaml'), join(own, 'scenes/linked.yaml'));
    symlinkSync(own, join(own, 'courses/english/circle'));
    const before = key();
    writeFileSync(join(own, '.elsewhere.yaml'), 'two');
    expect(key()).not.toBe(before);
  });

  it('says nothing of a folder that has far more than content has', () => {
    const { own, ours } = pair();
    writeFileSync(join(own, 'lexicons/huge.txt'), Buffer.alloc(65 * 1024 * 1024));
    expect(contentKey(own, '1', ours)).toBeUndefined();
  });
});
