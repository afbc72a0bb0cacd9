import { abbreviations, reductions } from '../../../../flows/scoring/english/short-forms.js';
import { fold } from '../../../../flows/scoring/words.js';
import { cardinal, decimal, ordinal, time, wholeNumber } from './numbers.js';

/** How a token may be said: each way a list of words, in lower case, the usual first. */
export type Ways = readonly (readonly string[])[];

/** More ways than these are not followed. */
const mostWays = 6;
/** Characters of a token that are read. */
const longest = 60;

const split = (way: string) => way.split(' ');

const short: ReadonlyMap<string, Ways> = new Map<string, Ways>([
  ...Object.entries(abbreviations).map(([word, ways]) => [word, ways.map(split)] as const),
  ...Object.entries(reductions).map(([word, whole]) => [word, [[word], split(whole)]] as const),
  ...Object.entries({
    ms: 'miz',
    km: 'kilometers|kilometer|k m',
    kg: 'kilograms|kilogram|kilos|k g',
    cm: 'centimeters|centimeter',
    mm: 'millimeters|millimeter',
    ml: 'milliliters|milliliter',
    mph: 'miles per hour|m p h',
    min: 'minutes|minute|min',
    hr: 'hour|hours',
    jpg: 'jay peg|j p g',
  }).map(([word, ways]) => [word, ways.split('|').map(split)] as const),
]);

/** Signs that are words by themselves or after a number. */
const signs = new Map(Object.entries({ '%': 'percent', '+': 'plus', '@': 'at', '°': 'degrees' }));

const money = new Map(
  Object.entries({
    '£': 'pounds pound pence',
    $: 'dollars dollar cents',
    '€': 'euros euro cents',
    '¥': 'yen yen sen',
    '₹': 'rupees rupee paise',
    '₽': 'rubles ruble kopecks',
    '₩': 'won won jeon',
    '₺': 'liras lira kurus',
    '₫': 'dong dong dong',
    '¢': 'cents cent cents',
  }).map(([sign, names]) => [sign, names.split(' ')]),
);

/** Letters after a number that are not spelt. */
const units = new Map<string, Ways>(
  Object.entries({
    m: 'meters|million|m',
    k: 'thousand|k',
    bn: 'billion',
    h: 'hours|h',
    s: 'seconds|s',
    g: 'grams|g',
    l: 'liters|l',
    am: 'a m',
    pm: 'p m',
  }).map(([unit, ways]) => [unit, ways.split('|').map(split)]),
);

/**
 * What is said for a token of a text.
 *
 * @param token as `wordsIn` of flows/scoring/words.ts gives it: `don't`, `£5.50`, `10:30`, `1st`, `NASA`, `iPhone`
 * @param known whether a dictionary has a word
 * @returns none where nothing of it can be said in English
 */
export function spoken(token: string, known: (word: string) => boolean): Ways {
  const text = token.slice(0, longest).normalize('NFKC').replace(/⁄/g, ' over ');
  const parts = text.match(/[\p{Sc}]?\d[\d.,:]*|[\p{L}\p{M}']+|[%+@°\p{Sc}]/gu) ?? [];
  const ways = parts.map((part, index) => {
    if (/\d/.test(part)) return withMoney(part, parts[index + 1]);
    if (money.has(part) && /\d/.test(parts[index - 1] ?? '')) return [[]];
    const sign = signs.get(part) ?? money.get(part)?.[0];
    if (sign !== undefined) return [[sign]];
    return afterNumber(part, parts[index - 1]) ?? letters(part, known);
  });
  // `1st`, `2nd`, `1990s`: one number with its ending.
  const whole = ending(parts) ?? ways;
  const said = product(whole).filter((way) => way.length > 0);
  return [...new Map(said.map((way) => [way.join(' '), way])).values()];
}

/** Every way of the first part with every way of the second, and so on. */
function product(parts: readonly Ways[]): Ways {
  return parts.reduce<Ways>(
    (before, ways) => before.flatMap((way) => ways.map((next) => [...way, ...next])).slice(0, mostWays),
    [[]],
  );
}

function ending(parts: readonly string[]): Ways[] | undefined {
  const [number = '', after = ''] = parts;
  if (parts.length !== 2 || !/^\d{1,9}$/.test(number)) return undefined;
  if (/^(st|nd|rd|th)$/i.test(after))
    return [[ordinal(Number(number), true), ordinal(Number(number), false)]];
  if (!/^'?s$/i.test(after) || !/0$/.test(number)) return undefined;
  return [wholeNumber(number).map((way) => [...way.slice(0, -1), manyOf(way.at(-1) ?? '')])];
}

const manyOf = (word: string) => (word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`);

/** A number, with the money whose sign stands before or after it. */
function withMoney(part: string, after: string | undefined): Ways {
  const before = money.get(part.charAt(0));
  const names = before ?? (after === undefined ? undefined : money.get(after));
  const number = (before ? part.slice(1) : part).replace(/[.,:]+$/, '');
  if (names === undefined) return numberWays(number);
  const [many = '', one = '', small = ''] = names;
  const [, whole, cents] = /^([\d,]+)[.,](\d\d)$/.exec(number) ?? [];
  if (whole === undefined || cents === undefined) {
    return numberWays(number).map((way) => [...way, way.join(' ') === 'one' ? one : many]);
  }
  const main = wholeNumber(whole.replace(/,/g, ''))[0] ?? [];
  const rest = cardinal(Number(cents), true);
  const sum = [...main, main.join(' ') === 'one' ? one : many];
  return Number(cents) === 0
    ? [sum]
    : [
        [...sum, ...rest],
        [...sum, 'and', ...rest, small],
        [...sum, ...rest, small],
        [...main, ...rest],
      ];
}

function numberWays(text: string): Ways {
  if (/^\d+$/.test(text)) return wholeNumber(text);
  if (/^\d{1,3}(,\d{3})+$/.test(text)) return wholeNumber(text.replace(/,/g, ''));
  const [, hours, minutes] = /^(\d{1,2})[:.](\d\d)$/.exec(text) ?? [];
  const [, whole, fraction] = /^([\d,]*\d)[.,](\d+)$/.exec(text) ?? [];
  const fractions = whole && fraction ? decimal(whole.replace(/,/g, ''), fraction) : [];
  const isTime = hours !== undefined && Number(hours) < 25 && Number(minutes) < 60;
  if (isTime)
    return text.includes(':')
      ? time(Number(hours), Number(minutes))
      : [...fractions, ...time(Number(hours), Number(minutes))];
  if (fractions.length > 0) return fractions;
  // Dates, scores, addresses: number after number.
  const numbers = text.split(/[.,:]/).filter((part) => part !== '');
  return product(numbers.map((part) => wholeNumber(part)));
}

function afterNumber(part: string, before: string | undefined): Ways | undefined {
  if (before === undefined || !/\d/.test(before)) return undefined;
  return units.get(part.toLowerCase());
}

/** Initials are spelt; what may be either is tried both ways. */
function letters(part: string, known: (word: string) => boolean): Ways {
  const word = fold(part);
  const plain = word.replace(/[^a-z']/g, '');
  const inFull = short.get(word);
  if (inFull !== undefined) return inFull;
  if (known(word)) return [[word]];
  const spelt = Array.from(plain.replace(/'s?$/, '')).filter((letter) => letter !== "'");
  if (/'s$/.test(plain) && spelt.length > 0) spelt.push(`${spelt.pop() ?? ''}'s`);
  if (spelt.length > 1 && spelt.length < 6 && !/[aeiouy]/.test(plain)) return [spelt];
  const humps = part.match(/\p{Lu}*[\p{Ll}\p{M}']+|\p{Lu}+/gu) ?? [];
  if (humps.length > 1) {
    const words = humps.map(fold);
    if (words.every((hump) => known(hump))) return [words, [word]];
  }
  const initials = part === part.toUpperCase() && spelt.length > 1 && spelt.length < 6;
  if (initials) return [spelt, [word]];
  return [[word]];
}
