import { z } from 'zod';
import type { Exercise } from './exercise.js';
import { difficulty, explanation, stepId, surplus } from './fields.js';
import { keepBlanks } from './lines.js';
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

const sidecar = z.strictObject({ explanation: explanation.optional() });

export type RepeatStep = z.infer<typeof schema>;
type RepeatTexts = z.infer<typeof sidecar>;

/** Something to be heard and said after it; the text comes with the answer. */
export const repeat = {
  kind: 'repeat',
  schema,
  sidecar,
  required: (step) => (step.explanation === undefined ? [] : ['explanation']),
  misfits: (step, texts) => surplus(step, texts, ['explanation']),
  localise: (step, texts) => ({
    ...step,
    ...(step.explanation !== undefined && { explanation: texts.explanation ?? step.explanation }),
  }),
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
    explanation: (step) => (step.explanation === undefined ? undefined : keepBlanks(step.explanation)),
  },
} satisfies Exercise<RepeatStep, RepeatTexts>;
