import { bounds, type Flow } from '../machine.js';
import { hearsQuestion, located, understandQuestion } from './asking-answers.js';
import { askingContext, type AskingContext } from './asking-context.js';
import { arrival, asking } from './asking.js';
import { questionState, zoneStates } from './asking-states.js';

/** After the first lesson, when there is a reason to say yes: reminder, time zone, minutes, interests. */
export const details: Flow = {
  name: 'details',
  version: 1,
  title: { say: 'details.title' },
  followedBy: 'rest',
  letsGo: true,
  passing: true,
  position: (view) => (view.state === 'idle' ? undefined : (view.context as AskingContext).question),
  listens: hearsQuestion,
  understand: understandQuestion,
  awaits: (view) => (view.context as AskingContext).awaiting,
  take: located,
  machine: asking.createMachine({
    id: 'details',
    options: bounds,
    context: ({ input }) => askingContext(input),
    initial: 'idle',
    states: {
      idle: { on: { START: { target: 'reminder', actions: [...arrival('reminder')] } } },
      reminder: questionState('zone', arrival('zone')),
      ...zoneStates('minutes', arrival('minutes'), 'reminder'),
      minutes: questionState('interests', arrival('interests'), 'zone'),
      interests: questionState('done', ['thank' as const], 'minutes'),
      done: { type: 'final' },
    },
  }),
};
