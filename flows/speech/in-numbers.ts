import { commandValue } from '../commands.js';
import type { Choice, Line, Say } from '../effects.js';
import type { Scores } from './scores.js';

/**
 * Scores in numbers, for who wants to know. They are in the button itself: it says the same for as long as it can be
 * tapped, wherever the learner is by then, and nobody has to keep them for it.
 */

/** In the order in which they are told, each with its letter in a button's value. */
const letters = [
  ['overall', 'o'],
  ['accuracy', 'a'],
  ['fluency', 'f'],
  ['completeness', 'c'],
  ['prosody', 'p'],
  ['grammar', 'g'],
  ['vocabulary', 'v'],
  ['relevance', 'r'],
] as const satisfies readonly (readonly [keyof Scores, string])[];

/** The button, where anything was scored. */
export function numbersWay(scores: Scores, label: Say): Choice[] {
  if (scores.overall.value === null) return [];
  const code = letters.flatMap(([name, letter]) => {
    const metric = scores[name];
    // Who talks freely has no goals to reach.
    if (name === 'relevance' && metric?.value === null) return [];
    return metric ? [`${letter}${metric.value === null ? '-' : Math.round(metric.value)}`] : [];
  });
  return [{ label, value: `${commandValue('numbers')}.${code.join('')}` }];
}

/** @param code as it is in the button: `o89a78f-` */
export function inNumbers(code: string): Line[] {
  const found = new Map(
    [...code.matchAll(/([a-z])(\d{1,3}|-)/g)].map(([, letter, value]) => [letter, value]),
  );
  const lines = letters.flatMap(([name, letter]): Line[] => {
    const value = found.get(letter);
    if (value === undefined) return [];
    return [
      { say: `aloud.${name}`, args: { value: value === '-' ? { say: 'aloud.notMeasured' } : Number(value) } },
    ];
  });
  return [{ say: 'aloud.numbers' }, ...lines];
}
