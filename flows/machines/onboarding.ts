import { bounds, type Flow } from '../machine.js';
import { hearsQuestion, takesBack, understandQuestion } from './asking-answers.js';
import { askingContext, type AskingContext } from './asking-context.js';
import { arrival, asking } from './asking.js';
import { questionState, takenBack } from './asking-states.js';

/**
 * Hello: the language, a name, what English is for, a first guess of the level. Each can be skipped; the rest
 * is asked after the first lesson. The first exercise comes within six taps.
 */
export const onboarding: Flow = {
  name: 'onboarding',
  version: 1,
  title: { say: 'onboarding.title' },
  followedBy: 'lesson',
  letsGo: true,
  // All is asked by then; a lesson can be begun in other ways as well.
  passing: (view) => view.state === 'ready',
  position: (view) => (view.state === 'idle' ? undefined : (view.context as AskingContext).question),
  listens: hearsQuestion,
  understand(view, input, env) {
    const unsaid = takesBack(input, env);
    if (view.state === 'ready' && !unsaid)
      // Whatever is said to "Begin" begins; a command has been taken as one before this.
      return { event: { type: 'BEGIN', env }, certain: 'option' in input };
    return unsaid ?? understandQuestion(view, input, env);
  },
  machine: asking.createMachine({
    id: 'onboarding',
    options: bounds,
    context: ({ input }) => askingContext(input),
    initial: 'idle',
    states: {
      idle: {
        on: { START: { target: 'language', actions: ['greet', ...arrival('language')] } },
      },
      language: questionState('name', arrival('name')),
      name: questionState('goal', arrival('goal'), 'language'),
      goal: questionState('level', arrival('level'), 'name'),
      level: questionState(
        'ready',
        [{ type: 'at', params: { question: 'ready' } } as const, 'offerStart' as const],
        'goal',
      ),
      ready: {
        on: {
          BEGIN: 'begun',
          SKIP: 'begun',
          AGAIN: { actions: 'offerStart' },
          ...takenBack(['level']),
        },
      },
      begun: { type: 'final' },
    },
  }),
};
