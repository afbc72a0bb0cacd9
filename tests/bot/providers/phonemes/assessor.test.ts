import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Assessor } from '../../../../bot/providers/phonemes/assessor.js';
import { packagedFiles } from '../../../../bot/providers/phonemes/files.js';
import { Model } from '../../../../bot/providers/phonemes/model.js';
import { decoded } from './recording.js';

const folder = fileURLToPath(new URL('fixtures', import.meta.url));
const name = '030230018';
const { text } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { text: string };
const samples = await decoded(join(folder, `${name}.flac`));
const assessor = await Assessor.open(packagedFiles());

describe('known answers', () => {
  afterEach(() => vi.restoreAllMocks());

  it('compete by their sounds alone: only the winner is judged', async () => {
    const judge = vi.spyOn(Model.prototype, 'judge');
    const others = ['YES PLEASE', 'NO THANK YOU', 'IT IS IN THE KITCHEN', 'I HAVE NEVER SEEN IT'];
    expect((await assessor.pick(samples, [...others, text])).option).toBe(others.length);
    expect(judge).toHaveBeenCalledTimes(1);
  });

  it('are none of them where there are none, or none fits', async () => {
    expect(await assessor.pick(samples, [])).toEqual({ confidence: 1 });
    expect(await assessor.pick(samples.slice(0, 3_200), ['I HAVE NEVER SEEN IT'])).toEqual({ confidence: 1 });
    expect(await assessor.pick(new Float32Array(0), ['YES'])).toEqual({ confidence: 1 });
  });
});

describe('a recording', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is looked at as far as the model was measured, a minute', async () => {
    const hear = vi.spyOn(Model.prototype, 'hear');
    expect(await assessor.assess(new Float32Array(62 * 16_000), [assessor.english.read(text)])).toEqual([
      undefined,
    ]);
    expect(hear).not.toHaveBeenCalled();
    const minute = Float32Array.from({ length: 60 * 16_000 }, (_, at) => samples[at % samples.length] ?? 0);
    const [found] = await assessor.assess(minute, [assessor.english.read(text)]);
    expect(hear).toHaveBeenCalledOnce();
    expect(found?.words).toHaveLength(text.split(' ').length);
  });
});
