import { z } from 'zod';
import { gradeDictation } from './dictation-grade.js';
import type { Exercise } from './exercise.js';
import { difficulty, explanation, plainLine, stepId } from './fields.js';
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
import { inWriting } from './pieces.js';

const schema = z
  .strictObject({
    id: stepId,
    kind: z.literal('dictation'),
    say: plainLine(120).describe('What is heard and written down.'),
    accept: patterns
      .optional()
      .describe('Other right ways to write it, as patterns: *half past six* and *6:30*.'),
    near: near.optional(),
    hints: hints.optional(),
    explanation: explanation.optional(),
    b: difficulty.optional(),
  })
  .superRefine((step, context) => {
    checkPatterns({ near: step.near, accept: [asPattern(step.say), ...(step.accept ?? [])] }, context);
  });

const sidecar = z.strictObject(patternTexts);

export type DictationStep = z.infer<typeof schema>;
type DictationTexts = z.infer<typeof sidecar>;

/** Something to be heard and written down. */
export const dictation = {
  kind: 'dictation',
  schema,
  sidecar,
  required: (step) => patternsRequired(step),
  misfits: (step, texts) => patternMisfits(step, texts),
  localise: (step, texts) => localisePatterns(step, texts),
  present: ({ say }, aid) => ({
    lines: [{ say: 'dictation.listen', ...(aid.again && { variant: 1 }) }],
    speaks: {
      text: say,
      ...(aid.slow && { emphasised: true as const }),
      instead: { say: 'aloud.noSound' },
    },
  }),
  aloud: {
    needs: () => ['ears'],
    instead: ({ id, say }) => inWriting(id, say),
  },
  answering: {
    skill: 'listening',
    unclear: (variant) => ({ say: 'dictation.unclear', variant }),
    slower: { say: 'action.slower' },
    hears: ({ say }) => ({ options: [say] }),
    grade: gradeDictation,
    hint: (step, n) => authoredHint(step, n),
    key: ({ say }) => say,
    solution: ({ say }) => say,
    explanation: (step) => shownExplanation(step),
  },
} satisfies Exercise<DictationStep, DictationTexts>;

/** A sentence taken literally. */
export function asPattern(sentence: string): string {
  return sentence.replace(/[()[\]|\\]/g, '\\$&');
}
