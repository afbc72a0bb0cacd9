import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startApp } from '../../../bot/app.js';
import { parseConfig } from '../../../bot/config.js';
import { createLogger } from '../../../bot/log.js';
import { MediaFolder } from '../../../bot/media/folder.js';
import { Scratch } from '../../../bot/speech/audio-scratch.js';
import { openKey } from '../../../bot/web/media/key.js';
import { writeCache } from '../../../content/cache-file.js';
import type { Authored } from '../../../content/authored.js';

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-private-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe.skipIf(process.platform === 'win32')('DATA_DIR', () => {
  it.each<[string, (dataDir: string) => Promise<unknown>]>([
    ['a recording', (dataDir) => new MediaFolder(dataDir).write('recordings', 'one.bin', Buffer.from('x'))],
    ['a file of one call', (dataDir) => new Scratch(dataDir).with(['.wav'], async () => {})],
    ['the key', openKey],
    ['content', async (dataDir) => writeCache(join(dataDir, 'content.cache'), 'k', {} as Authored)],
  ])('is for us alone where %s makes it', async (_, write) => {
    const folder = place();
    await write(join(folder, 'data'));
    expect(modeOf(join(folder, 'data'))).toBe('700');
  });

  it('is for us alone where the database is the first to lie in it', async () => {
    const dataDir = join(place(), 'data');
    const settings = { HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir };
    const config = parseConfig({ ...settings, DATABASE_PATH: join(dataDir, 'parley.sqlite') });
    const app = await startApp(config, createLogger('silent'));
    await app.stop();
    expect([modeOf(dataDir), modeOf(config.databasePath)]).toEqual(['700', '600']);
  });

  it('has recordings that are for us alone', async () => {
    const media = new MediaFolder(place());
    const file = await media.write('recordings', 'one.bin', Buffer.from('x'));
    expect([modeOf(media.path(file)), modeOf(join(media.path(file), '..'))]).toEqual(['600', '700']);
  });

  it('keeps the mode that somebody gave it', async () => {
    const folder = place();
    chmodSync(folder, 0o750);
    await new MediaFolder(folder).write('speech', 'one.ogg', Buffer.from('x'));
    await openKey(folder);
    expect(modeOf(folder)).toBe('750');
  });
});
