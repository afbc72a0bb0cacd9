import { z } from 'zod';
import { normalise } from '../scoring/normalise.js';
import { expand } from '../scoring/patterns.js';
import type { Exercise } from './exercise.js';
import { askText, difficulty, explanation, plainLine, stepId } from './fields.js';
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
import { gradeTranslation } from './translate-grade.js';
import { translateTutored } from './translate-tutored.js';

const schema = z
  .strictObject({
    id: stepId,
    kind: z.literal('translate'),
    ask: plainLine(160).describe('The English sentence to arrive at; what to translate is in the sidecars.'),
    accept: patterns.describe('What is right, as patterns; the sentence under `ask` has to be one of them.'),
    near: near.optional(),
    hints: hints.optional(),
    explanation: explanation.optional(),
    b: difficulty.optional(),
  })
  .superRefine(checkPatterns)
  .superRefine((step, context) => {
    if (step.accept.flatMap(expand).some((answer) => normalise(answer) === normalise(step.ask))) return;
    const message = `does not take "${step.ask}": write a pattern that does`;
    context.addIssue({ code: 'custom', path: ['accept'], message });
  });

const sidecar = z.strictObject({ ask: askText, ...patternTexts });

/** With the sentence to translate, where a sidecar has it. */
export type TranslateStep = z.infer<typeof schema> & { sentence?: string };
type TranslateTexts = z.infer<typeof sidecar>;

/** A sentence in the learner's language, to be said in English. */
export const translate = {
  kind: 'translate',
  schema,
  sidecar,
  required: (step) => ['ask', ...patternsRequired(step)],
  misfits: (step, texts) => patternMisfits(step, texts),
  localise: (step, texts) => ({
    ...localisePatterns(step, texts),
    ...(texts.ask !== undefined && { sentence: texts.ask }),
  }),
  essential: ({ ask }) => ({ ask }),
  skips: ({ sentence }) => sentence === undefined,
  present: ({ sentence, ask }) => ({ lines: paragraphs(sentence ?? ask, 'explain') }),
  answering: {
    skill: 'writing',
    instruction: { say: 'translate.instruction' },
    unclear: (variant) => ({ say: 'translate.unclear', variant }),
    grade: gradeTranslation,
    hears: ({ accept, near }) => knownAnswers(accept, near),
    hint: (step, n) => authoredHint(step, n),
    key: ({ ask }) => ask,
    solution: ({ ask }) => ask,
    explanation: (step) => shownExplanation(step),
    tutored: translateTutored,
  },
} satisfies Exercise<TranslateStep, TranslateTexts>;
