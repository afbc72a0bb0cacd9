import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packagedFiles } from '../../../../bot/providers/phonemes/files.js';
import { Phonemes } from '../../../../bot/providers/phonemes/phonemes.js';
import { startThread } from '../../../../bot/system/threads.js';
import { pronouncerContract, type Spoken } from '../../../contracts/pronouncer.js';
import { decoded } from './recording.js';

const folder = fileURLToPath(new URL('fixtures', import.meta.url));
const worker = new URL('../../../../bot/providers/phonemes/worker.js', import.meta.url);
const other = 'THE YELLOW UMBRELLA WAS MUCH TOO EXPENSIVE';

/** Committed recordings whose text was read as it stands. */
async function recordings(): Promise<Spoken[]> {
  const names = ['000060083', '030230018'];
  return Promise.all(
    names.map(async (name) => {
      const { text } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { text: string };
      return { samples: await decoded(join(folder, `${name}.flac`)), text, other };
    }),
  );
}

pronouncerContract('our own model', async () => ({
  pronouncer: new Phonemes({ patience: 60_000 }),
  spoken: await recordings(),
}));

describe('our own model', () => {
  it('is not there where its files are not', () => {
    const files = { ...packagedFiles(), model: folder };
    expect(new Phonemes({ files }).any).toBe(false);
  });

  it('is not loaded before it is needed, is shared by all, and ends when nobody needs it', async () => {
    const [{ samples, text }] = (await recordings()) as [Spoken];
    const [started, codes]: number[][] = [[], []];
    const start = () => {
      started?.push(1);
      const thread = startThread(worker, packagedFiles());
      return thread.on('exit', (code) => codes?.push(code));
    };
    const phonemes = new Phonemes({ patience: 60_000, start });
    expect(started).toEqual([]);
    const readings = await Promise.all([1, 2, 3, 4].map(() => phonemes.read(samples, text)));
    expect(started?.length).toBeLessThanOrEqual(2);
    for (const reading of readings) expect(reading).toEqual(readings[0]);
    await phonemes.stop();
    expect(codes).toEqual(started?.map(() => 0));
    await expect(phonemes.read(samples, text)).rejects.toThrow('stopped');
  });

  it('refuses a call under way when it is stopped', async () => {
    const [{ samples, text }] = (await recordings()) as [Spoken];
    const phonemes = new Phonemes();
    const [reading] = await Promise.allSettled([phonemes.read(samples, text), phonemes.stop()]);
    expect(reading.status).toBe('rejected');
  });

  it('says that it cannot be loaded where its files are broken', async () => {
    const phonemes = new Phonemes({ files: { model: folder, english: folder }, patience: 60_000 });
    await expect(phonemes.read(new Float32Array(16_000), 'hello')).rejects.toThrow();
    await phonemes.stop();
  });
});
