import { z } from 'zod';
import type { Exercise } from './exercise.js';
import { explainedMisfits, explainedRequired, explainedTexts, localiseExplained } from './explained.js';
import { difficulty, explanation, stepId } from './fields.js';
import { shownExplanation } from './pattern-fields.js';
import { inWriting } from './pieces.js';
import { focus, noVoice, spokenText } from './spoken-fields.js';
import { gradeSpoken } from './spoken-grade.js';

const schema = z.strictObject({
  id: stepId,
  kind: z.literal('read_aloud'),
  text: spokenText.describe('What is read aloud.'),
  focus,
  explanation: explanation.optional(),
  no_voice: noVoice,
  b: difficulty.optional(),
});

export type ReadAloudStep = z.infer<typeof schema>;
type ReadAloudTexts = z.infer<typeof explainedTexts>;

/** A text to be read aloud; what is looked at is whether it was heard, and how it sounded. */
export const readAloud = {
  kind: 'read_aloud',
  schema,
  sidecar: explainedTexts,
  required: (step) => explainedRequired(step),
  misfits: (step, texts) => explainedMisfits(step, texts),
  localise: (step, texts) => localiseExplained(step, texts),
  present: ({ text }, aid) => ({
    lines: [{ text, role: 'english' }],
    // Heard where it is asked for: who reads first finds out more.
    ...(aid.slow && { speaks: { text } }),
  }),
  aloud: {
    needs: () => ['voice'],
    instead: ({ id, text, no_voice }) => inWriting(id, text, no_voice?.kind),
  },
  answering: {
    skill: 'speaking',
    instruction: { say: 'aloud.read' },
    unclear: (variant) => ({ say: 'aloud.unclear', variant }),
    slower: { say: 'action.hearIt' },
    hears: ({ text }) => ({ expected: text, transcribe: 'scored' }),
    grade: ({ text }, answer) => gradeSpoken(text, answer),
    hint: () => undefined,
    key: ({ text }) => text,
    solution: ({ text }) => text,
    explanation: (step) => shownExplanation(step),
  },
} satisfies Exercise<ReadAloudStep, ReadAloudTexts>;
