import { bounds, type Flow } from '../machine.js';
import { questionIds } from '../questions/registry.js';
import { says } from '../words.js';
import { hearsQuestion, located, understandQuestion } from './asking-answers.js';
import { askingContext, type AskingContext } from './asking-context.js';
import { arrival, asking } from './asking.js';
import { questionState, zoneStates } from './asking-states.js';

const menu = [{ type: 'at', params: { question: 'menu' } } as const, 'showMenu' as const];

/** Everything that was ever asked: shown, and changed one at a time. */
export const settings: Flow = {
  name: 'settings',
  version: 1,
  title: { say: 'settings.title' },
  followedBy: 'rest',
  letsGo: true,
  passing: true,
  position: (view) => (view.state === 'idle' ? undefined : (view.context as AskingContext).question),
  listens: hearsQuestion,
  understand(view, input, env) {
    if (view.state !== 'menu') return understandQuestion(view, input, env);
    if ('option' in input) {
      if (input.option === 'close') return { event: { type: 'CLOSE', env }, certain: true };
      const question = questionIds.find((id) => id === input.option);
      if (question) return { event: { type: 'CHOOSE', env, question }, certain: true };
    } else if (says(env, 'words.no', input.text)) return { event: { type: 'CLOSE', env }, certain: false };
    return {
      event: { type: 'UNCLEAR', env, line: { say: 'settings.unclear', variant: env.slips } },
      certain: false,
    };
  },
  awaits: (view) => (view.context as AskingContext).awaiting,
  take: located,
  machine: asking.createMachine({
    id: 'settings',
    options: bounds,
    context: ({ input }) => askingContext(input),
    initial: 'idle',
    states: {
      idle: { on: { START: { target: 'menu', actions: menu } } },
      menu: {
        on: {
          CHOOSE: questionIds.map((question) => ({
            guard: { type: 'chose', params: { question } } as const,
            target: question,
            actions: [...arrival(question)],
          })),
          CLOSE: 'closed',
          SKIP: 'closed',
          UNCLEAR: { actions: 'showMenu' },
          AGAIN: { actions: 'showMenu' },
        },
      },
      language: questionState('menu', menu),
      name: questionState('menu', menu),
      goal: questionState('menu', menu),
      level: questionState('menu', menu),
      minutes: questionState('menu', menu),
      interests: questionState('menu', menu),
      reminder: questionState('menu', menu),
      sound: questionState('menu', menu),
      speed: questionState('menu', menu),
      age: questionState('menu', menu),
      consent: questionState('menu', menu),
      ...zoneStates('menu', menu),
      closed: { type: 'final' },
    },
  }),
};
