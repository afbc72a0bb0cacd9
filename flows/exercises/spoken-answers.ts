import { tidy } from '../scoring/normalise.js';
import { expand } from '../scoring/patterns.js';
import type { Hears } from '../speech/hears.js';

/** Known answers that are told apart at most: each takes time of our own model's. */
const most = 40;

/** The ending of a contraction: nobody says it alone, and one sound is heard in any word. */
const loneEnding = /^(['’](d|s|m|t|ll|re|ve)|n['’]t)$/i;
/** The same where a gap is filled with it. */
const endingApart = /(?<=\p{L})\s+(['’](d|s|m|t|ll|re|ve)|n['’]t)(?![\p{L}])/giu;

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
  const inFull = (answer: string) => whole(answer).replace(endingApart, '$1');
  const foreseen = Object.keys(near)
    .flatMap(expand)
    .slice(0, most / 4);
  const right = accept.flatMap(expand);
  const room = most - 2 * foreseen.length;
  const said = [...right.slice(0, Math.ceil(room / 2)), ...right.map(inFull), ...right].slice(0, room);
  const once = sayable(said);
  return { options: sayable([...once, ...foreseen, ...foreseen.map(inFull)]), alike: once.length };
}

/** Each once. */
function sayable(answers: readonly string[]): string[] {
  return answers.filter(
    (one, at) => !loneEnding.test(one) && answers.findIndex((other) => tidy(other) === tidy(one)) === at,
  );
}
