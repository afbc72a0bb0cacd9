import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calibrationSchema } from '../../../../bot/providers/phonemes/calibration.js';
import { packagedFiles } from '../../../../bot/providers/phonemes/files.js';
import { readingOf } from '../../../../bot/providers/phonemes/reading.js';
import { soundNamed } from '../../../../bot/providers/phonemes/phones.js';

const text = readFileSync(join(packagedFiles().model, 'calibration.json'), 'utf8');
const calibration = calibrationSchema.parse(JSON.parse(text));

/** How surely a text was read whose words were said so surely. */
function match(said: readonly number[], read: number): number {
  const sounds = [soundNamed('AA1')];
  const words = said.map(() => ({ text: 'ah', ways: [[[sounds]]] }));
  const aligned = said.map((_, n) => ({
    text: n,
    sounds,
    variant: 0,
    spans: [[n, n + 1] as const],
    goodness: 0,
  }));
  const scores = said.map((one) => ({ accuracy: 8, stress: 10, total: 8, said: one }));
  const raw = {
    phone: Float32Array.from(said, () => 1.8),
    words: scores,
    accuracy: 8,
    fluency: 8,
    prosodic: 8,
  };
  return readingOf(words, aligned, { ...raw, total: 8, read }, calibration).match;
}

describe('whether a text was read and not another one', () => {
  const least = calibration.thresholds.text_read.at_least;

  it('is decided by what its threshold was fitted on: how surely its words were said, in the mean', () => {
    expect(match([least, least], 0)).toBeCloseTo(0.5);
    expect(match([least - 0.1, least - 0.1], 1)).toBeLessThan(0.5);
    expect(match([1, 2 * least - 1 + 0.02], 0)).toBeGreaterThan(0.5);
  });

  it('holds where a word of several was left out', () => {
    expect(match([0.98, 0.98, 0.05, 0.97, 0.99], 0.01)).toBeGreaterThan(0.5);
    expect(match([0.05, 0.02, 0.6, 0.04, 0.02], 0.01)).toBeLessThan(0.5);
  });
});
