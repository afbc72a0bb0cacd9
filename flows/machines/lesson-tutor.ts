import type { Tutor } from '../effects.js';
import { exerciseOf } from '../exercises/registry.js';
import { explainIn } from '../tutor/explain-in.js';
import { gradingAid } from './lesson-answers.js';
import { lessonOf, localStep, requestAt, type LessonContext, type LessonEvent } from './lesson-context.js';

/** What a model is asked about an answer that code alone cannot decide. */
export function question(context: LessonContext, event: LessonEvent): Tutor {
  if (event.type !== 'GRADED') throw new Error(`nothing to judge in ${event.type}`);
  const { env, answer } = event;
  const step = localStep(context, env);
  const asked = exerciseOf(step).answering?.tutored?.ask(step, answer, gradingAid(context, env));
  if (!asked) throw new Error(`${step.kind} asks no model about this answer`);
  const { level } = lessonOf(env).lesson;
  return {
    kind: 'tutor',
    request: requestAt(context, context.asked + 1),
    prompt: asked.prompt,
    args: { ...asked.args, level, explain_in: explainIn(env, level) },
    said: answer,
  };
}
