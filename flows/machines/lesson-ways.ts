import type { Choice, LessonProgress, Line, Message, Say, Speaks } from '../effects.js';
import type { Grade } from '../exercises/exercise.js';
import { exerciseOf } from '../exercises/registry.js';
import type { Env } from '../machine.js';
import {
  aidAt,
  asks,
  lessonOf,
  localStep,
  localText,
  ownWaits,
  sensesOf,
  type LessonContext,
} from './lesson-context.js';

/** What comes with the messages of a lesson, whatever they say: the ways on, what is to be heard, how far it is. */

/** The buttons of the step: options, the hint and the skip; or the one that goes on. */
export function ways(context: LessonContext, env: Env): Pick<Message, 'choices' | 'actions' | 'asks'> {
  const value = (option: string) => `${context.instance}.${context.index}.${option}`;
  const button = (say: Say, option: string): Choice => ({ label: say, value: value(option) });
  const inOwn = ownWaits(context, env) ? [button({ say: 'action.ownLanguage' }, 'own')] : [];
  if (!asks(context, env)) {
    const pauses = stepExists(context.index + 1, env) && !asks(context, env, context.index + 1);
    if (!pauses) return {};
    const choices = [button({ say: 'action.next' }, 'next')];
    return { choices, actions: inOwn, asks: true };
  }
  const step = localStep(context, env);
  const { options } = exerciseOf(step).present(step, aidAt(context));
  const { answering, aloud } = exerciseOf(step);
  const more = answering?.hint(step, context.hints) !== undefined;
  const needs = aloud?.needs(step) ?? [];
  const slower = sensesOf(context, env).ears ? answering?.slower : undefined;
  return {
    choices: (options ?? []).map(({ option, text }) => ({
      label: { text, role: 'english' },
      value: value(String(option)),
    })),
    actions: [
      ...(slower ? [button(slower, 'slow')] : []),
      ...(needs.includes('ears') ? [button({ say: 'action.cannotListen' }, 'deaf')] : []),
      ...(needs.includes('voice') ? [button({ say: 'action.cannotTalk' }, 'mute')] : []),
      ...(more ? [button({ say: 'action.hint' }, 'hint')] : []),
      // What is to be said stands there already.
      button({ say: needs.includes('voice') ? 'action.skip' : 'action.skipStep' }, 'skip'),
      ...inOwn,
    ],
    asks: true,
  };
}

export function own(
  context: LessonContext,
  say: 'open.all' | 'open.notAll' | 'action.next' | 'action.onceMore',
  option: string,
): Choice {
  return { label: { say }, value: `${context.instance}.${context.index}.${option}` };
}

/** Nothing is said aloud to who cannot listen now. */
export function heard(context: LessonContext, env: Env, speaks: Speaks | undefined): Pick<Message, 'speaks'> {
  return speaks && sensesOf(context, env).ears ? { speaks } : {};
}

/** What code has to say to exactly this answer. */
export function said(grade: Grade, variant: number): Line[] {
  return (grade.said ?? []).map((line) => ({ ...line, variant }));
}

export function progress(context: LessonContext, env: Env, ahead = 0): LessonProgress {
  const { lesson } = lessonOf(env);
  const total = lesson.steps.length;
  const done = Math.min(total, context.index + ahead);
  return {
    title: localText('title', env),
    total,
    done,
    minutesLeft: Math.ceil((lesson.minutes * (total - done)) / total),
  };
}

function stepExists(index: number, env: Env): boolean {
  return lessonOf(env).lesson.steps[index] !== undefined;
}
