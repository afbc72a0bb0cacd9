import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationSchema, certainty, shown } from '../../../../bot/providers/phonemes/calibration.js';

const scale = { raw: [2, 4, 4, 8], shown: [0, 50, 60, 100] };

describe('calibration', () => {
  it('is piecewise linear and constant beyond its ends', () => {
    expect([1, 2, 3, 6, 8, 9].map((value) => shown(scale, value))).toEqual([0, 0, 25, 80, 100, 100]);
  });

  it('never shows a better one as a worse one', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 15, noNaN: true }),
        fc.double({ min: -5, max: 15, noNaN: true }),
        (a, b) => {
          expect(shown(scale, Math.min(a, b))).toBeLessThanOrEqual(shown(scale, Math.max(a, b)));
        },
      ),
    );
  });

  it('puts the decision at a half', () => {
    expect([0, 0.1, 0.2, 0.6, 1].map((value) => certainty(value, 0.2))).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(certainty(0, 0)).toBe(0.5);
    expect(certainty(1, 1)).toBe(1);
  });

  it('refuses a table that goes down', () => {
    const scales = Object.fromEntries(
      ['phone', 'word_accuracy', 'word_total', 'accuracy', 'fluency', 'prosodic', 'total'].map((name) => [
        name,
        scale,
      ]),
    );
    const thresholds = { phone_error: null, word_said: { at_least: 0.5 }, text_read: { at_least: 0.5 } };
    expect(calibrationSchema.safeParse({ scales, thresholds }).success).toBe(true);
    const falling = { ...scales, total: { raw: [0, 10], shown: [100, 0] } };
    expect(calibrationSchema.safeParse({ scales: falling, thresholds }).success).toBe(false);
  });
});
