import type { Env } from '../machine.js';
import { plain, words } from '../words.js';
import { choice, notSet, type Question } from './question.js';

const offered = [5, 10, 15];

/** Minutes a day: how long a day's practice may be. */
export const minutes: Question = {
  ask: () => ({
    lines: [{ say: 'minutes.ask' }],
    choices: offered.map((count) => choice({ say: 'minutes.count', args: { count } }, String(count))),
  }),
  understand(input, env) {
    const count = 'option' in input ? Number(input.option) : countOf(input.text, env);
    if (Number.isInteger(count) && count >= 1 && count <= 120)
      return { kind: 'value', value: String(count), certain: true };
    return { kind: 'unclear', line: { say: 'minutes.unclear', variant: env.slips } };
  },
  save: (value) => ({ minutes: Number(value) }),
  shown: (profile) =>
    profile.minutes === undefined ? notSet : { say: 'minutes.count', args: { count: profile.minutes } },
};

/**
 * How many minutes a text names: "10", "half an hour", "15 minutes before I sleep". Without the word for minutes nothing
 * else may stand beside the number: "it is 2 in the afternoon" is a time of day. NaN where none or more than one is named.
 */
function countOf(text: string, env: Env): number {
  const split = plain(text.replace(/(\d)(?=\p{L})/gu, '$1 '));
  const said = amounts(env).reduce((left, [phrase, count]) => replaced(left, phrase, count), ` ${split} `);
  const [number, more] = said.match(/\d+/g) ?? [];
  if (number === undefined || more !== undefined) return Number.NaN;
  const units = words(env, 'words.minutes').map(plain);
  if (units.some((unit) => said.includes(` ${number} ${unit} `))) return Number(number);
  const beside = longestFirst([...units, ...words(env, 'words.roughly').map(plain)]);
  return beside.reduce((left, phrase) => replaced(left, phrase, ''), said).trim() === number
    ? Number(number)
    : Number.NaN;
}

/** Amounts of time in words, the longest first: "half an hour" holds "an hour". */
function amounts(env: Env): [phrase: string, count: string][] {
  const listed = words(env, 'words.amounts').map((one) => one.split(' = ').map(plain));
  const counts = new Map(listed.map(([phrase = '', count = '']) => [phrase, count]));
  return longestFirst([...counts.keys()]).map((phrase) => [phrase, counts.get(phrase) ?? '']);
}

function longestFirst(phrases: string[]): string[] {
  return phrases.toSorted((a, b) => b.length - a.length);
}

/** @param text with a space at either end, and so is what is returned */
function replaced(text: string, phrase: string, by: string): string {
  return text.replaceAll(` ${phrase} `, by === '' ? ' ' : ` ${by} `);
}
