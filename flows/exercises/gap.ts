import { z } from 'zod';
import type { Exercise } from './exercise.js';
import { difficulty, explanation, line, stepId } from './fields.js';
import { gradeGap, keyOf } from './gap-grade.js';
import { fill } from './gap-key.js';
import { paragraphs } from './lines.js';
import {
  authoredHint,
  checkPatterns,
  hints,
  localisePatterns,
  near,
  patternMisfits,
  patterns,
  patternsRequired,
  patternTexts,
  shownExplanation,
} from './pattern-fields.js';
import { knownAnswers } from './spoken-answers.js';

const schema = z
  .strictObject({
    id: stepId,
    kind: z.literal('gap'),
    ask: line(160)
      .refine((ask) => ask.match(/_{3,}/g)?.length === 1, 'exactly one gap, written ___')
      .describe('An English sentence with one gap, written ___.'),
    accept: patterns.describe('What fills the gap, as patterns; the first is shown as the solution.'),
    near: near.optional(),
    hints,
    explanation: explanation.optional(),
    b: difficulty.optional(),
  })
  .superRefine(checkPatterns);

const sidecar = z.strictObject(patternTexts);

export type GapStep = z.infer<typeof schema>;
type GapTexts = z.infer<typeof sidecar>;

/** A sentence with something missing, to be typed alone or with the whole sentence. */
export const gap = {
  kind: 'gap',
  schema,
  sidecar,
  required: (step) => patternsRequired(step),
  misfits: (step, texts) => patternMisfits(step, texts),
  localise: (step, texts) => localisePatterns(step, texts),
  present: (step) => ({ lines: paragraphs(step.ask, 'english') }),
  answering: {
    skill: 'grammar',
    instruction: { say: 'gap.instruction' },
    unclear: (variant) => ({ say: 'gap.unclear', variant }),
    grade: gradeGap,
    hears: ({ ask, accept, near }) => knownAnswers(accept, near, (answer) => fill(ask, answer)),
    hint: (step, n) => authoredHint(step, n),
    key: keyOf,
    // In its sentence: a word alone teaches little.
    solution: (step) => fill(step.ask, `*${keyOf(step)}*`),
    explanation: (step) => shownExplanation(step),
  },
} satisfies Exercise<GapStep, GapTexts>;
