import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metric, MetricName } from '../../../../flows/speech/scores.js';
import { metric, unmeasured, withOverall } from '../../../../flows/scoring/speech/metrics.js';

const names = [
  'accuracy',
  'fluency',
  'completeness',
  'prosody',
  'grammar',
  'vocabulary',
  'relevance',
] as const satisfies readonly MetricName[];

function of(...values: readonly number[]): { [M in MetricName]?: Metric } {
  const measured: { [M in MetricName]?: Metric } = {};
  for (const [n, name] of names.entries()) {
    const value = values[n];
    if (value !== undefined) measured[name] = metric(value, 'model', 0.5);
  }
  return measured;
}

describe('overall', () => {
  it.each([
    [[90, 60, 80, 70], 0.4 * 60 + 0.2 * (70 + 80 + 90)],
    [[90, 60, 80], 0.6 * 60 + 0.2 * (80 + 90)],
    [[90, 60], 0.6 * 60 + 0.4 * 90],
    [[60], 60],
    [[90, 60, 80, 70, 50], 0.4 * 50 + 0.15 * (60 + 70 + 80 + 90)],
  ])('of %j', (values, expected) => {
    expect(withOverall(of(...values)).overall).toEqual({
      value: Math.round(expected),
      source: 'scores',
      confidence: 0.5,
    });
  });

  it('never counts what nobody measured', () => {
    const some = of(90, 60);
    expect(withOverall({ ...some, prosody: unmeasured }).overall).toEqual(withOverall(some).overall);
    expect(withOverall({ accuracy: unmeasured }).overall).toEqual(unmeasured);
  });

  it('lies between the lowest and the highest, and does not depend on their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 7 }), (values) => {
        const { value } = withOverall(of(...values)).overall;
        expect(value).toBeGreaterThanOrEqual(Math.min(...values));
        expect(value).toBeLessThanOrEqual(Math.max(...values));
        expect(withOverall(of(...values.toReversed())).overall.value).toBe(value);
      }),
    );
  });

  it('is the surer the surer its parts are, the lowest counting most', () => {
    const low = metric(40, 'model', 0.2);
    const high = metric(90, 'model', 0.8);
    expect(withOverall({ accuracy: low, fluency: high }).overall.confidence).toBe(0.44);
  });
});

describe('a metric', () => {
  it('is whole and in bounds, or null', () => {
    expect(metric(104.6, 'model', 2)).toEqual({ value: 100, source: 'model', confidence: 1 });
    expect(metric(-3, 'timing', -1)).toEqual({ value: 0, source: 'timing', confidence: 0 });
    expect(metric(Number.NaN, 'model', 1)).toEqual(unmeasured);
  });
});
