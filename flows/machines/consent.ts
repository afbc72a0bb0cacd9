import { bounds, type Flow } from '../machine.js';
import { understandQuestion } from './asking-answers.js';
import { askingContext, type AskingContext } from './asking-context.js';
import { arrival, asking } from './asking.js';
import { questionState } from './asking-states.js';

const answered = {
  ...questionState('done', ['acknowledge' as const]).on,
  SKIP: { target: 'done' as const, actions: ['decline' as const] },
};

/**
 * Age band and consent, asked once before the first text goes to a language model; the flow that needs it waits
 * meanwhile (hand-over.ts).
 */
export const consent: Flow = {
  name: 'consent',
  version: 1,
  title: { say: 'consent.title' },
  followedBy: 'rest',
  letsGo: true,
  passing: true,
  position: (view) => (view.state === 'idle' ? undefined : (view.context as AskingContext).question),
  understand: understandQuestion,
  machine: asking.createMachine({
    id: 'consent',
    options: bounds,
    context: ({ input }) => askingContext(input),
    initial: 'idle',
    states: {
      idle: {
        on: {
          START: [
            { guard: 'aged', target: 'consent', actions: [...arrival('consent')] },
            { target: 'age', actions: [...arrival('age')] },
          ],
        },
      },
      age: {
        on: {
          ANSWER: [
            { guard: 'young', target: 'done', actions: ['save', 'acknowledge'] },
            { guard: 'consented', target: 'done', actions: ['save'] },
            { target: 'consent', actions: ['save', ...arrival('consent')] },
          ],
          // Whoever does not want to say is not sent anywhere, and not asked again and again.
          SKIP: { target: 'done', actions: ['decline'] },
          UNCLEAR: { actions: 'repeat' },
          AGAIN: { actions: 'repeat' },
        },
      },
      consent: { on: answered },
      done: { type: 'final' },
    },
  }),
};
