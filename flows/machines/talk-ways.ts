import type { Choice, LessonProgress, Line, Message, Say } from '../effects.js';
import type { Env } from '../machine.js';
import { localText } from './lesson-context.js';
import { type positionOf, sceneAt, type TalkContext } from './talk-context.js';
import { hintWaits } from './talk-hints.js';

/** What can be picked in a talk, and how far it is. */

/** What the learner can say something to, with a hint where there is one more, and the way out. */
export function asking(context: TalkContext, env: Env, lines: Line[]): Message {
  return {
    lines,
    actions: [
      ...(hintWaits(context, env) ? [choice(context, 'talk', 'hint', { say: 'action.hint' })] : []),
      choice(context, 'talk', 'end', { say: context.step === undefined ? 'talk.end' : 'talk.leave' }),
    ],
    asks: true,
    ...(context.step !== undefined && { progress: progress(context, env) }),
  };
}

/** By goals, of a scene; a free talk has no end to be near to. */
export function progress(context: TalkContext, env: Env): LessonProgress {
  const scene = sceneAt(context, env);
  const total = scene?.goals.length ?? 1;
  const done = context.reached.length;
  return {
    title: context.step === undefined ? env.phrase({ say: 'talk.title' }) : localText('title', env),
    total,
    done,
    minutesLeft: Math.max(0, total - done),
  };
}

/** A button of one of the questions of a talk. */
export function choice(context: TalkContext, question: Position, option: string, label: Say): Choice {
  return { label, value: value(context, question, option) };
}

export function value(context: TalkContext, question: Position, option: string): string {
  return `${context.instance}.${question}.${option}`;
}

type Position = ReturnType<typeof positionOf>;
