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
  kind: z.literal('repeat'),
  say: spokenText.describe('What is heard, and said after it.'),
  focus,
  explanation: explanation.optional(),
  no_voice: noVoice,
  b: difficulty.optional(),
});

export type RepeatStep = z.infer<typeof schema>;
type RepeatTexts = z.infer<typeof explainedTexts>;

/** Something to be heard and said after it; the text comes with the answer. */
export const repeat = {
  kind: 'repeat',
  schema,
  sidecar: explainedTexts,
  required: (step) => explainedRequired(step),
  misfits: (step, texts) => explainedMisfits(step, texts),
  localise: (step, texts) => localiseExplained(step, texts),
  present: ({ say }, aid) => ({
    lines: [{ say: 'aloud.after', ...(aid.again && { variant: 1 }) }],
    speaks: {
      text: say,
      ...(aid.slow && { emphasised: true as const }),
      instead: { text: say, role: 'english' },
    },
  }),
  aloud: {
    needs: () => ['ears', 'voice'],
    instead: (step, lacks) => {
      const { id, say, focus: sounds, no_voice } = step;
      if (lacks.includes('voice')) return inWriting(id, say, no_voice?.kind);
      return { id, kind: 'read_aloud', text: say, ...(sounds && { focus: sounds }) };
    },
  },
  answering: {
    skill: 'speaking',
    unclear: (variant) => ({ say: 'aloud.unclear', variant }),
    slower: { say: 'action.slower' },
    hears: ({ say }) => ({ expected: say, transcribe: 'scored' }),
    grade: ({ say }, answer) => gradeSpoken(say, answer),
    hint: () => undefined,
    key: ({ say }) => say,
    solution: ({ say }) => say,
    explanation: (step) => shownExplanation(step),
  },
} satisfies Exercise<RepeatStep, RepeatTexts>;
