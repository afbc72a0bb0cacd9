import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecordingGone } from '../../../bot/channels/channel.js';
import { MediaFolder } from '../../../bot/media/folder.js';
import type { Pronouncer } from '../../../bot/providers/pronouncer.js';
import type { ToHear } from '../../../bot/speech/listen.js';
import { openSpeech, type Speech } from '../../../bot/speech/open.js';
import { retention, sweepOwn } from '../../../bot/speech/recordings.js';
import type { Heard } from '../../../flows/speech/heard.js';
import { at, audioIn, dice, music, noises, voiceFiles, wav } from '../../support/sounds.js';

const chat = { chatId: 'c1', channel: 'web', account: 'main', address: 'a1' } as never;
const of = { chat, learnerId: 'l7', row: 3, signal: new AbortController().signal };

/** A server that transcribes, at its HTTP boundary: what it was sent, and what it answers. */
const vendor = { bodies: [] as Buffer[], status: 200, said: { text: 'a cup of tea' } as object };
let server: Server;

/** Our own model, as its port says: what it was asked, and how much sound came with it. */
class OwnModel implements Pronouncer {
  readonly any = true;
  readonly language = 'en';
  readonly asked: { seconds: number; text?: string; options?: readonly string[] }[] = [];
  fails = false;

  async read(samples: Float32Array, text: string) {
    this.asked.push({ seconds: samples.length / 16_000, text });
    if (this.fails) throw new Error('the thread died');
    const phone = { phone: 'T', score: 90, from: 0.1, to: 0.2 };
    const word = { text, from: 0.1, to: 0.5, accuracy: 90, total: 90, said: 1, phones: [phone] };
    return { words: [word], accuracy: 90, fluency: 90, prosody: 90, total: 90, match: 1 };
  }

  async pick(samples: Float32Array, options: readonly string[]) {
    this.asked.push({ seconds: samples.length / 16_000, options });
    if (this.fails) throw new Error('the thread died');
    return { option: 1, confidence: 0.8 };
  }

  async stop() {}
}

describe('listening', () => {
  let dir: string;
  let media: MediaFolder;
  let voice: Float32Array;
  let own: OwnModel;
  let speech: Speech | undefined;
  const fetched = { bytes: undefined as Uint8Array | undefined, error: undefined as Error | undefined };

  beforeAll(async () => {
    const home = mkdtempSync(join(tmpdir(), 'parley-listen-'));
    const [file = ''] = voiceFiles();
    const signal = new AbortController().signal;
    voice = (await audioIn(home).decode(file, { limit: 60, signal })).samples;
    rmSync(home, { recursive: true });
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        vendor.bodies.push(Buffer.concat(parts));
        response.writeHead(vendor.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(vendor.status === 200 ? vendor.said : { error: { message: 'no' } }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'parley-listen-'));
    media = new MediaFolder(dir);
    own = new OwnModel();
    Object.assign(vendor, { bodies: [], status: 200, said: { text: 'a cup of tea' } });
    Object.assign(fetched, { bytes: undefined, error: undefined });
  });
  afterEach(async () => {
    await speech?.stop();
    // Whatever became of it, nothing is left behind.
    if (readdirSync(dir).includes('tmp')) expect(readdirSync(join(dir, 'tmp'))).toEqual([]);
    rmSync(dir, { recursive: true, force: true });
  });

  async function open(withVendor = true): Promise<Speech> {
    const { port } = server.address() as AddressInfo;
    const stt = withVendor ? [{ baseUrl: `http://127.0.0.1:${port}/v1`, model: 'whisper-1' }] : [];
    speech = await openSpeech(
      { dataDir: dir, stt, sttCompare: false, tts: [] },
      {
        budget: { take: async () => true, took: async () => undefined },
        log: { warn: () => undefined },
        pronouncer: own,
        fetch: async () => {
          if (fetched.error) throw fetched.error;
          return fetched.bytes;
        },
      },
    );
    return speech;
  }

  async function hear(
    sound: Uint8Array | undefined,
    asked: Partial<ToHear> = {},
    withVendor = true,
  ): Promise<Heard> {
    const { deps } = await open(withVendor);
    const file = sound && (await media.write('recordings', 'a1-note.bin', sound));
    const recording = file === undefined ? { remote: 'r1' } : { file };
    return deps.listen({ recording, language: 'en', limit: 60, transcribe: 'words', ...asked }, of);
  }

  it.each<[string, string, () => Uint8Array]>([
    ['silence', 'silent', () => wav(new Float32Array(32_000))],
    ['noise', 'noise', () => wav(at(-20, noises.white(2, dice(1))))],
    ['music', 'music', () => wav(at(-20, music.chords(3, dice(2), 'organ')))],
    ['a tap on the microphone', 'short', () => wav(noises.white(0.2, dice(3)))],
    ['more than is listened to', 'long', () => wav(at(-20, noises.white(65, dice(4))))],
    ['a text', 'notAudio', () => Buffer.from('I would like a cup of tea.')],
    ['half a recording', 'broken', () => wav(at(-20, noises.white(4, dice(5)))).subarray(0, 40_000)],
  ])('%s is %s, and nobody is asked about it', async (_, trouble, sound) => {
    const heard = await hear(sound(), { expected: 'tea', transcribe: 'scored' });
    expect(heard).toMatchObject({ trouble, speech: [], transcripts: [] });
    expect(vendor.bodies).toEqual([]);
    expect(own.asked).toEqual([]);
    expect(readdirSync(join(dir, 'recordings'))).toEqual(['a1-note.bin']);
    // It can be played for a day; then nobody needs it.
    const day = 86_400_000;
    await sweepOwn(media, Date.now() + day / 2);
    expect(readdirSync(join(dir, 'recordings'))).toEqual(['a1-note.bin']);
    await sweepOwn(media, Date.now() + 2 * day);
    expect(readdirSync(join(dir, 'recordings'))).toEqual([]);
  });

  it('hears words, and what our own model makes of them', async () => {
    const heard = await hear(wav(voice));
    expect(heard.trouble).toBeUndefined();
    expect(heard.transcripts).toEqual([{ text: 'a cup of tea', model: 'whisper-1', doubts: [] }]);
    expect(heard.reading?.words[0]?.text).toBe('a cup of tea');
    expect(heard.speech.length).toBeGreaterThan(0);
    expect(heard.seconds).toBeCloseTo(voice.length / 16_000, 1);
    expect(heard).not.toHaveProperty('unheard');
    expect(heard).not.toHaveProperty('clip');
    await sweepOwn(media, Date.now() + retention - 60_000);
    expect(readdirSync(join(dir, 'recordings'))).toEqual(['a1-note.bin']);
  });

  it('is the same for the same recording', async () => {
    const first = await hear(wav(voice), { expected: 'tea', transcribe: 'no' });
    await speech?.stop();
    expect(await hear(wav(voice), { expected: 'tea', transcribe: 'no' })).toEqual(first);
  });

  it('tells no transcriber what should be said, and keeps the voice until its learner goes', async () => {
    const heard = await hear(wav(voice), { expected: 'Nobody may know this sentence', transcribe: 'scored' });
    expect(own.asked.map(({ text }) => text)).toEqual(['Nobody may know this sentence']);
    expect(vendor.bodies).toHaveLength(1);
    expect(vendor.bodies[0]?.toString('latin1')).not.toContain('Nobody');
    expect(vendor.bodies[0]?.toString('latin1')).toContain('OggS');
    expect(heard.clip?.file).toBe('recordings/own-l7-3.ogg');
    expect((await media.read(heard.clip?.file ?? '')).length).toBe(heard.clip?.bytes);
    await speech?.deps.forget(['recordings/a1-note.bin'], ['l7']);
    expect(readdirSync(join(dir, 'recordings'))).toEqual([]);
  });

  it('lets known answers compete without a transcriber, and reads the one that it was', async () => {
    const heard = await hear(wav(voice), { options: ['tea', 'coffee'] }, false);
    expect(heard).toMatchObject({ picked: { option: 1 }, unheard: 'none', transcripts: [] });
    expect(own.asked.map(({ options, text }) => options ?? text)).toEqual([['tea', 'coffee'], 'coffee']);
    expect(heard.reading?.words[0]?.text).toBe('coffee');
  });

  it('lets nothing compete where words were heard, and reads those', async () => {
    const heard = await hear(wav(voice), { options: ['tea', 'coffee'] });
    expect(own.asked.map(({ options, text }) => options ?? text)).toEqual(['a cup of tea']);
    expect(heard).not.toHaveProperty('picked');
    expect(heard.reading?.words[0]?.text).toBe('a cup of tea');
  });

  it.each([
    ['in another language', () => ({ text: 'una taza de té', language: 'spanish' }), 200],
    ['nothing', () => ({ text: '' }), 200],
    ['an error', () => ({}), 500],
  ])('lets known answers compete where a transcriber says %s', async (_, said, status) => {
    Object.assign(vendor, { said: said(), status });
    expect(await hear(wav(voice), { options: ['tea', 'coffee'] })).toMatchObject({ picked: { option: 1 } });
  });

  it('asks no transcriber where it may not', async () => {
    expect(await hear(wav(voice), { transcribe: 'no' })).toMatchObject({ unheard: 'unasked' });
    expect(vendor.bodies).toEqual([]);
  });

  it('says in which language; our own model is asked about the one it knows', async () => {
    const heard = await hear(wav(voice), { language: 'es-MX', expected: 'una taza de té' });
    expect(heard.transcripts).toHaveLength(1);
    expect(vendor.bodies[0]?.toString('latin1')).toMatch(/name="language"\s+es\b/);
    expect(own.asked).toEqual([]);
  });

  it('leaves long silence out, and counts times from the beginning all the same', async () => {
    const late = new Float32Array(voice.length + 4 * 16_000);
    late.set(voice, 4 * 16_000);
    const from = 0.2;
    vendor.said = { text: 'tea', words: [{ word: 'tea', start: from, end: 0.6 }] };
    const heard = await hear(wav(late), { expected: 'tea' });
    const cut = (heard.transcripts[0]?.words?.[0]?.from ?? 0) - from;
    expect(cut).toBeGreaterThan(3.4);
    expect(cut).toBeLessThan(heard.speech[0]?.from ?? 0);
    expect(heard.reading?.words[0]?.from).toBeCloseTo(cut + 0.1, 3);
    expect(heard.reading?.words[0]?.phones[0]?.from).toBeCloseTo(cut + 0.1, 3);
    expect(own.asked[0]?.seconds).toBeLessThan(voice.length / 16_000 + 0.6);
  });

  it('goes by our own model where no transcriber answers, and fails where there is nothing else', async () => {
    vendor.status = 500;
    const read = await hear(wav(voice), { expected: 'tea', transcribe: 'scored' });
    expect(read).toMatchObject({ unheard: 'unavailable', transcripts: [], reading: { total: 90 } });
    await speech?.stop();
    await expect(hear(wav(voice))).rejects.toThrow();
  });

  it('goes by transcribers where our own model fails, and fails where there is nothing else', async () => {
    own.fails = true;
    const heard = await hear(wav(voice), { expected: 'tea', transcribe: 'scored' });
    expect(heard.transcripts).toHaveLength(1);
    expect(heard).not.toHaveProperty('reading');
    await speech?.stop();
    await expect(hear(wav(voice), { expected: 'tea', transcribe: 'no' })).rejects.toThrow('died');
  });

  it('has its words although our own model does not answer in time', async () => {
    const time = new AbortController();
    own.read = async () => {
      time.abort(new Error('too late'));
      return new Promise<never>(() => undefined);
    };
    const { deps } = await open();
    const file = await media.write('recordings', 'a1-note.bin', wav(voice));
    const asked = { recording: { file }, language: 'en', limit: 60, transcribe: 'words' } as const;
    const heard = await deps.listen(asked, { ...of, signal: time.signal });
    expect(heard.transcripts.map(({ text }) => text)).toEqual(['a cup of tea']);
    expect(heard).not.toHaveProperty('reading');
  });

  it('brings what its channel only named', async () => {
    fetched.bytes = wav(voice);
    expect((await hear(undefined)).transcripts).toHaveLength(1);
  });

  it('says what cannot be had', async () => {
    expect(await hear(undefined)).toMatchObject({ trouble: 'gone' });
    const { deps } = speech ?? (await open());
    const asked = { language: 'en', limit: 60, transcribe: 'no' } as const;
    const missing = { recording: { file: 'recordings/a1-swept.bin' }, ...asked };
    expect(await deps.listen(missing, of)).toMatchObject({ trouble: 'gone' });
    const heavy = { recording: { remote: 'r', bytes: 21 * 1024 * 1024 }, ...asked };
    expect(await deps.listen(heavy, of)).toMatchObject({ trouble: 'large' });
    fetched.error = new RecordingGone('large');
    expect(await deps.listen({ recording: { remote: 'r' }, ...asked }, of)).toMatchObject({
      trouble: 'large',
    });
    fetched.error = new Error('reset');
    await expect(deps.listen({ recording: { remote: 'r' }, ...asked }, of)).rejects.toThrow('reset');
  });

  it('deletes at a start what was kept long enough, and nothing else', async () => {
    await media.write('recordings', 'a1-old.bin', Buffer.from('x'));
    await media.write('recordings', 'a1-new.bin', Buffer.from('x'));
    writeFileSync(join(dir, 'recordings', '.gitkeep'), '');
    const then = (Date.now() - retention - 60_000) / 1000;
    for (const name of ['a1-old.bin', '.gitkeep']) utimesSync(join(dir, 'recordings', name), then, then);
    await open();
    expect(readdirSync(join(dir, 'recordings')).sort()).toEqual(['.gitkeep', 'a1-new.bin']);
  });
});
