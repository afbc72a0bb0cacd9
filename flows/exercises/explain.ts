import { z } from 'zod';
import type { Exercise } from './exercise.js';
import { line, prose, stepId } from './fields.js';
import { paragraphs, spoken } from './lines.js';

const schema = z
  .strictObject({
    id: stepId,
    kind: z.literal('explain'),
    text: prose(500).describe('What the learner should know. An empty line makes a new paragraph.'),
    say: line(160).optional().describe('English to hear; shown as text where sound is off.'),
  })
  .refine((step) => paragraphs(step.text, 'explain').length + (step.say === undefined ? 0 : 1) <= 3, {
    path: ['text'],
    message: 'at most three short paragraphs, `say` included: make two steps of it',
  });

const sidecar = z.strictObject({ text: prose(500).optional() });

export type ExplainStep = z.infer<typeof schema>;

/** Tells something; nothing is asked. */
export const explain = {
  kind: 'explain',
  schema,
  sidecar,
  required: () => ['text'],
  misfits: () => [],
  localise: (step, texts) => ({ ...step, text: texts.text ?? step.text }),
  present: (step) => ({
    lines: [
      ...paragraphs(step.text, 'explain'),
      ...(step.say === undefined ? [] : paragraphs(step.say, 'english')),
    ],
    ...(step.say !== undefined && { speaks: { text: spoken(step.say) } }),
  }),
} satisfies Exercise<ExplainStep, z.infer<typeof sidecar>>;
