import { bounds, type Flow } from '../machine.js';
import { judged, listensAt, understandAnswer } from './lesson-answers.js';
import { lessonContext, type LessonContext } from './lesson-context.js';
import { teaching } from './lesson-parts.js';

/** What becomes of an answer, wherever one can be given. */
const answered = {
  GRADED: [
    {
      guard: 'tutor' as const,
      target: 'judging' as const,
      reenter: true,
      actions: ['askTutor' as const, 'awaitTutor' as const],
    },
    {
      guard: 'right' as const,
      target: 'step' as const,
      actions: [
        'recordAnswer' as const,
        'recordPoints' as const,
        'praise' as const,
        'countRight' as const,
        'forward' as const,
      ],
    },
    { guard: 'unclear' as const, target: 'asking' as const, actions: 'repeat' as const },
    {
      guard: 'looksBack' as const,
      target: 'checking' as const,
      actions: ['recordAnswer' as const, 'review' as const, 'countReview' as const],
    },
    {
      guard: 'lastTelling' as const,
      target: 'step' as const,
      actions: [
        'recordAnswer' as const,
        'noteHard' as const,
        'reveal' as const,
        'countLost' as const,
        'forward' as const,
      ],
    },
    {
      target: 'asking' as const,
      actions: ['recordAnswer' as const, 'noteHard' as const, 'correct' as const, 'countMiss' as const],
    },
  ],
  HINT: [
    {
      guard: 'hintWaits' as const,
      target: 'asking' as const,
      actions: ['hint' as const, 'countHint' as const],
    },
    { target: 'asking' as const, actions: 'noHint' as const },
  ],
  SKIP: {
    target: 'step' as const,
    actions: [
      'recordSkip' as const,
      'noteHard' as const,
      'reveal' as const,
      'countLost' as const,
      'forward' as const,
    ],
  },
  UNCLEAR: { target: 'asking' as const, actions: 'repeat' as const },
  OWN: { target: 'asking' as const, actions: ['speakOwn' as const, 'showOwn' as const] },
  AGAIN: { actions: 'repeat' as const },
};

const machine = teaching.createMachine({
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
        { guard: 'skipped', target: 'step', actions: 'forward' },
        { guard: 'gated', target: 'gated' },
        { guard: 'scene', target: 'playing' },
        { guard: 'question', target: 'asking', actions: ['show', 'noteShown'] },
        { guard: 'word', target: 'read', actions: ['show', 'meetWord'] },
        { target: 'read', actions: 'show' },
      ],
    },
    // Age and consent first (machines/consent.ts).
    gated: { on: { BACK: 'step' } },
    // The talk flow has the floor.
    playing: {
      on: {
        BACK: {
          target: 'step',
          actions: ['recordPlay', 'recordPlayPoints', 'countPlay', 'forward'],
        },
      },
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
        OWN: { actions: ['speakOwn', 'showOwn'] },
        AGAIN: { actions: 'repeat' },
      },
    },
    asking: { on: answered },
    // A model looks at the answer. Another answer replaces it; leaving the step abandons the question.
    judging: {
      exit: ['abandon', 'forget'],
      on: {
        ...answered,
        REFUSED: { target: 'asking', actions: 'refuse' },
        LEAVE: 'asking',
        AGAIN: { actions: 'sayReading' },
      },
    },
    // Time to look at what an own text came to; a better one may follow.
    checking: {
      on: {
        ...answered,
        NEXT: [
          { guard: 'earnedPart', target: 'step', actions: ['recordPart', 'countPart', 'forward'] },
          { guard: 'missing', target: 'step', actions: ['noteHard', 'countLost', 'forward'] },
          { target: 'step', actions: ['countLost', 'forward'] },
        ],
        SKIP: { target: 'step', actions: ['countLost', 'forward'] },
      },
    },
    finished: { type: 'final' },
  },
});

/** A lesson, step by step: shown, answered, hinted, explained, summed up. It runs on the frozen lesson. */
export const lesson: Flow = {
  name: 'lesson',
  version: 1,
  title: { say: 'lesson.flowTitle' },
  followedBy: 'details',
  hints: true,
  position: (view) =>
    ['asking', 'judging', 'checking', 'reading'].includes(view.state)
      ? String((view.context as LessonContext).index)
      : undefined,
  listens: listensAt,
  understand: understandAnswer,
  awaits: (view) => (view.context as LessonContext).awaiting,
  take: judged,
  written: (context) => (context as LessonContext).pending,
  wants(view) {
    const { index, hash } = view.context as LessonContext;
    if (view.state === 'gated') return { flow: 'consent' };
    return view.state === 'playing' ? { flow: 'talk', input: { step: index }, frozen: hash } : undefined;
  },
  machine,
};
