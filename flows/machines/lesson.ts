import { bounds, type Flow } from '../machine.js';
import { judged, listensAt, understandAnswer } from './lesson-answers.js';
import { lessonContext, type LessonContext } from './lesson-context.js';
import { teaching } from './lesson-parts.js';
import { answered, checking, read, reading } from './lesson-states.js';

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
    read,
    reading,
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
    checking,
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
