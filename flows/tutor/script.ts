import type { Scene, ScriptLine } from '../scene.js';
import { holds } from '../scoring/holds.js';

/** The goals, from 0, that a line of the learner's reaches by their patterns. */
export function goalsIn({ goals }: Pick<Scene, 'goals'>, line: string): number[] {
  return goals.flatMap(({ when }, index) => (when && holds(line, when) ? [index] : []));
}

/**
 * What the persona of a scripted scene says next, as indices into `offline`, in the order they are said.
 *
 * A line with `when` is said once, where the learner's line holds it; otherwise the next plain line is. The last
 * plain line is the goodbye and kept for the end. Nothing is left to say while goals are still open where only the
 * goodbye is: then the learner needs to be told what is still to be done.
 *
 * @param said indices said so far; the greeting (0) among them
 * @param heard the learner's line
 * @param over every goal is reached, or this was their last line: what answers it is said, then the goodbye; an answer
 *   that asks something back is left out, because nobody waits for more
 */
export function nextLines(
  offline: readonly ScriptLine[],
  said: readonly number[],
  { heard, over }: { heard: string; over: boolean },
): number[] {
  const unsaid = [...offline.keys()].filter((index) => !said.includes(index));
  const answer = unsaid.find((index) => {
    const line = offline[index];
    return typeof line === 'object' && holds(heard, line.when);
  });
  const goodbye = offline.findLastIndex((line) => typeof line === 'string');
  if (over) {
    const asks = answer !== undefined && textOf(offline[answer]).endsWith('?');
    return [asks ? undefined : answer, said.includes(goodbye) ? undefined : goodbye].filter(
      (index) => index !== undefined,
    );
  }
  const next = answer ?? unsaid.find((index) => typeof offline[index] === 'string' && index !== goodbye);
  return next === undefined ? [] : [next];
}

/** Whether a line of the learner's reaches a goal, or has an answer of its own that was not said yet. */
export function isAnswered(
  scene: Pick<Scene, 'goals' | 'offline'>,
  said: readonly number[],
  heard: string,
): boolean {
  return (
    goalsIn(scene, heard).length > 0 ||
    scene.offline.some(
      (line, index) => typeof line === 'object' && !said.includes(index) && holds(heard, line.when),
    )
  );
}

export function textOf(line: ScriptLine | undefined): string {
  return typeof line === 'object' ? line.say : (line ?? '');
}
