import { z } from 'zod';
import { pick, pickAmount, pickLabel, pickPart } from '../choices.js';
import { tidy } from '../scoring/normalise.js';
import { shuffled } from '../seed.js';
import type { Aid, Answer, Exercise, Grade, Option } from './exercise.js';
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

const because = line(200).describe('Why this is not it, so that the next try is a better one.');

const option = z
  .strictObject({
    text: plainLine(80).describe('Shown as it is written, without emphasis.'),
    right: z
      .literal(true, 'is `true` for the one right option: leave `right` out of the others')
      .optional()
      .describe('Exactly one option is right.'),
    because: because.optional(),
  })
  .superRefine(({ right, because }, context) => {
    if (!right && because === undefined) {
      const message = 'every wrong option says why: add `because`, or `right: true` if it is the right one';
      context.addIssue({ code: 'custom', path: ['because'], message });
    }
    if (right && because !== undefined) {
      const message = 'is for wrong options: say why this one is right in the step’s `explanation`';
      context.addIssue({ code: 'custom', path: ['because'], message });
    }
  });

/** What there is to choose from; `listen` has the same. */
export const options = z
  .array(option)
  .min(2, 'a choice has at least two options')
  .max(6, 'a choice has at most six options')
  .superRefine((options, context) => {
    const right = options.filter((option) => option.right).length;
    if (right !== 1) {
      const message = `exactly one option has \`right: true\`, here ${right === 0 ? 'none' : right} of them`;
      context.addIssue({ code: 'custom', message });
    }
    const texts = options.map((option) => tidy(option.text));
    texts.forEach((text, index) => {
      const earlier = texts.indexOf(text);
      if (earlier === index) return;
      const message = `says the same as option ${earlier + 1}: a typed answer could mean either`;
      context.addIssue({ code: 'custom', path: [index, 'text'], message });
    });
  })
  .describe('Two to six; shown in another order each time.');

const schema = z.strictObject({
  id: stepId,
  kind: z.literal('choice'),
  ask: line(160).describe('The question.'),
  options,
  explanation: explanation.optional(),
  b: difficulty.optional(),
});

export const choiceTexts = {
  ask: askText,
  because: reasonTexts,
  explanation: explanation.optional(),
};
const sidecar = z.strictObject(choiceTexts);

export type ChoiceStep = z.infer<typeof schema>;
type ChoiceTexts = z.infer<typeof sidecar>;
/** What a choice and a `listen` share. */
type Choosable = Omit<ChoiceStep, 'kind'> & { kind: string };

/** One of several is right; each of the others says why it is not. */
export const choice = {
  kind: 'choice',
  schema,
  sidecar,
  required: (step) => choiceRequired(step),
  misfits: (step, texts) => choiceMisfits(step, texts),
  localise: (step, texts) => localiseChoice(step, texts),
  present: (step, aid) => ({
    lines: aid.again ? [] : paragraphs(step.ask, 'explain'),
    options: optionsShown(step, aid),
  }),
  answering: {
    skill: 'reading',
    unclear: (variant) => ({ say: 'choice.unclear', variant }),
    hears: (step, aid) => ({ options: optionsShown(step, aid).map(({ text }) => text) }),
    grade: (step, answer, aid) => gradeChoice(step, answer, aid),
    hint: () => undefined,
    key: (step) => rightOption(step),
    solution: (step) => rightOption(step),
    explanation: (step) => (step.explanation === undefined ? undefined : keepBlanks(step.explanation)),
  },
} satisfies Exercise<ChoiceStep, ChoiceTexts>;

export function choiceRequired(step: Choosable): string[] {
  return ['ask', 'because', ...(step.explanation === undefined ? [] : ['explanation'])];
}

export function choiceMisfits(step: Choosable, texts: ChoiceTexts): Misfit[] {
  return [...reasonMisfits(step, texts), ...surplus(step, texts, ['explanation'])];
}

export function localiseChoice<S extends Choosable>(step: S, texts: ChoiceTexts): S {
  return {
    ...step,
    ask: texts.ask ?? step.ask,
    options: step.options.map((option, index) => {
      const because = option.right ? undefined : texts.because?.[index];
      return typeof because === 'string' ? { ...option, because } : option;
    }),
    ...(step.explanation !== undefined && { explanation: texts.explanation ?? step.explanation }),
  };
}

/** What can still be picked, in the order shown. */
export function optionsShown(step: Choosable, aid: Aid): Option[] {
  const options = step.options.map(({ text }, option) => ({ option, text }));
  return shuffled(options, aid.seed).filter(({ option }) => !aid.tried.includes(option));
}

export function rightOption(step: Choosable): string {
  return step.options.find((option) => option.right)?.text ?? '';
}

export function gradeChoice(step: Choosable, answer: Answer, aid: Aid): Grade {
  const picked = 'option' in answer ? answer.option : meant(step, answer.text, aid);
  const option = picked === undefined ? undefined : step.options[picked];
  if (picked === undefined || option === undefined) return { verdict: 'unclear' };
  const feedback = option.right ? step.explanation : option.because;
  return {
    verdict: option.right ? 'right' : 'wrong',
    option: picked,
    expected: rightOption(step),
    ...(feedback !== undefined && { feedback: keepBlanks(feedback) }),
  };
}

/** The option that was typed: any by its whole text, one of those shown by number, any by a part or as a price. */
function meant(step: Choosable, text: string, aid: Aid): number | undefined {
  const all = step.options.map((option) => option.text);
  const exact = pickLabel(text, all);
  if (typeof exact === 'number') return exact;
  const now = optionsShown(step, aid);
  const labels = now.map((option) => option.text);
  const offered = pick(text, labels);
  const price = pickAmount(text, all);
  if (typeof offered === 'number') {
    const option = now[offered]?.option;
    return price === undefined || price === option ? option : undefined;
  }
  const part = offered === undefined ? pickPart(text, all) : undefined;
  if (typeof part === 'number') return part;
  return typeof price === 'number' ? price : undefined;
}

function reasonMisfits(step: Choosable, { because }: ChoiceTexts): Misfit[] {
  if (because === undefined) return [];
  const count = step.options.length;
  if (because.length !== count) {
    const message = `${because.length} entries for ${count} options: one each, null for the right one`;
    return [{ path: ['because'], message }];
  }
  return step.options.flatMap(({ right, text }, index): Misfit[] => {
    if (Boolean(right) === (because[index] === null)) return [];
    const message = right ? 'null here: this is the right option' : `say why "${text}" is not it`;
    return [{ path: ['because', index], message }];
  });
}
