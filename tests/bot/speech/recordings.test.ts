import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesOf } from '../../../bot/app.js';
import { MediaFolder } from '../../../bot/media/folder.js';
import { retention, sweepOwn } from '../../../bot/speech/recordings.js';
import { openStore } from '../../../db/sqlite/store.js';

let dir: string;
let media: MediaFolder;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-own-'));
  media = new MediaFolder(dir);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('what is a learner’s own goes a month after its last use, what is for everybody stays', async () => {
  const now = Date.now();
  const then = (now - retention - 60_000) / 1000;
  for (const kind of ['recordings', 'pictures', 'speech'] as const)
    for (const name of ['own-l1-old', 'own-l1-used', 'shared']) {
      const file = await media.write(
        kind,
        `${name}.${kind === 'pictures' ? 'png' : 'ogg'}`,
        Buffer.from('x'),
      );
      if (name !== 'own-l1-used') utimesSync(media.path(file), then, then);
    }
  await sweepOwn(media, now);
  expect(readdirSync(join(dir, 'recordings'))).toEqual(['own-l1-used.ogg']);
  expect(readdirSync(join(dir, 'pictures'))).toEqual(['own-l1-used.png']);
  expect(readdirSync(join(dir, 'speech')).sort()).toEqual(['own-l1-used.ogg', 'shared.ogg']);
});

test('a channel’s name is remembered of what is for everybody, and of nothing that is one learner’s', async () => {
  const store = await openStore(':memory:');
  const files = filesOf(media, store);
  for (const file of ['speech/lesson.ogg', 'speech/own-l1-a.ogg', 'pictures/own-l1-a.png'])
    await files.remember('7', file, `id of ${file}`);
  expect(await files.sent('7', 'speech/lesson.ogg')).toBe('id of speech/lesson.ogg');
  expect(await files.sent('7', 'speech/own-l1-a.ogg')).toBeUndefined();
  expect(await files.sent('7', 'pictures/own-l1-a.png')).toBeUndefined();
  await store.close();
});
