import { z } from 'zod';
import {
  choiceMisfits,
  choiceRequired,
  choiceTexts,
  gradeChoice,
  localiseChoice,
  options,
  optionsShown,
  rightOption,
} from './choice.js';
import type { Answer, Exercise, Grade, GradingAid } from './exercise.js';
import { difficulty, explanation, line, plainLine, stepId } from './fields.js';
import { keepBlanks, paragraphs } from './lines.js';

const schema = z.strictObject({
  id: stepId,
  kind: z.literal('listen'),
  say: plainLine(300).describe('What is heard; shown once it is answered.'),
  ask: line(160).describe('The question about it.'),
  options,
  explanation: explanation.optional(),
  b: difficulty.optional(),
});

const sidecar = z.strictObject(choiceTexts);

/** With `shown` what is heard is read instead. */
export type ListenStep = z.infer<typeof schema> & { shown?: true };
type ListenTexts = z.infer<typeof sidecar>;

/** Something to be heard, and one of several to be chosen about it. */
export const listen = {
  kind: 'listen',
  schema,
  sidecar,
  required: (step) => choiceRequired(step),
  misfits: (step, texts) => choiceMisfits(step, texts),
  localise: (step, texts) => localiseChoice(step, texts),
  present: (step, aid) => ({
    lines: [
      step.shown ? ({ text: step.say, role: 'english' } as const) : ({ say: 'listen.instruction' } as const),
      ...(aid.again ? [] : paragraphs(step.ask, 'explain')),
    ],
    options: optionsShown(step, aid),
    ...(!step.shown && {
      speaks: {
        text: step.say,
        ...(aid.slow && { emphasised: true as const }),
        instead: { say: 'aloud.noSound' },
      },
    }),
  }),
  aloud: {
    needs: ({ shown }) => (shown ? [] : ['ears']),
    instead: (step) => ({ ...step, shown: true }),
  },
  answering: {
    skill: 'listening',
    unclear: (variant) => ({ say: 'choice.unclear', variant }),
    slower: { say: 'action.slower' },
    hears: (step, aid) => ({ options: optionsShown(step, aid).map(({ text }) => text) }),
    grade,
    hint: () => undefined,
    key: (step) => rightOption(step),
    solution: (step) => rightOption(step),
    explanation: ({ explanation }) => (explanation === undefined ? undefined : keepBlanks(explanation)),
  },
} satisfies Exercise<ListenStep, ListenTexts>;

/** What was heard is there to be read once it was understood. */
function grade(step: ListenStep, answer: Answer, aid: GradingAid): Grade {
  const grade = gradeChoice(step, answer, aid);
  if (grade.verdict !== 'right' || step.shown) return grade;
  return { ...grade, also: [{ say: 'listen.said', args: { text: step.say } }] };
}
