import { exerciseOf } from '../exercises/registry.js';
import type { Grade } from '../exercises/exercise.js';
import type { Env } from '../machine.js';
import type { Attempt, LessonDone, Points, Spoken, WordMet } from '../records.js';
import { spokenRecord } from '../scoring/spoken-record.js';
import {
  itemAt,
  lessonOf,
  localStep,
  stepAt,
  type LessonContext,
  type LessonEvent,
} from './lesson-context.js';

/** Points for an exercise: less with every miss or hint, never nothing for a right answer. */
const most = 3;

export function attempt(context: LessonContext, event: LessonEvent): Attempt {
  if (event.type !== 'GRADED') throw new Error(`no grade in ${event.type}`);
  const { verdict } = event.grade;
  if (verdict === 'unclear' || verdict === 'tutor') throw new Error('an unclear answer is not recorded');
  return {
    ...common(context, event.env),
    answer: event.answer,
    verdict,
    grade: gradeOf(context, event.grade),
    ...(event.grade.by && { by: event.grade.by }),
  };
}

/** 0..1. */
function gradeOf(context: LessonContext, { verdict, points, maxPoints }: Grade): number {
  if (points !== undefined && maxPoints !== undefined && maxPoints > 0) return points / maxPoints;
  return verdict === 'right' || verdict === 'typo' ? earned(context) / most : 0;
}

/** A role-play that was played in the lesson: done is right, however many of its goals were reached. */
export function played(context: LessonContext, event: LessonEvent): Attempt {
  if (event.type !== 'BACK') throw new Error(`nothing was played in ${event.type}`);
  const { reached = 0, goals = 0 } = event.outcome;
  return {
    ...common(context, event.env),
    answer: '',
    verdict: reached >= goals ? 'right' : reached > 0 ? 'partial' : 'skipped',
    grade: goals > 0 ? reached / goals : 0,
  };
}

/** A point a goal, at most `most`. */
export function playPoints(context: LessonContext, event: LessonEvent): Points {
  if (event.type !== 'BACK') throw new Error(`nothing was played in ${event.type}`);
  const amount = Math.min(most, event.outcome.reached ?? 0);
  return { kind: 'points', amount, source: itemAt(context, event.env) };
}

/** For part of an open answer: at least a point. */
export function partPoints(context: LessonContext, env: Env): Points {
  return { kind: 'points', amount: context.best, source: itemAt(context, env) };
}

export function bestOf(context: LessonContext, event: LessonEvent): number {
  if (event.type !== 'GRADED') return context.best;
  const { points = 0, maxPoints = 0 } = event.grade;
  if (points === 0 || maxPoints === 0) return context.best;
  return Math.max(context.best, Math.round((most * points) / maxPoints), 1);
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

/** How something sounded that was read, or answered aloud. @param source `drill/<phone>` or the item */
export function spoken(context: LessonContext, event: LessonEvent, source: string): Spoken | undefined {
  if (event.type !== 'GRADED') return undefined;
  const judged = event.grade.reading ?? event.speech;
  return judged && spokenRecord(judged, { course: lessonOf(event.env).course, source });
}

function common(context: LessonContext, env: Env) {
  const step = localStep(context, env);
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
