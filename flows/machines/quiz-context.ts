import type { Grade } from '../exercises/exercise.js';
import type { Env } from '../machine.js';
import type { JudgedSpeech } from '../scoring/free-speech.js';
import { lessonContext, type LessonContext } from './lesson-context.js';

/** The questions are steps of frozen lessons, which arrive with the event. */
export interface QuizContext {
  instance: number;
  items: readonly { hash: string; step: number }[];
  /** The question it is at. */
  index: number;
  /** Questions answered right. */
  right: number;
  /** Indexes of those that were not. */
  missed: number[];
  points: number;
  forgiven: string[];
  /** The learner cannot listen now: the rest is asked in writing. */
  deaf?: true;
  /** Questions that could not be asked that way; they do not count. */
  passed?: number;
}

export interface QuizInput {
  instance: number;
  at: number;
  items: readonly { hash: string; step: number }[];
}

export type QuizEvent =
  | { type: 'START'; env: Env }
  | { type: 'GRADED'; env: Env; grade: Grade; answer: string; speech?: JudgedSpeech }
  | { type: 'MUTE'; env: Env }
  | { type: 'SLOW'; env: Env }
  | { type: 'SKIP'; env: Env }
  | { type: 'UNCLEAR'; env: Env }
  | { type: 'AGAIN'; env: Env };

/** XState makes an actor without input for each transition; it is never looked at. */
const nobody: QuizInput = { instance: 0, at: 0, items: [] };

export function quizContext(input: QuizInput = nobody): QuizContext {
  return {
    instance: input.instance,
    items: input.items,
    index: 0,
    right: 0,
    missed: [],
    points: 0,
    forgiven: [],
  };
}

/**
 * A question seen as the step of its lesson that it is: everything a lesson does with a step can then be done here.
 *
 * @throws when the turn did not ask for the lesson
 */
export function itemOf(
  context: QuizContext,
  env: Env,
  index = context.index,
): { step: LessonContext; env: Env } {
  const item = context.items[index];
  const lesson = item && env.facts.frozen?.get(item.hash);
  if (!item || !lesson) throw new Error(`the lesson of question ${index} did not arrive with the event`);
  const step: LessonContext = {
    ...lessonContext({ instance: context.instance, hash: item.hash, at: env.at }),
    index: item.step,
    forgiven: context.forgiven,
    ...(context.deaf && { deaf: true }),
  };
  return { step, env: { ...env, lesson } };
}

/** Questions that count. */
export function countOf({ items, passed = 0 }: QuizContext): number {
  return items.length - passed;
}
