import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { align } from '../../../../bot/providers/phonemes/align.js';
import { packagedFiles } from '../../../../bot/providers/phonemes/files.js';
import { Model } from '../../../../bot/providers/phonemes/model.js';
import { phoneNames, soundNamed } from '../../../../bot/providers/phonemes/phones.js';
import { decoded } from './recording.js';

const folder = fileURLToPath(new URL('fixtures', import.meta.url));

/** What the training side says about a recording (scripts/pronunciation/RUNTIME.md, 8). */
const fixtureSchema = z.object({
  audio: z.string(),
  words: z.array(z.object({ text: z.string(), variants: z.array(z.array(z.string())) })),
  first_frame: z.array(z.number()),
  variants: z.array(z.number()),
  spans: z.array(z.tuple([z.number(), z.number()])),
  phone: z.array(z.number()),
  word: z.array(z.array(z.number())),
  sentence: z.array(z.number()),
});

const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name, fixtureSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))] as const);
const model = await Model.open((name) => join(packagedFiles().model, name));

function near(found: ArrayLike<number>, expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  const apart = expected.map((value, index) => Math.abs(value - (found[index] ?? Infinity)));
  expect(Math.max(...apart)).toBeLessThan(1e-3);
}

describe('the model at run time', () => {
  it('names the phones as the training side does', () => {
    const names: unknown = JSON.parse(readFileSync(join(packagedFiles().model, 'phones.json'), 'utf8'));
    expect(names).toEqual(phoneNames);
  });

  it('has recordings to be compared on', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(4);
  });

  it.each(fixtures)('says of %s what the training side says', async (_, fixture) => {
    const sounded = await model.hear(await decoded(join(folder, fixture.audio)));
    near(sounded.scores.subarray(0, sounded.width), fixture.first_frame);
    const words = fixture.words.map(({ text, variants }) => ({
      text,
      ways: [[variants.map((names) => names.map(soundNamed))]],
    }));
    const aligned = align(sounded.scores, sounded.width, words)?.words ?? [];
    expect(aligned.map(({ variant }) => variant)).toEqual(fixture.variants);
    expect(aligned.flatMap(({ spans }) => spans)).toEqual(fixture.spans);
    const raw = await model.judge(sounded, aligned);
    near(raw.phone, fixture.phone);
    near(
      raw.words.flatMap(({ accuracy, stress, total, said }) => [accuracy, stress, total, said]),
      fixture.word.flat(),
    );
    near([raw.accuracy, raw.fluency, raw.prosodic, raw.total, raw.read], fixture.sentence);
  });
});
