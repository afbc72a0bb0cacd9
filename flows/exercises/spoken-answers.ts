import { tidy } from '../scoring/normalise.js';
import { expand } from '../scoring/patterns.js';
import type { Hears } from '../speech/hears.js';

/** Known answers that are told apart at most: each takes time of our own model's. */
const most = 40;

/**
 * What is listened for where a typed answer is said aloud instead: words; and where nobody can hear those, which of the
 * answers that the author knows it was, right or foreseen.
 *
 * @param accept patterns, the likeliest first
 * @param near patterns of foreseen wrong answers; they compete too, so that not everything sounds right
 * @param whole the sentence that an answer belongs in, which may be said in full
 */
export function knownAnswers(
  accept: readonly string[],
  near: Readonly<Record<string, unknown>> = {},
  whole: (answer: string) => string = (answer) => answer,
): Hears {
  const foreseen = Object.keys(near)
    .flatMap(expand)
    .slice(0, most / 4);
  const right = accept.flatMap(expand);
  const room = most - 2 * foreseen.length;
  const said = [...right.slice(0, Math.ceil(room / 2)), ...right.map(whole), ...right].slice(0, room);
  const all = [...said, ...foreseen, ...foreseen.map(whole)];
  return { options: all.filter((one, at) => all.findIndex((other) => tidy(other) === tidy(one)) === at) };
}
