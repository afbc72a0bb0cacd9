import { z } from 'zod';
import { tidy } from '../scoring/normalise.js';
import { expand, maxExpansions } from '../scoring/patterns.js';
import type { Exercise } from './exercise.js';
import { difficulty, explanation, line, type Misfit, pattern, stepId, surplus } from './fields.js';
import { gradeGap, keyOf } from './gap-grade.js';
import { fill } from './gap-key.js';
import { keepBlanks, paragraphs } from './lines.js';

const hints = z
  .array(line(120))
  .min(1, 'at least one hint')
  .max(4, 'at most four hints')
  .describe('From vague to specific; one is shown after each miss.');

const schema = z
  .strictObject({
    id: stepId,
    kind: z.literal('gap'),
    ask: line(160)
      .refine((ask) => ask.match(/_{3,}/g)?.length === 1, 'exactly one gap, written ___')
      .describe('An English sentence with one gap, written ___.'),
    accept: z
      .array(pattern)
      .min(1)
      .max(20)
      .describe('What fills the gap, as patterns; the first is shown as the solution.'),
    near: z
      .record(pattern, line(200))
      .refine((near) => Object.keys(near).length <= 12, 'at most twelve')
      .optional()
      .describe('Feedback to wrong answers you foresee, by pattern.'),
    hints,
    explanation: explanation.optional(),
    b: difficulty.optional(),
  })
  .superRefine((step, context) => {
    const accepted = step.accept.flatMap(expand);
    if (accepted.length > maxExpansions) {
      const message = `together they stand for ${accepted.length} answers, at most ${maxExpansions}`;
      context.addIssue({ code: 'custom', path: ['accept'], message });
    }
    const tidied = new Set(accepted.map(tidy));
    for (const key of Object.keys(step.near ?? {})) {
      const both = expand(key).find((answer) => tidied.has(tidy(answer)));
      if (both === undefined) continue;
      const message = `"${both}" is accepted as well: it cannot be both`;
      context.addIssue({ code: 'custom', path: ['near', key], message });
    }
  });

const sidecar = z.strictObject({
  near: z.record(z.string().max(200), line(200)).optional().describe('By the same patterns as in the step.'),
  hints: hints.optional(),
  explanation: explanation.optional(),
});

export type GapStep = z.infer<typeof schema>;
type GapTexts = z.infer<typeof sidecar>;

/** A sentence with something missing, to be typed alone or with the whole sentence. */
export const gap = {
  kind: 'gap',
  schema,
  sidecar,
  required: (step) => [
    'hints',
    ...(step.near === undefined ? [] : ['near']),
    ...(step.explanation === undefined ? [] : ['explanation']),
  ],
  misfits,
  localise: (step, texts) => ({
    ...step,
    hints: step.hints.map((hint, n) => texts.hints?.[n] ?? hint),
    ...(step.near !== undefined && { near: translated(step.near, texts.near) }),
    ...(step.explanation !== undefined && { explanation: texts.explanation ?? step.explanation }),
  }),
  present: (step) => ({ lines: paragraphs(step.ask, 'english') }),
  answering: {
    skill: 'grammar',
    instruction: { say: 'gap.instruction' },
    unclear: (variant) => ({ say: 'gap.unclear', variant }),
    grade: gradeGap,
    hint: (step, n) => (step.hints[n] === undefined ? undefined : keepBlanks(step.hints[n])),
    key: keyOf,
    // In its sentence: a word alone teaches little.
    solution: (step) => fill(step.ask, `*${keyOf(step)}*`),
    explanation: (step) => (step.explanation === undefined ? undefined : keepBlanks(step.explanation)),
  },
} satisfies Exercise<GapStep, GapTexts>;

function translated(
  near: Record<string, string>,
  texts: Record<string, string> = {},
): Record<string, string> {
  return {
    ...near,
    ...Object.fromEntries(Object.entries(texts).filter(([key]) => Object.hasOwn(near, key))),
  };
}

function misfits(step: GapStep, texts: GapTexts): Misfit[] {
  const found = surplus(step, texts, ['near', 'explanation']);
  if (texts.hints !== undefined && texts.hints.length !== step.hints.length) {
    const message = `${texts.hints.length} hints, the step has ${step.hints.length}`;
    found.push({ path: ['hints'], message });
  }
  if (texts.near === undefined || step.near === undefined) return found;
  for (const key of Object.keys(texts.near)) {
    if (!Object.hasOwn(step.near, key)) {
      found.push({ path: ['near', key], message: 'the step has no such answer under `near`' });
    }
  }
  for (const key of Object.keys(step.near)) {
    if (!Object.hasOwn(texts.near, key)) {
      found.push({ path: ['near'], message: `feedback to "${key}" is not here` });
    }
  }
  return found;
}
