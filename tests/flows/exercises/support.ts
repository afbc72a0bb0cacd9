import type { z } from 'zod';
import type { GradingAid } from '../../../flows/exercises/exercise.js';
import { englishIn } from '../scoring/english.js';

/** The aid with which a text is graded, its English words looked up as the engine does. */
export function aid(text = '', more: Partial<GradingAid> = {}): GradingAid {
  return { seed: 1, tried: [], again: false, words: englishIn(text), forgiven: [], ...more };
}

/** `field: message` of everything a schema has against a value. */
export function faults(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}
