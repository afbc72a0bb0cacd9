import type { Env } from '../machine.js';
import { goalsIn, nextLines, textOf } from '../tutor/script.js';
import { sceneAt, type TalkContext } from './talk-context.js';

/** What a line of the learner's comes to where a script is followed. */
export interface ScriptTurn {
  /** Goals newly reached, from 0. */
  goals: number[];
  /** What is said next, as indices into the script; none where only the goodbye is left and goals are open. */
  next: number[];
  /** What is said, as one text. */
  text: string;
  /** The scene has come to its end. */
  over: boolean;
}

export function scriptTurn(context: TalkContext, env: Env, heard: string): ScriptTurn {
  const scene = sceneAt(context, env);
  if (!scene) throw new Error('only scenes have a script');
  const goals = goalsIn(scene, heard).filter((index) => !context.reached.includes(index));
  const all = context.reached.length + goals.length >= scene.goals.length;
  const over = all || context.turns + 1 >= scene.maxTurns;
  const next = nextLines(scene.offline, context.said, { heard, over });
  return { goals, next, text: next.map((index) => textOf(scene.offline[index])).join(' '), over };
}
