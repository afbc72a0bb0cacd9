import { z } from 'zod';
import type { Exercise } from './exercise.js';
import { line, plainLine, stepId } from './fields.js';
import { paragraphs, spoken } from './lines.js';

const schema = z.strictObject({
  id: stepId,
  kind: z.literal('vocab'),
  word: plainLine(40).describe('A word or a short phrase, shown as it is written.'),
  ipa: plainLine(60).optional().describe('How it sounds, in IPA, without slashes.'),
  meaning: line(160).describe('What it means, in simple English.'),
  example: line(160).optional().describe('A sentence a learner could say today.'),
  review: z.boolean().optional().describe('true: it becomes a card of the spaced review.'),
});

const sidecar = z.strictObject({ meaning: line(160).optional() });

export type VocabStep = z.infer<typeof schema>;

/** Introduces a word; nothing is asked. */
export const vocab = {
  kind: 'vocab',
  schema,
  sidecar,
  required: () => ['meaning'],
  misfits: () => [],
  localise: (step, texts) => ({ ...step, meaning: texts.meaning ?? step.meaning }),
  word: (step) => ({ text: step.word, card: step.review === true }),
  present: (step) => ({
    lines: [
      { text: headword(step), role: 'english' },
      ...paragraphs(step.meaning, 'explain'),
      ...(step.example === undefined ? [] : paragraphs(step.example, 'english')),
    ],
    speaks: { text: spoken(aloud(step)) },
  }),
} satisfies Exercise<VocabStep, z.infer<typeof sidecar>>;

/** The word by itself, and then in use. */
function aloud({ word, example }: VocabStep): string {
  if (example === undefined) return word;
  return /[.!?]$/.test(word) ? `${word} ${example}` : `${word}. ${example}`;
}

function headword(step: VocabStep): string {
  const word = `*${step.word}*`;
  return step.ipa === undefined ? word : `${word}  /${step.ipa}/`;
}
