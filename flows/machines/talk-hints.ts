import type { Say } from '../effects.js';
import type { Env } from '../machine.js';
import type { SceneGoal } from '../scene.js';
import { expand } from '../scoring/patterns.js';
import { sceneAt, type TalkContext } from './talk-context.js';

/** What helps in a talk, one a request. In a scene it goes from vague to specific and has an end. */

/**
 * Of the first goal that is open: what is still to be done, then words to begin with, then a whole sentence. Who was told
 * all of it hears that there is no more, and how to go on. Without goals there are ways to keep a talk going.
 */
export function hintAt(context: TalkContext, env: Env): Say {
  const goal = openGoal(context, env);
  if (!goal) return { say: 'talk.hintAsk', variant: context.hints };
  const hints = hintsFor(goal);
  const next = hints[context.hints];
  if (next) return next;
  const variant = context.hints - hints.length;
  return goal.example === undefined
    ? { say: 'talk.noHint', variant }
    : { say: 'talk.hintsOver', variant, args: { sentence: goal.example } };
}

/** Whether one more would say something new. */
export function hintWaits(context: TalkContext, env: Env): boolean {
  const goal = openGoal(context, env);
  return goal === undefined || context.hints < hintsFor(goal).length;
}

/** What newly reached goals change: another goal that is open now has its hints from the beginning. */
export function reaching(
  { reached, hints }: TalkContext,
  goals: readonly number[],
): Pick<TalkContext, 'reached' | 'hints'> {
  return { reached: [...reached, ...goals], hints: goals.includes(firstOpen(reached)) ? 0 : hints };
}

function firstOpen(reached: readonly number[]): number {
  let index = 0;
  while (reached.includes(index)) index += 1;
  return index;
}

function openGoal(context: TalkContext, env: Env): SceneGoal | undefined {
  return sceneAt(context, env)?.goals[firstOpen(context.reached)];
}

function hintsFor(goal: SceneGoal): Say[] {
  const words = beginning(goal);
  return [
    { say: 'talk.hintGoal', args: { goal: goal.does } },
    ...(words === undefined ? [] : [{ say: 'talk.hintSay', args: { words } } as const]),
    ...(goal.example === undefined
      ? []
      : [{ say: 'talk.hintSentence', args: { sentence: goal.example } } as const]),
  ];
}

/** The first words of what a goal could be reached with. */
export function beginning({ example, when }: SceneGoal): string | undefined {
  if (example !== undefined) return firstHalf(example);
  // The fullest that is still a beginning: what may be left out makes it sound like English.
  const [first] = expand(when?.[0] ?? '')
    .filter((words) => words !== '' && words.length <= 32)
    .toSorted((a, b) => b.length - a.length);
  return first;
}

/** At most four words: the rest is for the learner to find. */
function firstHalf(sentence: string): string {
  const words = sentence.split(' ');
  const some = words.slice(0, Math.min(4, Math.ceil(words.length / 2)));
  return some.join(' ').replace(/\p{P}+$/u, '');
}
