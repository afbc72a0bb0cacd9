import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { programs } from '../../../bot/speech/audio-program.js';
import { Scratch } from '../../../bot/speech/audio-scratch.js';
import { Slots } from '../../../bot/system/slots.js';
import { rate } from '../../../bot/speech/audio-forms.js';
import { Audio } from '../../../bot/speech/audio.js';
import { oggStream } from '../../../bot/speech/ogg.js';
import { isMonoOpus } from '../../../bot/speech/opus.js';
import { at, audioIn, dice, noises, wav } from '../../support/sounds.js';

const dir = mkdtempSync(join(tmpdir(), 'parley-audio-'));
const path = (name: string): string => join(dir, name);
const audio = audioIn(dir);
const { signal } = new AbortController();
const decode = async (name: string, limit = 60) => audio.decode(path(name), { limit, signal });
const write = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(path(name), bytes);
  return name;
};

const seconds = 2.5;
/** What people send, and how it is made here; AMR, which not every ffmpeg can write, is a recording. */
const forms: Readonly<Record<string, readonly string[]>> = {
  'telegram.ogg': ['-c:a', 'libopus', '-b:a', '24k'],
  'vorbis.ogg': ['-c:a', 'libvorbis'],
  'note.mp3': ['-ar', '44100', '-c:a', 'libmp3lame'],
  'iphone.m4a': ['-ar', '44100', '-c:a', 'aac'],
  'stream.aac': ['-c:a', 'aac'],
  'safari.mp4': ['-c:a', 'aac', '-movflags', '+faststart'],
  'chrome.webm': ['-c:a', 'libopus', '-live', '1'],
  'plain.wav': ['-c:a', 'pcm_s16le'],
  'two-sided.ogg': ['-ac', '2', '-c:a', 'libopus'],
  'studio.wav': ['-ac', '2', '-ar', '48000', '-c:a', 'pcm_s24le'],
  'phone.wav': ['-ar', '8000', '-c:a', 'pcm_mulaw'],
  'plain.flac': ['-c:a', 'flac'],
};
/** Two seconds of speechocean762 (Zhang et al. 2021, free for any use), utterance 000010011. */
const amr = join(import.meta.dirname, 'fixtures/note.amr');

function ffmpeg(...args: string[]): void {
  const [program] = programs();
  const { status, stderr } = spawnSync(program?.path ?? 'ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);
  if (status !== 0) throw new Error(stderr.toString());
}

beforeAll(() => {
  write('source.wav', wav(at(-20, noises.pink(seconds, dice(1)))));
  ffmpeg('-i', path('source.wav'), ...Object.entries(forms).flatMap(([name, how]) => [...how, path(name)]));
  const picture = ['-f', 'lavfi', '-i', 'color=red:size=64x64:duration=2.5'];
  ffmpeg(...picture, '-i', path('source.wav'), '-c:a', 'aac', '-pix_fmt', 'yuv420p', path('round.mp4'));
  ffmpeg(...picture, '-pix_fmt', 'yuv420p', path('mute.mp4'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('decoding', () => {
  it.each([...Object.keys(forms), 'round.mp4'])('hears %s whole, at 16 kHz', async (name) => {
    const { samples, trouble, seconds: long } = await decode(name);
    expect(trouble).toBeUndefined();
    expect(Math.abs(long - seconds)).toBeLessThan(0.2);
    expect(samples).toHaveLength(long * rate);
    const power = samples.reduce((all, value) => all + value * value, 0) / samples.length;
    expect(10 * Math.log10(power)).toBeGreaterThan(-26);
    expect(10 * Math.log10(power)).toBeLessThan(-14);
  });

  it('hears AMR', async () => {
    const { trouble, seconds: long } = await audio.decode(amr, { limit: 60, signal });
    expect(trouble).toBeUndefined();
    expect(long).toBeGreaterThan(1);
  });

  it.each(['chrome.webm', 'telegram.ogg', 'iphone.m4a', 'studio.wav', 'two-sided.ogg'])(
    'writes it as mono Ogg/Opus as well, by the same run: %s',
    async (name) => {
      const { samples } = await audio.decode(path(name), { limit: 60, signal, ogg: path('both.ogg') });
      const bytes = readFileSync(path('both.ogg'));
      const { cut, seconds: long = 0 } = oggStream(bytes);
      expect(cut).toBe(false);
      expect(Math.abs(long - seconds)).toBeLessThan(0.2);
      expect(isMonoOpus(bytes)).toBe(true);
      expect(Math.abs((await decode('both.ogg')).samples.length - samples.length)).toBeLessThan(0.1 * rate);
    },
  );

  it('keeps mono Opus as it came, and nothing of what else is in the file', async () => {
    const titles = ['-metadata', 'title=Where I live', '-metadata', 'comment=48.2,16.4'];
    ffmpeg('-i', path('source.wav'), '-c:a', 'libopus', '-b:a', '24k', ...titles, path('titled.ogg'));
    expect(readFileSync(path('titled.ogg'), 'latin1')).toContain('Where I live');
    const { samples } = await audio.decode(path('titled.ogg'), { limit: 60, signal, ogg: path('kept.ogg') });
    expect(readFileSync(path('kept.ogg'), 'latin1')).not.toMatch(/Where I live|48\.2,16\.4/);
    // Encoded anew it would sound another way.
    expect((await decode('kept.ogg')).samples).toEqual(samples);
  });

  it('makes anew what takes more than notes do', async () => {
    ffmpeg('-i', path('source.wav'), '-c:a', 'libopus', '-b:a', '256k', '-vbr', 'off', path('heavy.ogg'));
    const large = readFileSync(path('heavy.ogg')).length;
    await audio.decode(path('heavy.ogg'), { limit: 5, signal, ogg: path('light.ogg') });
    expect(readFileSync(path('light.ogg')).length).toBeLessThan(large / 4);
  });

  it('takes what is as long as the limit, and a little more, and nothing that is longer', async () => {
    expect((await decode('plain.wav', 2.2)).trouble).toBeUndefined();
    expect(await decode('plain.wav', 1)).toMatchObject({ trouble: 'long', samples: new Float32Array(0) });
  });

  it('holds no more of a long recording in memory than its limit', async () => {
    // Six hours of silence are two megabytes of FLAC, and would be a gigabyte of samples.
    ffmpeg('-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-t', '3600', '-c:a', 'flac', path('hour.flac'));
    const { trouble, samples, seconds: long } = await decode('hour.flac', 60);
    expect(trouble).toBe('long');
    expect(samples).toHaveLength(0);
    expect(long).toBeGreaterThan(60);
  });

  it('calls what holds less than half a second short', async () => {
    write('tap.wav', wav(noises.white(0.4, dice(2))));
    expect((await decode('tap.wav')).trouble).toBe('short');
    write('none.wav', wav(new Float32Array(0)));
    expect((await decode('none.wav')).trouble).toMatch(/short|broken|notAudio/);
  });

  it('opens nothing over 20 MB', async () => {
    copyFileSync(path('plain.wav'), path('large.wav'));
    truncateSync(path('large.wav'), 21 * 1024 * 1024);
    expect((await decode('large.wav')).trouble).toBe('large');
  });

  it('is deaf without a program', async () => {
    const deaf = new Audio([], new Scratch(dir));
    expect(deaf.any).toBe(false);
    expect((await deaf.decode(path('plain.wav'), { limit: 9, signal })).trouble).toBe('deaf');
  });

  it('goes on with the next program where one was built without what is needed', async () => {
    const lame = write('lame.sh', '#!/bin/sh\necho "Unknown encoder \'libopus\'" >&2\nexit 1\n');
    chmodSync(path(lame), 0o755);
    const both = new Audio([{ path: path(lame), from: 'system' }, ...programs()], new Scratch(dir));
    expect((await both.decode(path('plain.wav'), { limit: 9, signal })).trouble).toBeUndefined();
  });

  it('keeps to its program whatever the title of a recording says of it', async () => {
    const said = [
      "Unknown encoder 'libopus'",
      "Unrecognized option 'x'",
      'x: error while loading shared libraries: y',
    ];
    const [best] = programs();
    const both = new Audio(
      [...(best ? [best] : []), { path: path('gone'), from: 'package' }],
      new Scratch(dir),
    );
    const titled = said.flatMap((what, n) => [
      '-metadata',
      `${['title', 'artist', 'comment'][n]}=${what}\n${what}`,
    ]);
    ffmpeg('-i', path('plain.wav'), ...titled, path('titled.flac'));
    for (let n = 0; n < 2; n += 1)
      expect((await both.decode(path('titled.flac'), { limit: 9, signal })).trouble).toBeUndefined();
  });
});

describe('a recording that breaks off', () => {
  const lengths = ['plain.wav', 'telegram.ogg', 'iphone.m4a', 'safari.mp4', 'plain.flac', 'round.mp4'];
  it.each(lengths)(
    'is known by its length: %s at every tenth',
    async (name) => {
      const bytes = readFileSync(path(name));
      for (let tenth = 1; tenth < 10; tenth += 1) {
        write('cut', bytes.subarray(0, Math.floor((bytes.length * tenth) / 10)));
        const { trouble, seconds: heard } = await decode('cut');
        // What is missing in the end may be less than a last packet.
        expect(trouble === undefined ? heard : trouble).toSatisfy(
          (found: unknown) => found === 'broken' || Number(found) > seconds - 0.25,
        );
      }
    },
    120_000,
  );

  it.each(['note.mp3', 'chrome.webm', 'stream.aac', 'vorbis.ogg'])(
    'is never heard as more than there is: %s',
    async (name) => {
      const bytes = readFileSync(path(name));
      for (const tenth of [1, 4, 7]) {
        write('cut', bytes.subarray(0, Math.floor((bytes.length * tenth) / 10)));
        const { trouble, seconds: long } = await decode('cut');
        expect([undefined, 'broken', 'short', 'notAudio']).toContain(trouble);
        expect(long).toBeLessThanOrEqual((seconds * (tenth + 1)) / 10 + 0.3);
      }
    },
    120_000,
  );
});

describe('what somebody hostile sends', () => {
  const random = (bytes: number): Buffer => {
    const roll = dice(bytes);
    return Buffer.from(Array.from({ length: bytes }, () => Math.floor(roll() * 256)));
  };
  const secret = join(dir, 'secret.wav');

  it.each<[string, () => Uint8Array | string]>([
    ['zero bytes', () => ''],
    ['one byte', () => 'O'],
    ['a page', () => '<!doctype html><script>alert(1)</script>'],
    ['a drawing', () => `<svg xmlns="http://www.w3.org/2000/svg"><image href="file://${secret}"/></svg>`],
    [
      'an HLS playlist',
      () => `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\nfile://${secret}\n#EXT-X-ENDLIST\n`,
    ],
    ['a script of files', () => `ffconcat version 1.0\nfile '${secret}'\n`],
    ['a session description', () => 'v=0\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n'],
    ['random bytes', () => random(5_000)],
    ['a video without sound', () => readFileSync(path('mute.mp4'))],
    ['random bytes that begin as Ogg', () => Buffer.concat([Buffer.from('OggS'), random(5_000)])],
    [
      'random bytes that begin as Matroska',
      () => Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), random(5_000)]),
    ],
    ['random bytes that begin as FLAC', () => Buffer.concat([Buffer.from('fLaC'), random(5_000)])],
    [
      'random bytes that begin as MP4',
      () => Buffer.concat([Buffer.from('\0\0\0\x1cftypisom'), random(5_000)]),
    ],
    [
      'a playlist behind a header of WAV',
      () => Buffer.concat([wav(new Float32Array(0)), Buffer.from(`#EXTM3U\n${secret}`)]),
    ],
    ['a playlist behind the mark of MP3', () => `ID3\x04\0\0\0\0\0\0#EXTM3U\nfile://${secret}\n`],
  ])('is no sound: %s', async (_, bytes) => {
    copyFileSync(path('plain.wav'), secret);
    write('hostile', bytes());
    const { trouble, samples } = await decode('hostile');
    expect(['notAudio', 'broken', 'short']).toContain(trouble);
    expect(samples).toHaveLength(0);
  });

  it.each([
    ['one bit a sample', 34, 1],
    ['sixty-four thousand channels', 22, 65_535],
    ['a rate of nothing', 24, 0],
  ])('is survived: a header of WAV with %s', async (_, offset, value) => {
    const bytes = wav(noises.white(1, dice(3)));
    bytes.writeUInt16LE(value, offset);
    write('header.wav', bytes);
    const { samples } = await decode('header.wav');
    expect(samples.length).toBeLessThanOrEqual(62 * rate);
  });

  it('claims hours, and is heard for what it is', async () => {
    const bytes = wav(noises.pink(1, dice(4)));
    bytes.writeUInt32LE(0xffff_ffff, 4);
    bytes.writeUInt32LE(0xffff_ffff, 40);
    write('claims.wav', bytes);
    expect(await decode('claims.wav')).toMatchObject({ seconds: 1 });
    bytes.writeUInt32LE(0x1000_0000, 40);
    write('claims.wav', bytes);
    expect((await decode('claims.wav')).trouble).toBe('broken');
  });
});

describe('a voice that is sent', () => {
  it('is Ogg/Opus of the same length', async () => {
    const { samples } = await decode('plain.wav');
    const voice = await audio.encode(samples, signal);
    expect(Math.abs(voice.seconds - seconds)).toBeLessThan(0.1);
    write('voice.ogg', voice.bytes);
    expect((await decode('voice.ogg')).trouble).toBeUndefined();
  });

  it('is made to fit, at a lower rate', async () => {
    const sound = readFileSync(path('studio.wav'));
    const large = await audio.toVoice(sound, 512 * 1024, signal);
    const small = await audio.toVoice(sound, Math.floor(large.bytes.length / 2), signal);
    expect(small.bytes.length).toBeLessThanOrEqual(large.bytes.length / 2);
    expect(small.seconds).toBeCloseTo(large.seconds, 1);
    await expect(audio.toVoice(sound, 300, signal)).rejects.toThrow('do not fit');
    await expect(audio.toVoice(Buffer.from('no sound'), 9_999, signal)).rejects.toThrow('no sound');
  });
});

describe.skipIf(process.platform !== 'linux')('a run that is no longer wanted', () => {
  const running = (): string[] =>
    readdirSync('/proc').filter((pid) => {
      try {
        return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(path('hours.flac'));
      } catch {
        return false;
      }
    });

  it('is killed, and leaves its place to the next', async () => {
    ffmpeg('-f', 'lavfi', '-i', 'anoisesrc=r=48000', '-t', '90', '-c:a', 'flac', path('hours.flac'));
    const gone = new AbortController();
    const asked = { limit: 170, signal: gone.signal, ogg: path('hours.ogg') };
    const three = [1, 2, 3].map(async () => audio.decode(path('hours.flac'), asked));
    const ended = Promise.allSettled(three);
    await vi.waitUntil(() => running().length > 0, { timeout: 300_000, interval: 5 });
    // Two at once: the third waits for a place.
    expect(running().length).toBeLessThanOrEqual(2);
    gone.abort(new Error('stopped'));
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await vi.waitUntil(() => running().length === 0, { timeout: 300_000, interval: 5 });
    expect((await decode('plain.wav')).trouble).toBeUndefined();
  });
});

describe('places', () => {
  it('are as many as there are, in order but for who is nearly done, and left by who gives up', async () => {
    const slots = new Slots(1);
    const order: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = slots.hold(signal, async () => held);
    const gone = new AbortController();
    const second = slots.hold(gone.signal, async () => order.push('second'));
    const third = slots.hold(signal, async () => order.push('third'));
    const ahead = slots.hold(signal, async () => order.push('ahead'), 'first');
    gone.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    expect(order).toEqual([]);
    release();
    await Promise.all([first, third, ahead]);
    expect(order).toEqual(['ahead', 'third']);
    await slots.hold(signal, async () => order.push('fourth'));
    expect(order).toEqual(['ahead', 'third', 'fourth']);
  });
});

describe('temporary files', () => {
  it('are gone when they are no longer used, whatever happens', async () => {
    const scratch = new Scratch(dir);
    await expect(
      scratch.with(['.a', '.b'], async (a = '') => {
        writeFileSync(a, 'x');
        expect(existsSync(a)).toBe(true);
        throw new Error('failed');
      }),
    ).rejects.toThrow('failed');
    expect(readdirSync(path('tmp'))).toEqual([]);
  });

  it('of a process that was killed go at the next start; those in use stay', async () => {
    const home = path('killed');
    mkdirSync(join(home, 'tmp'), { recursive: true });
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const names = [`${child.pid}-a.in`, `${process.pid}-of-another-life.in`, 'stray'];
    for (const name of names) writeFileSync(join(home, 'tmp', name), 'x');
    const scratch = new Scratch(home);
    await scratch.with(['.mine'], async (mine = '') => {
      writeFileSync(mine, 'x');
      await scratch.sweep();
      expect(readdirSync(join(home, 'tmp'))).toHaveLength(2);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await scratch.sweep();
      expect(readdirSync(join(home, 'tmp')).map((name) => join(home, 'tmp', name))).toEqual([mine]);
    });
    // Longer than any call takes: nobody's, although its process lives.
    writeFileSync(join(home, 'tmp', `${process.ppid}-old.in`), 'x');
    await scratch.sweep(Date.now() + 2 * 3_600_000);
    expect(readdirSync(join(home, 'tmp'))).toEqual([]);
  });
});

describe('programs', () => {
  it('are the system’s first, then ours, and only those that can be run', () => {
    const bin = path('bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'ffmpeg'), '');
    expect(programs(bin).map(({ from }) => from)).toEqual(['package']);
    chmodSync(join(bin, 'ffmpeg'), 0o755);
    const found = programs(['', '/nowhere', bin].join(delimiter));
    expect(found[0]).toEqual({ path: join(bin, 'ffmpeg'), from: 'system' });
    expect(found.map(({ from }) => from)).toEqual(['system', 'package']);
  });
});
