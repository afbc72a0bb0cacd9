import type { Line, Message } from '../effects.js';
import type { Env } from '../machine.js';
import { usable } from '../tutor/usable.js';
import type { LessonContext } from './lesson-context.js';
import { again } from './lesson-messages.js';
import { progress, ways } from './lesson-ways.js';

/** What a lesson says to who asks for what it does not have: a hint, an answer to a question of their own. */

/** No hint is written for this, or none is left: what else helps, by the buttons that are there. */
export function noHint(context: LessonContext, env: Env): Message {
  const { lines, ...rest } = again(context, env, false);
  return { lines: [instead(context, env), ...lines], ...rest };
}

function instead(context: LessonContext, env: Env): Line {
  const { variant } = env;
  const heard = button(context, env, 'slow');
  const spoken = button(context, env, 'mute') !== undefined;
  if (heard !== undefined)
    return { say: spoken ? 'aloud.hint' : 'listen.hint', variant, args: { button: heard } };
  if (spoken) return { say: 'aloud.hintAlone', variant };
  return { say: context.hints === 0 ? 'lesson.neverHint' : 'lesson.noHint', variant };
}

/** A question about what is there to be read, which nobody here can answer; the step stands above this. */
export function asked(context: LessonContext, env: Env): Message {
  const { slips: variant } = env;
  const own = button(context, env, 'own');
  const word: Line =
    own === undefined
      ? { say: 'reading.asked', variant }
      : { say: 'reading.askedOwn', variant, args: { button: own } };
  const inTalk: Line[] = usable(env) && variant === 0 ? [{ say: 'reading.inTalk' }] : [];
  return { lines: [word, ...inTalk], ...ways(context, env), progress: progress(context, env) };
}

/** What the button of this way on is called, where the step has it. */
function button(context: LessonContext, env: Env, way: string): string | undefined {
  const value = `${context.instance}.${context.index}.${way}`;
  const found = ways(context, env).actions?.find((one) => one.value === value);
  return found && env.phrase(found.label);
}
