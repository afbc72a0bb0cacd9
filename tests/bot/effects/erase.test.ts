import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MediaFolder, ownName } from '../../../bot/media/folder.js';
import { draw } from '../../../bot/effects/draw.js';
import { erase } from '../../../bot/effects/erase.js';
import type { HandlerDeps } from '../../../bot/effects/handler.js';
import { listen } from '../../../bot/effects/listen.js';
import { speak } from '../../../bot/effects/speak.js';
import type { SpeechDeps } from '../../../bot/effects/speech.js';
import { clipName, forget } from '../../../bot/speech/recordings.js';
import { openStore } from '../../../db/sqlite/store.js';
import type { OutboxRow, Store } from '../../../db/store.js';
import { text } from '../../contracts/store/given.js';

/** Whoever asks for it leaves nothing behind, under whichever name it was kept. */
describe('an erasure', () => {
  let dir: string;
  let media: MediaFolder;
  let store: Store;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'parley-erase-'));
    media = new MediaFolder(dir);
    store = await openStore(':memory:');
  });
  afterEach(async () => {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const learner = async (who: string): Promise<string> => (await store.accept(text(who, '1'))).learnerId;
  const clipOf = async (learnerId: string, row: number): Promise<string> =>
    media.write('recordings', clipName(learnerId, row), Buffer.from('voice'));
  const isThere = (file: string): boolean => existsSync(media.path(file));

  function deps(speech: Partial<SpeechDeps> = {}): HandlerDeps {
    const all = {
      forget: async (files, names) => forget(media, files, names),
      ...speech,
    } satisfies SpeechDeps;
    const signal = new AbortController().signal;
    return {
      store,
      channels: new Map(),
      speech: all,
      tutor: { signal },
      now: () => 1,
    } as unknown as HandlerDeps;
  }
  const rowOf = (learnerId: string) =>
    ({ id: 7, learnerId, request: '7.listen', attempts: 0, payload: {}, chat: {} }) as unknown as OutboxRow;

  it('deletes clips from before two learners became one, and nobody else’s', async () => {
    const [ana, phone, ben] = [await learner('ana'), await learner('phone'), await learner('ben')];
    const clips = [await clipOf(ana, 1), await clipOf(phone, 2)];
    const other = await clipOf(ben, 3);
    await store.merge(phone, ana);
    // What was kept goes on being heard.
    expect([...clips, other].filter(isThere)).toHaveLength(3);
    await erase(rowOf(ana), deps());
    expect([...clips, other].filter(isThere)).toEqual([other]);
    expect(await store.resolve(phone)).toBeUndefined();
  });

  it('deletes what is kept of a note while it goes on, and what is kept after it', async () => {
    const ana = await learner('ana');
    let during = '';
    const gone = {
      ...store,
      erase: async (id: string) => {
        during = await clipOf(ana, 1);
        await store.erase(id);
      },
    };
    await erase(rowOf(ana), { ...deps(), store: gone });
    expect(isThere(during)).toBe(false);
    let after = '';
    const hears = async () => {
      after = await clipOf(ana, 2);
      return { seconds: 1, speech: [], transcripts: [], clip: { file: after, seconds: 1, bytes: 5 } };
    };
    await listen(rowOf(ana), deps({ listen: hears }));
    expect(after).not.toBe('');
    expect(isThere(after)).toBe(false);
  });

  it('deletes pictures of what was said and replies to it, those that are made after it as well', async () => {
    const [ana, ben] = [await learner('ana'), await learner('ben')];
    const made = (kind: 'pictures' | 'speech', of: string, name: string): Promise<string> =>
      media.write(kind, ownName(of, name), Buffer.from('x'));
    const hers = [await made('pictures', ana, 'a.png'), await made('speech', ana, 'a.ogg')];
    const others = [await made('pictures', ben, 'a.png'), await made('speech', ben, 'a.ogg')];
    others.push(await media.write('speech', 'lesson.ogg', Buffer.from('x')));
    await erase(rowOf(ana), deps());
    expect([...hers, ...others].filter(isThere)).toEqual(others);

    const late: string[] = [];
    const speech: SpeechDeps = {
      async draw(_, of) {
        const file = await made('pictures', of, 'b.png');
        late.push(file);
        return { file, bytes: 1, width: 1, height: 1 };
      },
      async speak(_, { learnerId }) {
        const file = await made('speech', learnerId, 'b.ogg');
        late.push(file);
        return { file, bytes: 1, seconds: 1 };
      },
    };
    for (const of of [ana, ben]) {
      await draw(rowOf(of), deps(speech));
      await speak({ ...rowOf(of), payload: { personal: true } }, deps(speech));
    }
    expect(late).toHaveLength(4);
    expect(late.filter(isThere)).toEqual(late.slice(2));
  });

  it('leaves the clip of who is still there', async () => {
    const ana = await learner('ana');
    const file = await clipOf(ana, 1);
    const hears = async () => ({
      seconds: 1,
      speech: [],
      transcripts: [],
      clip: { file, seconds: 1, bytes: 5 },
    });
    await listen(rowOf(ana), deps({ listen: hears }));
    expect(isThere(file)).toBe(true);
  });
});
