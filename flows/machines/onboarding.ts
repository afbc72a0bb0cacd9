import { asksBack, goesOn } from '../asks.js';
import type { Line } from '../effects.js';
import { bounds, type Env, type Flow } from '../machine.js';
import { nextLesson } from '../progress/next-lesson.js';
import { begins } from '../words.js';
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
    if (view.state === 'ready' && !unsaid) {
      if ('text' in input && isAsking(input.text, env))
        return { event: { type: 'AGAIN', env, line: howLong(env) }, certain: false };
      // Whatever else is said to "Begin" begins; a command has been taken as one before this, and so has a "no".
      return { event: { type: 'BEGIN', env }, certain: 'option' in input };
    }
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

function isAsking(text: string, env: Env): boolean {
  return !goesOn(text, env) && (asksBack(text, env) || begins(env, 'words.question', text));
}

/** What begins here and how long it takes: in other words each time. */
function howLong(env: Env): Line {
  const { facts, profile, variant } = env;
  const first = nextLesson(facts.course.outline, facts.done ?? [], profile.level);
  return { say: 'onboarding.unsure', variant, args: { minutes: first?.entry.minutes ?? 5 } };
}
