import { exerciseOf } from '../exercises/registry.js';
import type { Answer } from '../exercises/exercise.js';
import type { Env, Input, Understood, View } from '../machine.js';
import { says } from '../words.js';
import { aidAt, localStep, type LessonContext } from './lesson-context.js';

/** What an answer means at the open step: graded here, so that the machine only decides what follows. */
export function understandAnswer(view: View, input: Input, env: Env): Understood {
  const context = view.context as LessonContext;
  if (view.state === 'reading') {
    // "Continue" means what it says here.
    const meant = 'option' in input || says(env, 'words.continue', input.text);
    return { event: { type: 'NEXT', env }, certain: meant };
  }
  if ('option' in input && input.option === 'hint') return { event: { type: 'HINT', env }, certain: true };
  if ('option' in input && input.option === 'skip') return { event: { type: 'SKIP', env }, certain: true };
  const step = localStep(context.index, env);
  const answering = exerciseOf(step).answering;
  const answer = answerOf(input);
  if (!answering || !answer) return { event: { type: 'UNCLEAR', env }, certain: false };
  const grade = answering.grade(step, answer, {
    ...aidAt(context),
    words: env.facts.words ?? new Set(),
    forgiven: context.forgiven,
  });
  const said = 'text' in input ? input.text : (grade.expected ?? input.option);
  return {
    event: { type: 'GRADED', env, grade, answer: said },
    // What the author foresaw, right or wrong, is an answer and never a command.
    certain: grade.verdict === 'right' || grade.verdict === 'typo' || grade.verdict === 'near',
  };
}

function answerOf(input: Input): Answer | undefined {
  if ('text' in input) return { text: input.text };
  return /^\d{1,2}$/.test(input.option) ? { option: Number(input.option) } : undefined;
}
