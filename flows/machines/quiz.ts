import { assign, emit, setup } from 'xstate';
import type { Message } from '../effects.js';
import { exerciseOf } from '../exercises/registry.js';
import { isLost } from '../lost.js';
import {
  bounds,
  type Emitted,
  type Env,
  type Flow,
  type Input,
  type Understood,
  type View,
} from '../machine.js';
import type { Points, Spoken } from '../records.js';
import type { Hears } from '../speech/hears.js';
import { gradingAid, speechOf } from './lesson-answers.js';
import { aidAt, asks, itemAt, localStep } from './lesson-context.js';
import * as lessonRecords from './lesson-records.js';
import { itemOf, quizContext, type QuizContext, type QuizEvent, type QuizInput } from './quiz-context.js';
import { intro, isRight, lead, question, result, unclear, verdict } from './quiz-messages.js';

const send = (message: Message): Emitted => ({ type: 'effect', effect: { kind: 'send', message } });

const machine = setup({
  types: {
    context: {} as QuizContext,
    events: {} as QuizEvent,
    emitted: {} as Emitted,
    input: {} as QuizInput,
  },
  actions: {
    introduce: emit(({ context }) => send(intro(context))),
    ask: emit(({ context, event }) => send(question(context, event.env, lead(context, event)))),
    repeat: emit(({ context, event }) =>
      send(event.type === 'AGAIN' ? question(context, event.env) : unclear(context, event.env)),
    ),
    slowly: emit(({ context, event }) => send(question(context, event.env, [], true))),
    silence: assign({ deaf: true as const }),
    pass: assign(({ context }) => ({ passed: (context.passed ?? 0) + 1, index: context.index + 1 })),
    judge: emit(({ context, event }) => send(verdict(context, event))),
    sum: emit(({ context, event }) => send(result(context, event))),
    recordAnswer: emit(({ context, event }) => ({ type: 'record', record: attempt(context, event) })),
    recordSpoken: emit(({ context, event }): Emitted => {
      const record = spoken(context, event);
      return { type: 'records', records: record ? [record] : [] };
    }),
    recordPoint: emit(({ context, event }) => ({ type: 'record', record: point(context, event.env) })),
    countRight: assign(({ context, event }) => ({
      right: context.right + 1,
      points: context.points + 1,
      forgiven:
        event.type === 'GRADED' && event.grade.slip
          ? [...context.forgiven, event.grade.slip.word.toLowerCase()]
          : context.forgiven,
    })),
    noteMissed: assign(({ context }) => ({ missed: [...context.missed, context.index] })),
    forward: assign(({ context }) => ({ index: context.index + 1 })),
  },
  guards: {
    right: ({ event }) => isRight(event),
    unclear: ({ event }) => event.type === 'GRADED' && event.grade.verdict === 'unclear',
    over: ({ context }) => context.index >= context.items.length,
    /** In writing it asks nothing. */
    silent: ({ context, event }) => {
      const { step, env } = itemOf(context, event.env);
      return !asks(step, env);
    },
  },
}).createMachine({
  id: 'quiz',
  options: bounds,
  context: ({ input }) => quizContext(input),
  initial: 'idle',
  states: {
    idle: { on: { START: { target: 'next', actions: 'introduce' } } },
    next: {
      always: [
        { guard: 'over', target: 'finished', actions: 'sum' },
        { guard: 'silent', target: 'next', actions: 'pass' },
        { target: 'asking', actions: 'ask' },
      ],
    },
    // One answer a question: a quiz looks, a lesson teaches.
    asking: {
      on: {
        GRADED: [
          { guard: 'unclear', actions: 'repeat' },
          {
            guard: 'right',
            target: 'next',
            actions: ['recordAnswer', 'recordSpoken', 'recordPoint', 'countRight', 'forward'],
          },
          { target: 'next', actions: ['recordAnswer', 'recordSpoken', 'judge', 'noteMissed', 'forward'] },
        ],
        SKIP: { target: 'next', actions: ['recordAnswer', 'judge', 'noteMissed', 'forward'] },
        SLOW: { actions: 'slowly' },
        MUTE: { target: 'next', actions: 'silence' },
        UNCLEAR: { actions: 'repeat' },
        AGAIN: { actions: 'repeat' },
      },
    },
    finished: { type: 'final' },
  },
});

function attempt(context: QuizContext, event: QuizEvent) {
  const { step, env } = itemOf(context, event.env);
  if (event.type === 'GRADED') return lessonRecords.attempt(step, { ...event, env });
  return lessonRecords.skipped(step, env);
}

function spoken(context: QuizContext, event: QuizEvent): Spoken | undefined {
  const { step, env } = itemOf(context, event.env);
  return event.type === 'GRADED'
    ? lessonRecords.spoken(step, { ...event, env }, itemAt(step, env))
    : undefined;
}

function point(context: QuizContext, outer: Env): Points {
  const { step, env } = itemOf(context, outer);
  return { kind: 'points', amount: 1, source: itemAt(step, env) };
}

function understand(view: View, input: Input, outer: Env): Understood {
  const context = view.context as QuizContext;
  if ('option' in input && input.option === 'skip')
    return { event: { type: 'SKIP', env: outer }, certain: true };
  if ('option' in input && input.option === 'deaf')
    return { event: { type: 'MUTE', env: outer }, certain: true };
  if ('option' in input && input.option === 'slow')
    return { event: { type: 'SLOW', env: outer }, certain: true };
  const { step: at, env } = itemOf(context, outer);
  const step = localStep(at, env);
  const answering = exerciseOf(step).answering;
  const answer = 'text' in input ? input : { option: Number(input.option) };
  if (!answering || ('option' in answer && !Number.isInteger(answer.option)))
    return { event: { type: 'UNCLEAR', env: outer }, certain: false };
  const grade = answering.grade(step, answer, gradingAid(at, env));
  const said = 'text' in input ? input.text : (grade.expected ?? input.option);
  const certain = grade.verdict === 'right' || grade.verdict === 'typo' || grade.verdict === 'near';
  // Who does not follow has not answered.
  if (!certain && 'text' in input && isLost(input.text, outer))
    return { event: { type: 'UNCLEAR', env: outer }, certain: false };
  return {
    event: { type: 'GRADED', env: outer, grade, answer: said, ...speechOf(input, grade) },
    certain,
  };
}

function listens(view: View, outer: Env): Hears | undefined {
  if (view.state !== 'asking') return undefined;
  const { step: at, env } = itemOf(view.context as QuizContext, outer);
  const step = localStep(at, env);
  return exerciseOf(step).answering?.hears?.(step, aidAt(at)) ?? {};
}

/** Five questions from lessons done before. */
export const quiz: Flow = {
  name: 'quiz',
  version: 1,
  title: { say: 'quiz.title' },
  followedBy: 'rest',
  position: (view) => (view.state === 'asking' ? String((view.context as QuizContext).index) : undefined),
  listens,
  understand,
  lessons: (context) => [...new Set((context as QuizContext).items.map(({ hash }) => hash))],
  machine,
};
