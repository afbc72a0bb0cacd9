import { assign, emit, setup } from 'xstate';
import { exerciseOf } from '../exercises/registry.js';
import type { Emitted } from '../machine.js';
import type { Message } from '../effects.js';
import {
  asks,
  isGated,
  isLast,
  lessonOf,
  localStep,
  requestAt,
  type LessonContext,
  type LessonEvent,
  type LessonInput,
} from './lesson-context.js';
import {
  again,
  feedback,
  hint,
  inOwnLanguage,
  instructed,
  intro,
  inWriting,
  lookBack,
  praise,
  reading,
  refusal,
  reveal,
  review,
  show,
  slowly,
  summary,
} from './lesson-messages.js';
import { asked, noHint } from './lesson-asides.js';
import { look, readingReview } from './reading-messages.js';
import {
  attempt,
  attemptPoints,
  bestOf,
  done,
  partPoints,
  played,
  playPoints,
  skipped,
  spoken,
  wordMet,
} from './lesson-records.js';
import { drilled, drillIntro, drillSource, drillSummary } from './drill-parts.js';
import { question } from './lesson-tutor.js';

/** A third miss shows the answer: three tellings, then another way (VOICE 9). */
const tellings = 3;

const send = (message: Message): Emitted => ({ type: 'effect', effect: { kind: 'send', message } });

/** What a lesson can do and what it decides by; lesson.ts says when. */
export const teaching = setup({
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
    repeat: emit(({ context, event }) => {
      if (event.type === 'AGAIN' && event.asked === true) return send(asked(context, event.env));
      const unclear = event.type === 'UNCLEAR' || event.type === 'GRADED';
      return send(again(context, event.env, unclear, event.type === 'GRADED' ? event.grade : undefined));
    }),
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
      ...(event.type === 'GRADED' &&
        event.grade.feedback !== undefined && { told: [...(context.told ?? []), event.grade.feedback] }),
    })),
    recordPart: emit(({ context, event }) => ({ type: 'record', record: partPoints(context, event.env) })),
    recordPlay: emit(({ context, event }) => ({ type: 'record', record: played(context, event) })),
    recordPlayPoints: emit(({ context, event }): Emitted => {
      const points = playPoints(context, event);
      return { type: 'records', records: points.amount > 0 ? [points] : [] };
    }),
    countPlay: assign(({ context, event }) => ({
      points: context.points + playPoints(context, event).amount,
      exercises: context.exercises + 1,
      firstTry: context.firstTry + (isPlayed(event) ? 1 : 0),
    })),
    review: emit(({ context, event }) => send(review(context, event))),
    slowly: emit(({ context, event }) => send(slowly(context, event.env))),
    silence: assign(({ event }) => (event.type === 'MUTE' ? { [event.sense]: true as const } : {})),
    sayInWriting: emit(() => send(inWriting())),
    look: emit(({ context, event }) => send(look(context, event))),
    reviewReading: emit(({ context, event }) => send(readingReview(context, event, false))),
    reviewLast: emit(({ context, event }) => send(readingReview(context, event, true))),
    recordSpoken: emit(({ context, event }): Emitted => {
      const record = spoken(context, event, drillSource(context, event.env));
      return { type: 'records', records: record ? [record] : [] };
    }),
    keepReading: assign(({ context, event }) => {
      if (event.type !== 'GRADED') return {};
      const { grade, own, speech } = event;
      const { reading } = grade;
      const sounds = (reading ?? speech)?.sounds ?? [];
      return {
        ...(context.drill && { drill: drilled(context.drill, sounds) }),
        ...(reading && {
          reading: { text: grade.expected ?? '', scores: reading.scores, ...(own && { own }) },
          ...(grade.verdict === 'partial' && { drillOffered: true as const }),
        }),
      };
    }),
    introduceDrill: emit(({ context, event }) => send(drillIntro(context, event.env))),
    sumDrill: emit(({ context, event }) => send(drillSummary(context, event.env))),
    countReview: assign(({ context, event }) => ({
      misses: context.misses + 1,
      best: bestOf(context, event),
    })),
    countPart: assign(({ context }) => ({
      points: context.points + context.best,
      exercises: context.exercises + 1,
    })),
    askTutor: emit(({ context, event }): Emitted => ({ type: 'effect', effect: question(context, event) })),
    awaitTutor: assign(({ context, event }) => ({
      asked: context.asked + 1,
      awaiting: requestAt(context, context.asked + 1),
      pending: event.type === 'GRADED' ? event.answer : context.pending,
    })),
    abandon: emit(
      ({ context }): Emitted => ({
        type: 'effect',
        effect: { kind: 'abandon', request: context.awaiting ?? '' },
      }),
    ),
    forget: assign({ awaiting: undefined, pending: undefined }),
    sayReading: emit(() => send(reading())),
    refuse: emit(({ context, event }) => send(refusal(context, event))),
    speakOwn: assign({ own: true as const }),
    showOwn: emit(({ context, event }) => send(inOwnLanguage(context, event.env))),
    countHint: assign(({ context }) => ({ hints: context.hints + 1 })),
    countLost: assign(({ context, event }) => {
      const { left, told } = context.shown ?? { left: 0, told: 0 };
      return {
        exercises: context.exercises + 1,
        ...(event.type === 'SKIP' && { shown: { left: left + 1, told } }),
        ...(event.type === 'GRADED' && { shown: { left, told: told + 1 } }),
      };
    }),
    noteHard: assign(({ context }) => ({
      hard: context.hard.includes(context.index) ? context.hard : [...context.hard, context.index],
    })),
    forward: assign(({ context }) => ({
      index: context.index + 1,
      misses: 0,
      hints: 0,
      tried: [],
      told: undefined,
      best: 0,
      reading: undefined,
    })),
  },
  guards: {
    right: ({ event }) =>
      event.type === 'GRADED' && (event.grade.verdict === 'right' || event.grade.verdict === 'typo'),
    skipped: ({ context, event }) => {
      const step = localStep(context, event.env);
      return exerciseOf(step).skips?.(step) === true;
    },
    gated: ({ context, event }) => isGated(context, event.env),
    scene: ({ context, event }) => exerciseOf(localStep(context, event.env)).plays !== undefined,
    /** A model is to be asked; `understandAnswer` left this only where that may be done. */
    tutor: ({ event }) =>
      event.type === 'GRADED' && (event.grade.verdict === 'tutor' || event.grade.mayAsk === true),
    looksBack: ({ event }) =>
      event.type === 'GRADED' && (event.grade.verdict === 'unscored' || event.grade.verdict === 'partial'),
    /** Something read aloud that was not clear throughout: once more, or on. */
    readPartly: ({ event }) => isReadPartly(event),
    readLast: ({ context, event }) => isReadPartly(event) && context.misses + 1 >= tellings,
    kept: ({ context }) => context.reading !== undefined,
    earnedPart: ({ context }) => context.best > 0,
    missing: ({ event }) => event.type === 'NEXT' && event.missing === true,
    unclear: ({ event }) => event.type === 'GRADED' && event.grade.verdict === 'unclear',
    lastTelling: ({ context }) => context.misses + 1 >= tellings,
    over: ({ context, event }) => isOver(context, event),
    overWithHard: ({ context, event }) => isOver(context, event) && context.hard.length > 0,
    question: ({ context, event }) => asks(context, event.env),
    word: ({ context, event }) => isReviewed(context, event),
    /** Two things to read in a row wait for a tap in between; one leads straight to its question. */
    pause: ({ context, event }) =>
      !isLast(context, event.env) && !asks(context, event.env, context.index + 1),
    hintWaits: ({ context, event }) => hintWaits(context, event),
  },
});

function isReadPartly(event: LessonEvent): boolean {
  return event.type === 'GRADED' && event.grade.verdict === 'partial' && event.grade.reading !== undefined;
}

function isPlayed(event: LessonEvent): boolean {
  return event.type === 'BACK' && (event.outcome.reached ?? 0) >= (event.outcome.goals ?? 0);
}

function isOver(context: LessonContext, event: LessonEvent): boolean {
  return context.index >= lessonOf(event.env).lesson.steps.length;
}

function hintWaits(context: LessonContext, event: LessonEvent): boolean {
  if (isOver(context, event)) return false;
  const step = localStep(context, event.env);
  return exerciseOf(step).answering?.hint(step, context.hints) !== undefined;
}

function isReviewed(context: LessonContext, event: LessonEvent): boolean {
  const step = lessonOf(event.env).lesson.steps[context.index];
  return step !== undefined && exerciseOf(step).word?.(step).card === true;
}
