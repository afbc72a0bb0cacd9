import type { Metric, MetricName, Scores } from '../../speech/scores.js';

/** Nobody measured it. */
export const unmeasured: Metric = { value: null, source: 'none', confidence: 0 };

/**
 * @param value is rounded and kept within 0-100
 * @param confidence is kept within 0..1
 */
export function metric(value: number, source: Metric['source'], confidence: number): Metric {
  if (!Number.isFinite(value)) return unmeasured;
  const sure = Number.isFinite(confidence) ? within(confidence, 0, 1) : 0;
  return { value: Math.round(within(value, 0, 100)), source, confidence: Math.round(sure * 100) / 100 };
}

/**
 * With the overall score, built from those there are, the lowest counting most, as Azure's pronunciation assessment does:
 * ascending, four .4/.2/.2/.2, three .6/.2/.2, two .6/.4, one 1 (DESIGN §6); of five and more the lowest counts .4 and
 * the others share .6. What nobody measured never counts. Its confidence is the mean of theirs under the same weights,
 * so that a score nobody is sure of makes the whole as unsure as it weighs.
 */
export function withOverall(measured: { readonly [M in MetricName]?: Metric }): Scores {
  const there = Object.values(measured)
    .flatMap(({ value, confidence }) => (value === null ? [] : [{ value, confidence }]))
    .sort((a, b) => a.value - b.value || a.confidence - b.confidence);
  if (there.length === 0) return { ...measured, overall: unmeasured };
  const weights = weightsOf(there.length);
  const mean = (of: 'value' | 'confidence') =>
    there.reduce((sum, one, n) => sum + one[of] * (weights[n] ?? 0), 0);
  return { ...measured, overall: metric(mean('value'), 'scores', mean('confidence')) };
}

function weightsOf(count: number): number[] {
  switch (count) {
    case 1:
      return [1];
    case 2:
      return [0.6, 0.4];
    case 3:
      return [0.6, 0.2, 0.2];
    default:
      return [0.4, ...Array.from({ length: count - 1 }, () => 0.6 / (count - 1))];
  }
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
