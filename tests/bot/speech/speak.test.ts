import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MediaFolder } from '../../../bot/media/folder.js';
import { ProviderError, type Fault } from '../../../bot/providers/provider.js';
import type { Saying, Synthesizer } from '../../../bot/providers/synthesizer.js';
import { programs } from '../../../bot/speech/audio-program.js';
import { Scratch } from '../../../bot/speech/audio-scratch.js';
import { Audio, type Voice } from '../../../bot/speech/audio.js';
import { oggStream } from '../../../bot/speech/ogg.js';
import { Speaker, type ToSay } from '../../../bot/speech/speak.js';
import { SpeechCache } from '../../../bot/speech/speech-cache.js';
import { Spending } from '../../../bot/speech/spending.js';
import { tone } from '../../support/tone.js';

const noon = Date.UTC(2030, 0, 1, 12);
const of = { learnerId: 'l1', row: 7 };
const tea: ToSay = { text: 'A tea, please.', language: 'en', speed: 1 };
const price = { model: 'm', calls: 1, tokensIn: 0, tokensOut: 0, microdollars: 9 };

/** Says everything as a tone of a second, or fails as it is told. */
class Scripted implements Synthesizer {
  readonly asked: Saying[] = [];
  constructor(
    readonly name: string,
    public does: Fault | Uint8Array = tone(1),
    readonly local = false,
  ) {}
  voiceOf({ voices }: Pick<Saying, 'voices'>): string {
    return voices?.['openai'] ?? 'usual';
  }
  async say(asked: Saying) {
    this.asked.push(asked);
    if (typeof this.does === 'string') throw new ProviderError(this.does, 'x', { usage: price });
    return { sound: this.does, usage: this.local ? { ...price, calls: 0, microdollars: 0 } : price };
  }
}

/** Real sound from the real program, made once for all tests that want the same. */
const made = new Map<string, Promise<Voice>>();
const once =
  (audio: Audio): Audio['toVoice'] =>
  async (sound, limit, signal) => {
    const key = createHash('sha256').update(sound).digest('hex');
    const voice = made.get(key) ?? audio.toVoice(sound, limit, signal);
    made.set(key, voice);
    return voice;
  };

const dirs: string[] = [];
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

interface Desk {
  dir?: string;
  budget?: number;
  most?: number;
}

function deskOf(synthesizers: Synthesizer[], { dir, budget = 100, most }: Desk = {}) {
  const data = dir ?? mkdtempSync(join(tmpdir(), 'parley-speak-'));
  if (dir === undefined) dirs.push(data);
  let left = budget;
  const stop = new AbortController();
  const clock = { now: noon };
  const spending = new Spending({
    take: async () => (left -= 1) >= 0,
    took: async (_, calls) => void (left -= calls - 1),
  });
  const warned: object[] = [];
  const cache = new SpeechCache(new MediaFolder(data), {
    now: () => clock.now,
    ...(most !== undefined && { most }),
  });
  const speaker = new Speaker(synthesizers, {
    audio: { toVoice: once(new Audio(programs(), new Scratch(data))) },
    cache,
    spending,
    log: { warn: (what) => void warned.push(what) },
    signal: stop.signal,
    now: () => clock.now,
  });
  const files = () => (existsSync(join(data, 'speech')) ? readdirSync(join(data, 'speech')).sort() : []);
  return { data, speaker, spending, clock, stop, warned, files, left: () => left };
}

describe('a text that is said', () => {
  it('for one learner alone is theirs, and made anew for another', async () => {
    const voice = new Scripted('a');
    const desk = deskOf([voice]);
    const personal: ToSay = { ...tea, personal: true };
    const mine = await desk.speaker.say(personal, of);
    expect(mine.file).toMatch(/^speech\/own-l1-[0-9a-f]{64}\.ogg$/);
    expect(await desk.speaker.say(personal, of)).toEqual(mine);
    expect(voice.asked).toHaveLength(1);
    const [hers, all] = await Promise.all([
      desk.speaker.say(personal, { ...of, learnerId: 'l2' }),
      desk.speaker.say(tea, of),
    ]);
    expect(new Set([mine.file, hers.file, all.file]).size).toBe(3);
  });

  it('is mono Ogg/Opus in a file named by what it is, of the length it says', async () => {
    const desk = deskOf([new Scripted('a')]);
    const clip = await desk.speaker.say(tea, of);
    expect(clip.file).toMatch(/^speech\/[0-9a-f]{64}\.ogg$/);
    const bytes = readFileSync(join(desk.data, clip.file));
    expect(bytes.length).toBe(clip.bytes);
    expect(oggStream(bytes)).toEqual({ seconds: clip.seconds, cut: false });
    expect(clip.seconds).toBeCloseTo(1, 1);
    // Channels of an Opus stream (RFC 7845 §5.1).
    expect(bytes[bytes.indexOf('OpusHead') + 9]).toBe(1);
  });

  it('is said once, also by the next start, and costs once', async () => {
    const first = new Scripted('a');
    const desk = deskOf([first]);
    const clip = await desk.speaker.say(tea, of);
    expect(await desk.speaker.say(tea, of)).toEqual(clip);
    const next = new Scripted('a');
    expect(await deskOf([next], { dir: desk.data }).speaker.say(tea, of)).toEqual(clip);
    expect([first.asked.length, next.asked.length]).toEqual([1, 0]);
    expect(desk.left()).toBe(99);
    expect(desk.spending.of(of.row)).toMatchObject({ prompt: 'speak', calls: 1, microdollars: 9 });
    expect(desk.spending.of(of.row)).toBeUndefined();
  });

  it('is said once for two who want to hear it at the same moment', async () => {
    const synthesizer = new Scripted('a');
    const desk = deskOf([synthesizer]);
    const [one, other] = await Promise.all([desk.speaker.say(tea, of), desk.speaker.say({ ...tea })]);
    expect(one).toEqual(other);
    expect(synthesizer.asked).toHaveLength(1);
  });

  it.each<[string, Partial<ToSay>]>([
    ['another text', { text: 'A coffee, please.' }],
    ['another voice', { voices: { openai: 'nova' } }],
    ['another speed', { speed: 0.75 }],
    ['emphasis', { emphasised: true }],
  ])('is another file with %s', async (_, more) => {
    const desk = deskOf([new Scripted('a')]);
    const { file } = await desk.speaker.say(tea);
    expect((await desk.speaker.say({ ...tea, ...more })).file).not.toBe(file);
    expect(desk.files()).toHaveLength(2);
  });

  it('is asked for within bounds', async () => {
    const synthesizer = new Scripted('a', tone(100));
    const desk = deskOf([synthesizer]);
    await desk.speaker.say({ text: ` ${'word '.repeat(2_000)}`, language: 'en', speed: 9 });
    expect(synthesizer.asked[0]).toMatchObject({ speed: 2 });
    expect(synthesizer.asked[0]?.text.length).toBe(4_000);
  });
});

describe('who says it', () => {
  it.each<Fault | Uint8Array>(['unavailable', 'rate-limited', 'misconfigured', 'refused', 'unparsed'])(
    'is the next where one is %s',
    async (fault) => {
      const desk = deskOf([
        new Scripted('a', fault),
        new Scripted('b'),
        new Scripted('espeak', tone(1), true),
      ]);
      await desk.speaker.say(tea, of);
      expect(desk.warned).toEqual([{ provider: 'a', fault: `${fault as string}: x` }]);
      expect(desk.spending.of(of.row)).toMatchObject({ calls: 2, microdollars: 9 });
      expect(desk.speaker.status().map(({ name }) => name)).toEqual(['a', 'b', 'espeak']);
    },
  );

  it.each([
    ['garbage', Buffer.from('<html>Welcome to the captive portal</html>')],
    ['sound that is none inside', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(3_000, 9)])],
    ['sound too short for its text', tone(0.1)],
  ])('is the next where one gives %s', async (_, rubbish) => {
    const second = new Scripted('b');
    const desk = deskOf([new Scripted('a', rubbish), second]);
    const clip = await desk.speaker.say(tea, of);
    expect(clip.seconds).toBeCloseTo(1, 1);
    expect(second.asked).toHaveLength(1);
    expect(desk.files()).toHaveLength(1);
    expect(desk.speaker.status()[0]).toMatchObject({ state: 'degraded', lastError: 'unavailable' });
  });

  it('is the first again once it is well, and meanwhile nobody is asked twice', async () => {
    const first = new Scripted('a', 'unavailable');
    const local = new Scripted('espeak', tone(1), true);
    const desk = deskOf([first, local]);
    const { file } = await desk.speaker.say(tea);
    expect((await desk.speaker.say(tea)).file).toBe(file);
    expect(local.asked).toHaveLength(1);
    first.does = tone(1);
    expect((await desk.speaker.say(tea)).file).not.toBe(file);
  });

  it('is only the local one when the day is spent, and nobody where there is none', async () => {
    const vendor = new Scripted('a');
    const desk = deskOf([vendor, new Scripted('espeak', tone(1), true)], { budget: 0 });
    await desk.speaker.say(tea, of);
    expect(vendor.asked).toHaveLength(0);
    expect(desk.spending.of(of.row)).toBeUndefined();
    const alone = deskOf([vendor], { budget: 0 });
    await expect(alone.speaker.say(tea, of)).rejects.toMatchObject({ fault: 'unavailable' });
    // What was said before is there all the same.
    await alone.speaker.say(tea);
    expect((await alone.speaker.say(tea, of)).file).toMatch(/^speech/);
  });

  it('fails with the last of them, and what they took is known', async () => {
    const desk = deskOf([new Scripted('a', 'unavailable'), new Scripted('b', 'rate-limited')]);
    await expect(desk.speaker.say(tea, of)).rejects.toMatchObject({ fault: 'rate-limited' });
    expect(desk.spending.of(of.row)).toMatchObject({ calls: 2 });
    expect(desk.files()).toHaveLength(0);
  });

  it('is nobody any more when the engine stops', async () => {
    const desk = deskOf([new Scripted('a', 'unavailable')]);
    desk.stop.abort(new Error('stopped'));
    await expect(desk.speaker.say(tea, of)).rejects.toThrow('stopped');
  });
});

describe('a cache that is full', () => {
  const said = ['one', 'two', 'three', 'four'];
  const hour = 3_600_000;

  it('lets those go that were not used for the longest time', async () => {
    const { bytes } = await deskOf([new Scripted('a')]).speaker.say(tea);
    const desk = deskOf([new Scripted('a')], { most: 3.5 * bytes });
    const clips = [];
    for (const text of said.slice(0, 2)) {
      clips.push(await desk.speaker.say({ ...tea, text }));
      desk.clock.now += 2 * hour;
    }
    // The first is used again, so that the second is the oldest.
    await desk.speaker.say({ ...tea, text: 'one' });
    desk.clock.now += 2 * hour;
    for (const text of said.slice(2)) clips.push(await desk.speaker.say({ ...tea, text }));
    const names = clips.map(({ file }) => file.slice('speech/'.length));
    expect(desk.files()).toEqual([names[0], names[2], names[3]].sort());
  });

  it('keeps what was used within the hour, however full it is', async () => {
    const desk = deskOf([new Scripted('a')], { most: 1 });
    for (const text of said) await desk.speaker.say({ ...tea, text });
    expect(desk.files()).toHaveLength(4);
  });

  it('counts what a former start left, and makes anew what lies there in pieces', async () => {
    const before = deskOf([new Scripted('a')]);
    const { file, bytes } = await before.speaker.say(tea);
    const path = join(before.data, file);
    const old = new Date(noon - 2 * hour);
    utimesSync(path, old, old);
    const next = deskOf([new Scripted('a')], { dir: before.data, most: bytes + 10 });
    await next.speaker.say({ ...tea, text: 'Another one.' });
    expect(existsSync(path)).toBe(false);
    const clip = await next.speaker.say(tea);
    writeFileSync(path, Buffer.alloc(100));
    expect(await next.speaker.say(tea)).toEqual(clip);
    expect(statSync(path).size).toBe(clip.bytes);
  });
});
