import { assign, emit, setup } from 'xstate';
import { exerciseOf } from '../exercises/registry.js';
import { bounds, type Emitted, type Flow } from '../machine.js';
import type { Message } from '../effects.js';
import { understandAnswer } from './lesson-answers.js';
import {
  asks,
  isLast,
  lessonContext,
  lessonOf,
  type LessonContext,
  type LessonEvent,
  type LessonInput,
} from './lesson-context.js';
import {
  again,
  feedback,
  hint,
  instructed,
  intro,
  lookBack,
  noHint,
  praise,
  reveal,
  show,
  summary,
} from './lesson-messages.js';
import { attempt, attemptPoints, done, skipped, wordMet } from './lesson-records.js';

/** A third miss shows the answer: three tellings, then another way (VOICE 9). */
const tellings = 3;

const send = (message: Message): Emitted => ({ type: 'effect', effect: { kind: 'send', message } });

const machine = setup({
  types: {
    context: {} as LessonContext,
    events: {} as LessonEvent,
    emitted: {} as Emitted,
    input: {} as LessonInput,
  },
  actions: {
    introduce: emit(({ event }) => send(intro(event.env))),
    show: emit(({ context, event }) => send(show(context, event.env))),
    noteShown: assign(({ context, event }) => instructed(context, event.env)),
    meetWord: emit(
      ({ context, event }): Emitted => ({ type: 'record', record: wordMet(context, event.env) }),
    ),
    repeat: emit(({ context, event }) => send(again(context, event.env, event.type !== 'AGAIN'))),
    recordAnswer: emit(({ context, event }) => ({ type: 'record', record: attempt(context, event) })),
    recordPoints: emit(({ context, event }) => ({ type: 'record', record: attemptPoints(context, event) })),
    recordSkip: emit(({ context, event }) => ({ type: 'record', record: skipped(context, event.env) })),
    recordDone: emit(({ context, event }) => ({ type: 'record', record: done(context, event.env) })),
    praise: emit(({ context, event }) => send(praise(context, event))),
    correct: emit(({ context, event }) => send(feedback(context, event))),
    reveal: emit(({ context, event }) => send(reveal(context, event))),
    noHint: emit(({ context, event }) => send(noHint(context, event.env))),
    hint: emit(({ context, event }) => send(hint(context, event.env))),
    summarise: emit(({ context, event }) => send(summary(context, event.env))),
    lookBack: emit(({ context, event }) => send(lookBack(context, event.env))),
    countRight: assign(({ context, event }) => ({
      points: context.points + attemptPoints(context, event).amount,
      firstTry: context.firstTry + (context.misses === 0 && context.hints === 0 ? 1 : 0),
      exercises: context.exercises + 1,
      forgiven:
        event.type === 'GRADED' && event.grade.verdict === 'typo' && event.grade.slip
          ? [...context.forgiven, event.grade.slip.word.toLowerCase()]
          : context.forgiven,
    })),
    countMiss: assign(({ context, event }) => ({
      misses: context.misses + 1,
      // A hint comes with every miss (one a miss, vague to specific).
      hints: context.hints + (hintWaits(context, event) ? 1 : 0),
      tried:
        event.type === 'GRADED' && event.grade.option !== undefined
          ? [...context.tried, event.grade.option]
          : context.tried,
    })),
    countHint: assign(({ context }) => ({ hints: context.hints + 1 })),
    countLost: assign(({ context }) => ({ exercises: context.exercises + 1 })),
    noteHard: assign(({ context }) => ({
      hard: context.hard.includes(context.index) ? context.hard : [...context.hard, context.index],
    })),
    forward: assign(({ context }) => ({ index: context.index + 1, misses: 0, hints: 0, tried: [] })),
  },
  guards: {
    right: ({ event }) =>
      event.type === 'GRADED' && (event.grade.verdict === 'right' || event.grade.verdict === 'typo'),
    unclear: ({ event }) => event.type === 'GRADED' && event.grade.verdict === 'unclear',
    lastTelling: ({ context }) => context.misses + 1 >= tellings,
    over: ({ context, event }) => isOver(context, event),
    overWithHard: ({ context, event }) => isOver(context, event) && context.hard.length > 0,
    question: ({ context, event }) => asks(context.index, event.env),
    word: ({ context, event }) => isReviewed(context, event),
    /** Two things to read in a row wait for a tap in between; one leads straight to its question. */
    pause: ({ context, event }) => !isLast(context, event.env) && !asks(context.index + 1, event.env),
    hintWaits: ({ context, event }) => hintWaits(context, event),
  },
}).createMachine({
  id: 'lesson',
  options: bounds,
  context: ({ input }) => lessonContext(input),
  initial: 'idle',
  states: {
    idle: { on: { START: { target: 'step', actions: 'introduce' } } },
    // Looks at the step it has come to; stays nowhere.
    step: {
      always: [
        { guard: 'overWithHard', target: 'finished', actions: ['recordDone', 'summarise', 'lookBack'] },
        { guard: 'over', target: 'finished', actions: ['recordDone', 'summarise'] },
        { guard: 'question', target: 'asking', actions: ['show', 'noteShown'] },
        { guard: 'word', target: 'read', actions: ['show', 'meetWord'] },
        { target: 'read', actions: 'show' },
      ],
    },
    read: {
      always: [
        { guard: 'pause', target: 'reading' },
        { target: 'step', actions: 'forward' },
      ],
    },
    reading: {
      on: {
        NEXT: { target: 'step', actions: 'forward' },
        SKIP: { target: 'step', actions: 'forward' },
        AGAIN: { actions: 'repeat' },
      },
    },
    asking: {
      on: {
        GRADED: [
          {
            guard: 'right',
            target: 'step',
            actions: ['recordAnswer', 'recordPoints', 'praise', 'countRight', 'forward'],
          },
          { guard: 'unclear', actions: 'repeat' },
          {
            guard: 'lastTelling',
            target: 'step',
            actions: ['recordAnswer', 'noteHard', 'reveal', 'countLost', 'forward'],
          },
          { actions: ['recordAnswer', 'noteHard', 'correct', 'countMiss'] },
        ],
        HINT: [{ guard: 'hintWaits', actions: ['hint', 'countHint'] }, { actions: 'noHint' }],
        SKIP: { target: 'step', actions: ['recordSkip', 'noteHard', 'reveal', 'countLost', 'forward'] },
        UNCLEAR: { actions: 'repeat' },
        AGAIN: { actions: 'repeat' },
      },
    },
    finished: { type: 'final' },
  },
});

function isOver(context: LessonContext, event: LessonEvent): boolean {
  return context.index >= lessonOf(event.env).lesson.steps.length;
}

function hintWaits(context: LessonContext, event: LessonEvent): boolean {
  const step = lessonOf(event.env).lesson.steps[context.index];
  return step !== undefined && exerciseOf(step).answering?.hint(step, context.hints) !== undefined;
}

function isReviewed(context: LessonContext, event: LessonEvent): boolean {
  const step = lessonOf(event.env).lesson.steps[context.index];
  return step !== undefined && exerciseOf(step).word?.(step).card === true;
}

/** A lesson, step by step: shown, answered, hinted, explained, summed up. It runs on the frozen lesson. */
export const lesson: Flow = {
  name: 'lesson',
  version: 1,
  title: { say: 'lesson.flowTitle' },
  followedBy: 'details',
  hints: true,
  position: (view) =>
    view.state === 'asking' || view.state === 'reading'
      ? String((view.context as LessonContext).index)
      : undefined,
  understand: understandAnswer,
  machine,
};
