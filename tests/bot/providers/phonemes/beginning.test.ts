import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { Assessor } from '../../../../bot/providers/phonemes/assessor.js';
import { packagedFiles } from '../../../../bot/providers/phonemes/files.js';
import { sampleRate } from '../../../../bot/providers/phonemes/model.js';
import type { Reading } from '../../../../flows/speech/heard.js';
import { decoded } from './recording.js';

const folder = fileURLToPath(new URL('fixtures', import.meta.url));

describe.each(['022080192', '030230018'])('a reading that stops half-way, %s', (name) => {
  const { text } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { text: string };
  let assessor: Assessor;
  let samples: Float32Array;
  let whole: Reading;

  const read = async (recording: Float32Array, of = text): Promise<Reading> => {
    const found = await assessor.read(recording, of);
    if (!found) throw new Error('nothing was read');
    return found;
  };
  const unread = ({ words }: Reading): string[] =>
    words.filter((word) => word.unread).map((word) => word.text);

  beforeAll(async () => {
    assessor = await Assessor.open(packagedFiles());
    samples = await decoded(join(folder, `${name}.flac`));
    whole = await read(samples);
  });

  it('read to its end, every word is', () => {
    expect(whole.match).toBeGreaterThan(0.5);
    expect(unread(whole)).toEqual([]);
  });

  it('is the beginning of this text, as far as it goes', async () => {
    const until = whole.words[3]?.to ?? 0;
    const half = await read(samples.slice(0, Math.round((until + 0.05) * sampleRate)));
    expect(half.match).toBeGreaterThan(0.5);
    expect(half.words.map((word) => word.text)).toEqual(whole.words.map((word) => word.text));
    // Where a word is cut at its end it may be taken for one of either side.
    expect([2, 3, 4]).toContain(unread(half).length);
    expect(half.words.slice(0, 3).every(({ said }) => said > 0.5)).toBe(true);
  });

  it('another text is no beginning of it', async () => {
    for (const other of [
      'THE YELLOW UMBRELLA WAS MUCH TOO EXPENSIVE',
      'I DON’T KNOW WHERE SHE LEFT HER KEYS',
    ]) {
      const reading = await read(samples, other);
      expect(reading.match).toBeLessThan(0.5);
      expect(unread(reading)).toEqual([]);
    }
  });

  it('two words are too few to tell', async () => {
    const until = whole.words[1]?.to ?? 0;
    const two = await read(samples.slice(0, Math.round((until + 0.05) * sampleRate)));
    expect(unread(two)).toEqual([]);
  });
});
