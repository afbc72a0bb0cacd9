import { z } from 'zod';
import { normalise, tidy } from '../scoring/normalise.js';
import { expand } from '../scoring/patterns.js';
import type { Exercise } from './exercise.js';
import { askText, difficulty, explanation, line, plainLine, stepId } from './fields.js';
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
import { gradeOrder } from './reorder-grade.js';
import { numbered, orderShown, sentenceOf } from './reorder-order.js';
import { knownAnswers } from './spoken-answers.js';

const parts = z
  .array(plainLine(40))
  .min(3, 'at least three parts')
  .max(10, 'at most ten parts')
  .superRefine((parts, context) => {
    const said = parts.map(tidy);
    said.forEach((part, index) => {
      const earlier = said.indexOf(part);
      const message =
        part === ''
          ? 'has no word in it: write it with the part before it'
          : earlier < index
            ? `is the same as part ${earlier + 1}, so that two orders are right: join it with its neighbour`
            : undefined;
      if (message !== undefined) context.addIssue({ code: 'custom', path: [index], message });
    });
  })
  .describe('The sentence in its right order, in words or phrases; shown in another.');

const schema = z
  .strictObject({
    id: stepId,
    kind: z.literal('reorder'),
    ask: line(160).optional().describe('What the sentence is to say.'),
    parts,
    accept: patterns.optional().describe('Other right orders of the same words, as patterns.'),
    near: near.optional(),
    hints: hints.optional(),
    explanation: explanation.optional(),
    b: difficulty.optional(),
  })
  .superRefine((step, context) => {
    const sentence = sentenceOf(step.parts);
    checkPatterns({ near: step.near, accept: [literally(sentence), ...(step.accept ?? [])] }, context);
    const words = sortedWords(sentence);
    (step.accept ?? []).forEach((pattern, index) => {
      const other = expand(pattern).find((answer) => sortedWords(answer) !== words);
      if (other === undefined) return;
      const message = `"${other}" has other words than the parts: only their order may differ`;
      context.addIssue({ code: 'custom', path: ['accept', index], message });
    });
  });

const sidecar = z.strictObject({ ask: askText, ...patternTexts });

export type ReorderStep = z.infer<typeof schema>;
type ReorderTexts = z.infer<typeof sidecar>;

/** A sentence in pieces, to be put in order: written out, or by the numbers of its parts. */
export const reorder = {
  kind: 'reorder',
  schema,
  sidecar,
  required: (step) => [...(step.ask === undefined ? [] : ['ask']), ...patternsRequired(step)],
  misfits: (step, texts) => [
    ...(step.ask === undefined && texts.ask !== undefined
      ? [{ path: ['ask'], message: 'the step has no `ask`: add it there or leave it out here' }]
      : []),
    ...patternMisfits(step, texts),
  ],
  localise: (step, texts) => ({
    ...localisePatterns(step, texts),
    ...(step.ask !== undefined && { ask: texts.ask ?? step.ask }),
  }),
  present: (step, aid) => {
    const pieces = orderShown(step, aid.seed).map((index) => step.parts[index] ?? '');
    return {
      lines: [
        ...(step.ask === undefined || aid.again ? [] : paragraphs(step.ask, 'explain')),
        { text: numbered(pieces), role: 'english', pieces },
      ],
    };
  },
  answering: {
    skill: 'grammar',
    instruction: { say: 'reorder.instruction' },
    unclear: (variant) => ({ say: 'reorder.unclear', variant }),
    grade: gradeOrder,
    hears: ({ parts, accept = [], near }) => knownAnswers([literally(sentenceOf(parts)), ...accept], near),
    hint: (step, n) => (step.hints === undefined ? beginning(step, n + 1) : authoredHint(step, n)),
    key: ({ parts }) => sentenceOf(parts),
    solution: ({ parts }) => sentenceOf(parts),
    explanation: (step) => shownExplanation(step),
  },
} satisfies Exercise<ReorderStep, ReorderTexts>;

/** Where the author wrote no hints: the first part, then the first two. */
function beginning({ parts }: ReorderStep, count: number): string | undefined {
  return count > 2 ? undefined : `*${sentenceOf(parts.slice(0, count))}* …`;
}

function sortedWords(text: string): string {
  return normalise(text).split(' ').toSorted().join(' ');
}

/** A sentence as the pattern that stands for it alone. */
function literally(sentence: string): string {
  return sentence.replace(/[()[\]|]/g, '\\$&');
}
