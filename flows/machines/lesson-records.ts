import { exerciseOf } from '../exercises/registry.js';
import type { Env } from '../machine.js';
import type { Attempt, LessonDone, Points, WordMet } from '../records.js';
import { itemAt, lessonOf, stepAt, type LessonContext, type LessonEvent } from './lesson-context.js';

/** Points for an exercise: less with every miss or hint, never nothing for a right answer. */
const most = 3;

export function attempt(context: LessonContext, event: LessonEvent): Attempt {
  if (event.type !== 'GRADED') throw new Error(`no grade in ${event.type}`);
  const { verdict } = event.grade;
  if (verdict === 'unclear') throw new Error('an unclear answer is not recorded');
  return {
    ...common(context, event.env),
    answer: event.answer,
    verdict,
    grade: verdict === 'right' || verdict === 'typo' ? earned(context) / most : 0,
  };
}

export function skipped(context: LessonContext, env: Env): Attempt {
  return { ...common(context, env), answer: '', verdict: 'skipped', grade: 0 };
}

export function attemptPoints(context: LessonContext, event: LessonEvent): Points {
  return { kind: 'points', amount: earned(context), source: itemAt(context, event.env) };
}

export function wordMet(context: LessonContext, env: Env): WordMet {
  const step = stepAt(context.index, env);
  const word = exerciseOf(step).word?.(step);
  if (!word) throw new Error(`${step.id} is no word`);
  return {
    kind: 'wordMet',
    course: lessonOf(env).course,
    item: itemAt(context, env),
    word: word.text,
  };
}

export function done(context: LessonContext, env: Env): LessonDone {
  const { course, id, hash } = lessonOf(env);
  return {
    kind: 'lessonDone',
    course,
    lesson: id,
    hash,
    firstTry: context.firstTry,
    exercises: context.exercises,
    durationMs: Math.max(0, env.at - context.startedAt),
  };
}

function earned(context: LessonContext): number {
  return Math.max(1, most - context.misses - context.hints);
}

function common(context: LessonContext, env: Env) {
  const step = stepAt(context.index, env);
  return {
    kind: 'attempt' as const,
    item: itemAt(context, env),
    hash: lessonOf(env).hash,
    skill: exerciseOf(step).answering?.skill ?? 'reading',
    expected: exerciseOf(step).answering?.solution(step) ?? '',
    hints: context.hints,
    attempt: context.misses + 1,
    latencyMs: Math.max(0, env.at - env.askedAt),
  };
}
