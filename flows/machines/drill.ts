import { bounds, type Flow } from '../machine.js';
import { listensAt, understandAnswer } from './lesson-answers.js';
import { lessonContext, type LessonContext } from './lesson-context.js';
import { teaching } from './lesson-parts.js';
import { answered, checking, read, reading } from './lesson-states.js';

const machine = teaching.createMachine({
  id: 'drill',
  options: bounds,
  context: ({ input }) => lessonContext(input),
  initial: 'idle',
  states: {
    idle: { on: { START: { target: 'step', actions: 'introduceDrill' } } },
    step: {
      always: [
        { guard: 'over', target: 'finished', actions: 'sumDrill' },
        { guard: 'question', target: 'asking', actions: ['show', 'noteShown'] },
        { target: 'read', actions: 'show' },
      ],
    },
    read,
    reading,
    asking: { on: answered },
    // Nothing here is asked of a model; an answer of that kind would be one too many.
    judging: { always: 'asking' },
    checking,
    finished: { type: 'final' },
  },
});

/** The three weakest sounds: how each is made, by ear, in a word, a phrase, a sentence, and once more. */
export const drill: Flow = {
  name: 'drill',
  version: 1,
  title: { say: 'drill.title' },
  followedBy: 'rest',
  hints: true,
  position: (view) =>
    ['asking', 'checking', 'reading'].includes(view.state)
      ? String((view.context as LessonContext).index)
      : undefined,
  listens: listensAt,
  understand: understandAnswer,
  machine,
};
