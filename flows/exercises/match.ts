import { z } from 'zod';
import { tidy } from '../scoring/normalise.js';
import type { Exercise } from './exercise.js';
import {
  askText,
  difficulty,
  explanation,
  line,
  type Misfit,
  plainLine,
  reasonTexts,
  stepId,
  surplus,
} from './fields.js';
import { keepBlanks, paragraphs } from './lines.js';
import { gradeMatch } from './match-grade.js';
import { leftColumn, rightColumn } from './match-order.js';

const pair = z
  .strictObject({
    left: plainLine(40).describe('Shown with a number, in this order.'),
    right: plainLine(60).describe('What belongs to it; shown with a letter, in another order.'),
    because: line(200).optional().describe('Said when something else was put here.'),
  })
  .refine(({ left, right }) => tidy(left) !== tidy(right), {
    path: ['right'],
    message: 'says the same as `left`: there is nothing to find out',
  });

const pairs = z
  .array(pair)
  .min(3, 'at least three pairs')
  .max(6, 'at most six pairs')
  .superRefine((pairs, context) => {
    for (const side of ['left', 'right'] as const) {
      const texts = pairs.map((pair) => tidy(pair[side]));
      texts.forEach((text, index) => {
        const earlier = texts.indexOf(text);
        const message =
          text === ''
            ? 'has neither letters nor digits: it could not be typed'
            : `is the same as that of pair ${earlier + 1}: an answer could mean either`;
        if (text === '' || earlier < index)
          context.addIssue({ code: 'custom', path: [index, side], message });
      });
    }
  })
  .describe('Three to six.');

const schema = z.strictObject({
  id: stepId,
  kind: z.literal('match'),
  ask: line(160).optional().describe('What they have in common, or how they belong together.'),
  pairs,
  translated: z
    .literal(true)
    .optional()
    .describe('The right sides are meanings: every sidecar says them in its language, under `rights`.'),
  explanation: explanation.optional(),
  b: difficulty.optional(),
});

const sidecar = z.strictObject({
  ask: askText,
  rights: z.array(plainLine(80)).max(6).optional().describe('The right sides, in the order of the pairs.'),
  because: reasonTexts,
  explanation: explanation.optional(),
});

export type MatchStep = z.infer<typeof schema>;
type MatchTexts = z.infer<typeof sidecar>;

/** Things that belong together in twos: "1c 2a 3b", or in words. */
export const match = {
  kind: 'match',
  schema,
  sidecar,
  required: (step) => [
    ...(step.ask === undefined ? [] : ['ask']),
    ...(step.translated ? ['rights'] : []),
    ...(step.pairs.some(({ because }) => because !== undefined) ? ['because'] : []),
    ...(step.explanation === undefined ? [] : ['explanation']),
  ],
  misfits,
  localise: (step, texts) => ({
    ...step,
    ...(step.ask !== undefined && { ask: texts.ask ?? step.ask }),
    pairs: step.pairs.map((pair, n) => ({
      ...pair,
      ...(step.translated && { right: texts.rights?.[n] ?? pair.right }),
      ...(pair.because !== undefined && { because: texts.because?.[n] ?? pair.because }),
    })),
    ...(step.explanation !== undefined && { explanation: texts.explanation ?? step.explanation }),
  }),
  present: (step, aid) => ({
    lines: [
      ...(step.ask === undefined || aid.again ? [] : paragraphs(step.ask, 'explain')),
      { text: leftColumn(step), role: 'english' },
      { text: rightColumn(step, aid.seed), role: step.translated ? 'explain' : 'english' },
    ],
  }),
  answering: {
    skill: 'vocabulary',
    instruction: { say: 'match.instruction' },
    unclear: (variant) => ({ say: 'match.unclear', variant }),
    grade: gradeMatch,
    // One pair after another; the last follows from the others.
    hint: ({ pairs }, n) => (n < pairs.length - 1 ? written(pairs.slice(n, n + 1)) : undefined),
    key: ({ pairs }) => written(pairs),
    solution: ({ pairs }) => written(pairs),
    explanation: ({ explanation }) => (explanation === undefined ? undefined : keepBlanks(explanation)),
  },
} satisfies Exercise<MatchStep, MatchTexts>;

function written(pairs: readonly { left: string; right: string }[]): string {
  return pairs.map(({ left, right }) => `${left} – ${right}`).join('\n');
}

function misfits(step: MatchStep, texts: MatchTexts): Misfit[] {
  const found = surplus(step, texts, ['ask', 'explanation']);
  const count = step.pairs.length;
  if (texts.rights !== undefined && !step.translated) {
    const message = 'the right sides are English here: add `translated: true` there or leave this out';
    found.push({ path: ['rights'], message });
  } else if (texts.rights !== undefined) {
    if (texts.rights.length !== count)
      found.push({ path: ['rights'], message: `${texts.rights.length} for ${count} pairs` });
    const said = texts.rights.map(tidy);
    said.forEach((right, index) => {
      if (right !== '' && said.indexOf(right) === index) return;
      const message = right === '' ? 'could not be typed' : 'is here twice: an answer could mean either';
      found.push({ path: ['rights', index], message });
    });
  }
  if (texts.because === undefined) return found;
  if (texts.because.length !== count) {
    const message = `${texts.because.length} entries for ${count} pairs: one each, null where there is none`;
    return [...found, { path: ['because'], message }];
  }
  const reasons = step.pairs.flatMap(({ left, because }, index): Misfit[] => {
    if ((because === undefined) === (texts.because?.[index] === null)) return [];
    const message = because === undefined ? 'null here: this pair has no `because`' : `say why for "${left}"`;
    return [{ path: ['because', index], message }];
  });
  return [...found, ...reasons];
}
