import { z } from 'zod';
import { foldedWords } from '../scoring/copying.js';
import { ownWords } from '../scoring/own-words.js';
import type { Exercise } from './exercise.js';
import { askText, line, type Misfit, prose, stepId } from './fields.js';
import { keepBlanks, paragraphs } from './lines.js';
import { gradeOpen, openTutored } from './open-grade.js';

const rubricPoint = z.strictObject({
  points: z.int().min(1).max(5),
  if: line(120).describe('What the answer does to earn them, after "you": "asks the price".'),
});

const schema = z
  .strictObject({
    id: stepId,
    kind: z.literal('open'),
    ask: line(200).describe('The task, in simple English.'),
    sample: prose(600).describe('An answer that earns every point; shown afterwards.'),
    rubric: z
      .array(rubricPoint)
      .min(1, 'at least one point')
      .max(6, 'at most six points')
      .describe('What earns points; the learner’s own words have to show each.'),
    words: z
      .tuple([z.int().min(1).max(300), z.int().min(1).max(300)])
      .refine(([least, most]) => least <= most, 'the smaller number first')
      .optional()
      .describe('How long the answer should be: at least, at most.'),
  })
  .superRefine(({ ask, sample, rubric, words }, context) => {
    const report = (message: string): void => context.addIssue({ code: 'custom', path: ['sample'], message });
    const count = foldedWords(sample).length;
    if (words && (count < words[0] || count > words[1])) {
      report(`has ${count} words, answers are to have ${words.join(' to ')}`);
    }
    const own = ownWords(sample, { tasks: [ask], points: rubric.map((point) => point.if) });
    if (own.suspect !== undefined)
      report(`"${own.suspect}" would earn nothing: it only says what a point asks for`);
  });

const sidecar = z.strictObject({
  ask: askText,
  rubric: z.array(line(160)).max(6).optional().describe('What each point says, in their order.'),
});

/** The task and the points in the learner's language beside the English, which answers are held against. */
export type OpenStep = z.infer<typeof schema> & { local?: { ask?: string; rubric?: readonly string[] } };
type OpenTexts = z.infer<typeof sidecar>;

/** A text of the learner's own. Points come from a model's quotations, counted in code (open-grade.ts). */
export const open = {
  kind: 'open',
  schema,
  sidecar,
  required: () => ['ask'],
  misfits,
  localise: (step, { ask, rubric }) =>
    ask === undefined && rubric === undefined
      ? step
      : { ...step, local: { ...(ask !== undefined && { ask }), ...(rubric !== undefined && { rubric }) } },
  present: ({ ask, local, words }) => ({
    lines: [
      ...paragraphs(local?.ask ?? ask, 'explain'),
      ...(words ? [{ say: 'open.words', args: { least: words[0], most: words[1] } } as const] : []),
    ],
  }),
  answering: {
    skill: 'writing',
    instruction: { say: 'open.instruction' },
    unclear: (variant) => ({ say: 'open.unclear', variant }),
    grade: gradeOpen,
    hint: () => undefined,
    key: ({ sample }) => sample,
    solution: ({ sample }) => keepBlanks(sample),
    explanation: () => undefined,
    tutored: openTutored,
  },
} satisfies Exercise<OpenStep, OpenTexts>;

function misfits(step: OpenStep, { rubric }: OpenTexts): Misfit[] {
  if (rubric === undefined || rubric.length === step.rubric.length) return [];
  return [{ path: ['rubric'], message: `${rubric.length} points, the step has ${step.rubric.length}` }];
}
