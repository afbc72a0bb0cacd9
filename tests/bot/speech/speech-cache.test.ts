import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MediaFolder } from '../../../bot/media/folder.js';
import { SpeechCache } from '../../../bot/speech/speech-cache.js';

const hour = 3_600_000;
const voice = { bytes: new Uint8Array(1_000), seconds: 1 };
const dirs: string[] = [];
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A folder that holds ten clips, and in which nothing can be deleted while it is stuck. */
function deskOf() {
  const dir = mkdtempSync(join(tmpdir(), 'parley-cache-'));
  dirs.push(dir);
  const desk = { stuck: false, logged: [] as object[] };
  const media = new (class extends MediaFolder {
    override async remove(file: string): Promise<void> {
      if (desk.stuck) throw Object.assign(new Error('no'), { code: 'EACCES' });
      await super.remove(file);
    }
  })(dir);
  const log = { warn: (what: object) => void desk.logged.push(what) };
  const cache = new SpeechCache(media, { most: 10 * voice.bytes.length, log });
  const keep = async (...names: string[]) => Promise.all(names.map((name) => cache.keep(name, voice)));
  const folder = join(dir, 'speech');
  const files = () => readdirSync(folder).map((name) => name.replace('.ogg', ''));
  /** Everything there is two hours older. */
  const later = () => {
    for (const path of readdirSync(folder).map((name) => join(folder, name))) {
      const then = new Date(statSync(path).mtimeMs - 2 * hour);
      utimesSync(path, then, then);
    }
  };
  return Object.assign(desk, { keep, files, later });
}

const named = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${letter}${n}`);

describe('what was said before', () => {
  it('is no more than fits, also where many are kept at once', async () => {
    const desk = deskOf();
    for (const letter of ['a', 'b', 'c']) {
      await desk.keep(...named(letter, 4));
      desk.later();
    }
    expect(desk.files()).toHaveLength(9);
    await desk.keep(...named('d', 9));
    expect(desk.files().sort()).toEqual(named('d', 9));
  });

  it('is kept where old ones cannot be deleted, which is told and tried again with the next', async () => {
    const desk = deskOf();
    await desk.keep(...named('a', 10));
    desk.later();
    desk.stuck = true;
    expect(await desk.keep('b0')).toEqual([{ file: 'speech/b0.ogg', seconds: 1, bytes: 1_000 }]);
    expect(desk.logged).toHaveLength(1);
    expect(desk.files()).toHaveLength(11);
    desk.stuck = false;
    await desk.keep('b1');
    expect(desk.files()).toHaveLength(9);
    expect(desk.files()).toEqual(expect.arrayContaining(['b0', 'b1']));
  });
});
