import { parseTime } from '../clock-time.js';
import type { Env } from '../machine.js';
import { plain, words, type WordsKey } from '../words.js';

type Words = Pick<Env, 'facts' | 'phrase'>;

/**
 * The time of day that a sentence names, or undefined where it might mean another: "8 de la noche" is 20:00,
 * "half past 7" and "2 dogs" are none. Nobody is reminded twelve hours late for a guess.
 *
 * @returns minutes after midnight
 */
export function timeOfDay(text: string, env: Words): number | undefined {
  const minutes = parseTime(text);
  if (minutes === undefined) return undefined;
  const written = /\d{1,2}\s*(?:[:.]|h(?!\p{L}))?\s*(\d{2})?\s*([ap]\.?\s?m\b\.?)?/iu.exec(text)?.[0] ?? '';
  const rest = ` ${plain(text.replace(written, ' '))} `;
  const late = named(rest, 'words.evening', env);
  const early = named(rest, 'words.morning', env);
  const left = without(without(rest, late), early);
  const fillers = new Set(words(env, 'words.time').flatMap((word) => plain(word).split(' ')));
  const exact = /\d[:.h]\d{2}/iu.test(written.replace(/\s+/g, ''));
  if (!exact && left.split(' ').some((word) => word !== '' && !fillers.has(word))) return undefined;
  if (/\d/.test(left)) return undefined;
  if (late !== undefined && early === undefined && minutes < 12 * 60) return minutes + 12 * 60;
  if (early !== undefined && minutes >= 12 * 60 && minutes < 13 * 60 && late === undefined)
    return minutes - 12 * 60;
  return minutes;
}

function named(rest: string, key: WordsKey, env: Words): string | undefined {
  return words(env, key)
    .map(plain)
    .sort((a, b) => b.length - a.length)
    .find((phrase) => rest.includes(` ${phrase} `));
}

function without(rest: string, phrase: string | undefined): string {
  return phrase === undefined ? rest : rest.replace(` ${phrase} `, ' ');
}
