import { z } from 'zod';

const scale = z
  .object({ raw: z.array(z.number()).min(2), shown: z.array(z.number().min(0).max(100)).min(2) })
  .refine(({ raw, shown }) => raw.length === shown.length && ascending(raw) && ascending(shown), {
    message: 'two ascending lists of one length',
  });

const threshold = z.object({ at_least: z.number().min(0).max(1) });

/** calibration.json: from the model's raw scores to what is shown (scripts/pronunciation/RUNTIME.md, 7). */
export const calibrationSchema = z.object({
  scales: z.object({
    phone: scale,
    word_accuracy: scale,
    word_total: scale,
    accuracy: scale,
    fluency: scale,
    prosodic: scale,
    total: scale,
  }),
  thresholds: z.object({
    /** null: at no threshold is the model right seven times in ten. */
    phone_error: z.object({ below: z.number() }).nullable(),
    word_said: threshold,
    text_read: threshold,
  }),
});

export type Calibration = z.infer<typeof calibrationSchema>;
export type Scale = Calibration['scales']['phone'];

/** Piecewise linear, constant beyond the ends. */
export function shown({ raw, shown: to }: Scale, value: number): number {
  const after = raw.findIndex((edge) => edge >= value);
  if (after < 0) return to.at(-1) ?? 0;
  const [left = 0, right = 0] = [raw[after - 1] ?? raw[after], raw[after]];
  const [low = 0, high = 0] = [to[after - 1] ?? to[after], to[after]];
  return right > left ? low + ((high - low) * (value - left)) / (right - left) : high;
}

/** A probability so that .5 is where the decision lies. @param least 0..1: from which on it counts */
export function certainty(probability: number, least: number): number {
  if (probability < least) return (0.5 * probability) / least;
  return least >= 1 ? 1 : 0.5 + (0.5 * (probability - least)) / (1 - least);
}

function ascending(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value >= (values[index - 1] ?? -Infinity));
}
