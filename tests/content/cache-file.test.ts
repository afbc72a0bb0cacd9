import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Authored } from '../../content/authored.js';
import { readCache, writeCache } from '../../content/cache-file.js';

const key = 'a'.repeat(64);
const authored: Authored = {
  languages: [{ code: 'ar', name: 'العربية', complete: true, direction: 'rtl' }],
  wordings: [['ar', [['praise', ['أحسنت']]]]],
  courses: [],
  sounds: [],
  talk: { personas: [], scenes: [], topics: [] },
  prompts: [],
  moderation: [],
  warnings: [],
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-cache-'));
  path = join(folder, 'data', 'content.cache');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a cache file', () => {
  it('gives back what was written under its key, and under no other', () => {
    expect(writeCache(path, key, authored)).toBe(true);
    expect(readCache(path, key)).toStrictEqual(authored);
    expect(readCache(path, 'b'.repeat(64))).toBeUndefined();
  });

  it('replaces an older one', () => {
    writeCache(path, 'b'.repeat(64), { ...authored, languages: [] });
    writeCache(path, key, authored);
    expect(readCache(path, key)).toStrictEqual(authored);
  });

  it('is nothing where it was cut off or changed anywhere', () => {
    writeCache(path, key, authored);
    const whole = readFileSync(path);
    const damage = fc.record({
      at: fc.nat(whole.length - 1),
      by: fc.integer({ min: 1, max: 255 }),
      cut: fc.boolean(),
    });
    fc.assert(
      fc.property(damage, ({ at, by, cut }) => {
        const bytes = Buffer.from(cut ? whole.subarray(0, at) : whole);
        if (!cut) bytes[at] = (bytes[at] ?? 0) ^ by;
        writeFileSync(path, bytes);
        expect(readCache(path, key)).toBeUndefined();
      }),
    );
  });

  it('is nothing where it is JSON of another shape', () => {
    for (const other of [
      null,
      1,
      'text',
      [],
      {},
      { ...authored, talk: null },
      { ...authored, courses: {} },
    ]) {
      expect(writeCache(path, key, other as unknown as Authored)).toBe(true);
      expect(readCache(path, key)).toBeUndefined();
    }
  });

  it('is nothing where it is no file', () => {
    expect(readCache(path, key)).toBeUndefined();
    mkdirSync(path, { recursive: true });
    expect(readCache(path, key)).toBeUndefined();
    expect(writeCache(path, key, authored)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('does not wait at a named pipe', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(readCache(pipe, key)).toBeUndefined();
  });
});
