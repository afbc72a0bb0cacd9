import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MediaFolder } from '../../../bot/media/folder.js';
import { drawing } from '../../../bot/pictures/open.js';
import { Painter } from '../../../bot/pictures/painter.js';
import type { SentencePicture, VoicesPicture } from '../../../flows/speech/picture.js';

let dir: string;
let media: MediaFolder;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parley-pictures-'));
  media = new MediaFolder(dir);
});
afterAll(async () => rm(dir, { recursive: true, force: true }));

const noWaves = async (): Promise<Float32Array> => {
  throw new Error('a sentence has no sound');
};

const sentence = (title: string): SentencePicture => ({
  kind: 'sentence',
  title,
  language: 'es',
  words: [
    { text: 'a', error: 'None' },
    { text: 'glass', error: 'Substitution', heard: 'class' },
    { text: '<script>😀'.repeat(40), error: 'Insertion' },
  ],
});

const voices: VoicesPicture = {
  kind: 'voices',
  title: 'صوتك وصوت النموذج',
  own: { file: 'recordings/own.bin', label: 'أنت' },
  model: { file: 'speech/model.ogg', label: 'النموذج' },
  language: 'ar',
};

describe('drawing', () => {
  it('makes a PNG 1080 wide that channels take', async () => {
    const drawn = await drawing(media, noWaves)(sentence('Te oí.'), 'l1');
    const bytes = Buffer.from(await media.read(drawn.file));
    expect(drawn.file).toMatch(/^pictures\/own-l1-[0-9a-f]{40}\.png$/);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(drawn).toMatchObject({ width: 1080, bytes: bytes.length });
    expect(drawn.height).toBeGreaterThan(200);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([drawn.width, drawn.height]);
    expect(drawn.bytes).toBeLessThan(500_000);
  });

  it('draws two voices from the sounds of their files', async () => {
    const asked: string[] = [];
    const waves = async (file: string): Promise<Float32Array> => {
      asked.push(file);
      return Float32Array.from({ length: 32_000 }, (_, n) => Math.sin(n / 5));
    };
    const drawn = await drawing(media, waves)(voices, 'l1');
    expect(asked).toEqual(['recordings/own.bin', 'speech/model.ogg']);
    expect(drawn.width).toBe(1080);
  });

  it('does not draw the same twice', async () => {
    const first = await drawing(media, noWaves)(sentence('Dos veces.'), 'l1');
    const cannot = new Painter({ start: () => new Worker('process.exit(1)', { eval: true }) });
    const draw = drawing(media, noWaves, { painter: cannot });
    expect(await draw(sentence('Dos veces.'), 'l1')).toEqual(first);
    // Each learner has their own: it goes when they do.
    await expect(draw(sentence('Dos veces.'), 'l2')).rejects.toThrow('its thread ended');
    await expect(draw(sentence('Otra.'), 'l1')).rejects.toThrow('its thread ended');
  });

  it('rejects where a sound cannot be read, and writes nothing', async () => {
    const before = await readdir(join(dir, 'pictures'));
    await expect(drawing(media, noWaves)({ ...voices, title: 'x' }, 'l1')).rejects.toThrow('no sound');
    expect(await readdir(join(dir, 'pictures'))).toEqual(before);
  });
});

describe('the thread that draws', () => {
  it('is ended and made anew when a picture takes too long', async () => {
    let started = 0;
    const stuck = new Painter({
      patience: 50,
      start: () => {
        started += 1;
        return new Worker('setInterval(() => {}, 1000)', { eval: true });
      },
    });
    await expect(stuck.paint(sentence('x'))).rejects.toThrow('too long');
    await expect(stuck.paint(sentence('x'))).rejects.toThrow('too long');
    expect(started).toBe(2);
  });

  it('leaves by itself: ended in the middle of native code it would take the process with it', async () => {
    const codes: number[] = [];
    const program = `
      const { parentPort } = require('node:worker_threads');
      const busy = new Int32Array(new SharedArrayBuffer(4));
      parentPort.on('message', ({ leave }) => (leave ? parentPort.close() : Atomics.wait(busy, 0, 0, 500)));
    `;
    const start = () => new Worker(program, { eval: true }).on('exit', (code) => codes.push(code));
    await expect(new Painter({ patience: 50, start }).paint(sentence('x'))).rejects.toThrow('too long');
    await vi.waitFor(() => expect(codes).toEqual([0]), { timeout: 300_000 });
  });

  it('says what failed without repeating a text, and goes on', async () => {
    const painter = new Painter();
    await expect(painter.paint(voices)).rejects.toThrow('a picture failed: Error');
    const { width } = await painter.paint(sentence('Sigue.'));
    expect(width).toBe(1080);
  });
});
