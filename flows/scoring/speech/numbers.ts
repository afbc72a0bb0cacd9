import { ordinalOf, scales as allScales, tens, units } from '../english/number-words.js';

/**
 * What a run of words says as a number, however it is said or written: "10:30", "half past ten" and "ten thirty" share a
 * key, and so do "1999" and "nineteen ninety-nine", "£5.50" and "five pounds fifty", "3 May" and "the third of May".
 *
 * @param words folded (scoring/words.ts), hyphens parted
 * @returns keys; runs that share one say the same. None where the run is no number as a whole.
 */
export function numberKeys(words: readonly string[]): string[] {
  if (!words.every(mayBeNumber)) return [];
  const keys = new Set<string>();
  const n = cardinal(words);
  if (n !== undefined) keys.add(`n:${n}`);
  const nth = ordinal(words);
  if (nth !== undefined) keys.add(`o:${nth}`);
  for (const key of [...single(words), ...pair(words), ...clock(words), ...money(words), ...date(words)])
    keys.add(key);
  const digits = spelledDigits(words);
  if (digits !== undefined) keys.add(`d:${digits}`);
  return [...keys];
}

/** The longest run that can be a number: "one thousand nine hundred and ninety-nine" and a currency. */
export const longestNumber = 9;

/** One written figure: 3, 3rd, 1,999, 3.5, 10:30, £5.50, 50%, 1990s. */
function single(words: readonly string[]): string[] {
  const [word = ''] = words;
  if (words.length > 1) return [];
  const price = /^([£$€¥])([\d,]*\d)(?:\.(\d\d))?$/.exec(word);
  if (price) {
    const [, sign = '', whole = '', part] = price;
    const units = plainNumber(whole);
    return [
      ...(part === undefined || part === '00' ? [`m:${sign}${units}`] : []),
      ...(part === undefined ? [] : [`m:${sign}${units}.${part}`, `x:${units}:${part}`]),
    ];
  }
  const part = /^(\d+)([p¢])$/.exec(word);
  if (part) return [`m:${part[2] === 'p' ? '£' : '$'}0.${(part[1] ?? '').padStart(2, '0')}`];
  const percent = /^([\d,.]+)%$/.exec(word);
  if (percent) return [`p:${plainNumber(percent[1] ?? '')}`];
  const decade = /^'?(\d+0)s$/.exec(word);
  if (decade) return [`s:${decade[1]}`];
  if (decadeWords.has(word)) return [`s:${decadeWords.get(word)}`];
  // A bare figure in a date is read as an ordinal: "May 3".
  if (/^\d{1,2}$/.test(word)) return [`o:${Number(word)}`, `d:${word}`];
  if (/^\d+$/.test(word)) return [`d:${word}`, ...yearPair(word)];
  const time = /^(\d{1,2})[:.](\d\d)$/.exec(word);
  if (time) {
    const [, hour = '', minute = ''] = time;
    return minute === '00' ? [`x:${Number(hour)}:00`, `n:${Number(hour)}`] : [`x:${Number(hour)}:${minute}`];
  }
  return [];
}

function yearPair(word: string): string[] {
  return word.length === 4 ? [`x:${Number(word.slice(0, 2))}:${word.slice(2)}`] : [];
}

/** Two numbers that are said one after the other: times, years, prices, rooms. */
function pair(words: readonly string[]): string[] {
  const keys: string[] = [];
  for (let at = 1; at < words.length; at += 1) {
    const first = cardinal(words.slice(0, at));
    const rest = words.slice(at);
    if (first === undefined || first < 1 || first > 99 || !Number.isInteger(first)) continue;
    const isZero = rest.length === 2 && zeros.has(rest[0] ?? '');
    const second = isZero ? cardinal(rest.slice(1)) : cardinal(rest);
    if (second !== undefined && (isZero ? second < 10 : second >= 10 && second < 100)) {
      keys.push(`x:${first}:${String(second).padStart(2, '0')}`);
    }
    const decade = rest.length === 1 ? decadeWords.get(rest[0] ?? '') : undefined;
    if (decade !== undefined && first >= 10) keys.push(`s:${first}${decade}`);
    if (rest.length === 1 && rest[0] === 'hundred' && first > 10) keys.push(`x:${first}:00`);
  }
  return keys;
}

function clock(words: readonly string[]): string[] {
  if (words.at(-1) === "o'clock") {
    const hour = cardinal(words.slice(0, -1));
    return hour === undefined ? [] : [`x:${hour}:00`, `n:${hour}`];
  }
  const at = words.findIndex((word) => word === 'past' || word === 'after' || word === 'to' || word === 'of');
  if (at < 1) return [];
  const hour = cardinal(words.slice(at + 1));
  const said = words.slice(0, at).filter((word) => word !== 'minutes' && word !== 'a');
  const minutes = said.length === 1 && said[0] === 'half' ? 30 : said[0] === 'quarter' ? 15 : cardinal(said);
  if (hour === undefined || minutes === undefined || hour < 1 || hour > 12 || minutes > 59) return [];
  const isPast = words[at] === 'past' || words[at] === 'after';
  const hours = isPast ? hour : hour === 1 ? 12 : hour - 1;
  return [`x:${hours}:${String(isPast ? minutes : 60 - minutes).padStart(2, '0')}`];
}

function money(words: readonly string[]): string[] {
  const ending = words.at(-1) === 'cent' && words.at(-2) === 'per' ? 2 : words.at(-1) === 'percent' ? 1 : 0;
  if (ending > 0) {
    const share = cardinal(words.slice(0, -ending));
    return share === undefined ? [] : [`p:${share}`];
  }
  const at = words.findIndex((word) => currencies.has(word));
  const sign = currencies.get(words[at] ?? '');
  const n = cardinal(words.slice(0, Math.max(0, at)));
  if (sign === undefined || n === undefined) return [];
  const rest = words.slice(at + 1).filter((word) => word !== 'and');
  if (sign.length > 1) return rest.length === 0 ? [`m:${sign[0]}0.${String(n).padStart(2, '0')}`] : [];
  if (rest.length === 0) return [`m:${sign}${n}`];
  const part = cardinal(rest.filter((word) => (currencies.get(word)?.length ?? 0) < 2));
  return part !== undefined && part < 100 ? [`m:${sign}${n}.${String(part).padStart(2, '0')}`] : [];
}

function date(words: readonly string[]): string[] {
  const month = words.findIndex((word) => months.includes(word));
  if (month === -1) return [];
  const day = words.filter((word, index) => index !== month && word !== 'the' && word !== 'of');
  const [written = ''] = day;
  const n = ordinal(day) ?? (day.length === 1 && /^\d{1,2}$/.test(written) ? Number(written) : undefined);
  return n === undefined ? [] : [`date:${months.indexOf(words[month] ?? '')}-${n}`];
}

function spelledDigits(words: readonly string[]): string | undefined {
  const digits = words.map((word) => (zeros.has(word) ? '0' : /^\d$/.test(word) ? word : digitOf(word)));
  return digits.length > 1 && digits.every((digit) => digit !== undefined) ? digits.join('') : undefined;
}

function digitOf(word: string): string | undefined {
  const n = small.get(word);
  return n !== undefined && n < 10 ? String(n) : undefined;
}

/** "two hundred and five", "1.5 million", "a hundred", "three point one four"; undefined where it is none. */
function cardinal(words: readonly string[]): number | undefined {
  const half = words.indexOf('half');
  if (half > 2 && words[half - 1] === 'a' && words[half - 2] === 'and') {
    const whole = cardinal(words.slice(0, half - 2));
    const scale = words.length === half + 1 ? 1 : scales.get(words[half + 1] ?? '');
    const ends = words.length <= half + 2;
    return whole === undefined || scale === undefined || !ends ? undefined : round((whole + 0.5) * scale);
  }
  const point = words.indexOf('point');
  if (point > 0) {
    const whole = cardinal(words.slice(0, point));
    const parts = words.slice(point + 1);
    const scale = scales.get(parts.at(-1) ?? '');
    const digits = (scale === undefined ? parts : parts.slice(0, -1)).map((word) =>
      zeros.has(word) ? '0' : digitOf(word),
    );
    if (whole === undefined || digits.length === 0 || digits.includes(undefined)) return undefined;
    return round(Number(`${whole}.${digits.join('')}`) * (scale ?? 1));
  }
  let total = 0;
  let group: number | undefined;
  // The least that was added to the group: what follows has to be smaller.
  let floor = Number.POSITIVE_INFINITY;
  for (const [index, word] of words.entries()) {
    if (word === 'and' && group !== undefined && floor >= 100 && index < words.length - 1) continue;
    if (word === 'and' && group === undefined && total > 0 && index < words.length - 1) continue;
    const n = word === 'a' && words.length > 1 && index === 0 ? 1 : valueOf(word);
    if (n !== undefined) {
      const isUnits = floor >= 20 && floor < 100 && n < 10 && n > 0;
      if (group !== undefined && !(floor === 100 && n < 100) && !isUnits) return undefined;
      group = (group ?? 0) + n;
      floor = n;
    } else if (word === 'hundred' && (group === undefined ? index === 0 : group < 100 && floor < 100)) {
      group = (group ?? 1) * 100;
      floor = 100;
    } else {
      const scale = scales.get(word);
      if (scale === undefined || (group === undefined && index > 0)) return undefined;
      if (total !== 0 && total < scale * 1000) return undefined;
      total += (group ?? 1) * scale;
      group = undefined;
      floor = Number.POSITIVE_INFINITY;
    }
  }
  if (group === undefined && total === 0) return undefined;
  return round(total + (group ?? 0));
}

function ordinal(words: readonly string[]): number | undefined {
  const last = words.at(-1) ?? '';
  const written = /^(\d+)(st|nd|rd|th)$/.exec(last);
  if (written) return words.length === 1 ? Number(written[1]) : undefined;
  const base = ordinals.get(last);
  return base === undefined ? undefined : cardinal([...words.slice(0, -1), base]);
}

function valueOf(word: string): number | undefined {
  if (zeros.has(word)) return word === 'o' || word === 'oh' ? undefined : 0;
  return small.get(word) ?? (/^\d[\d,]*(\.\d+)?$/.test(word) ? plainNumber(word) : undefined);
}

function plainNumber(word: string): number {
  return round(Number(word.replaceAll(',', '')));
}

function round(n: number): number {
  return Math.round(n * 1e6) / 1e6;
}

const small: ReadonlyMap<string, number> = new Map([
  ...units.map((name, n) => [name, n] as const),
  ...tens.map((name, n) => [name, 20 + 10 * n] as const),
]);
const zeros: ReadonlySet<string> = new Set(['zero', 'oh', 'o', 'nought', 'nil', '0']);
const scales: ReadonlyMap<string, number> = new Map(
  allScales.filter(([value]) => value > 100).map(([value, name]) => [name, value]),
);
const ordinals: ReadonlyMap<string, string> = new Map(
  [...small.keys(), ...allScales.map(([, name]) => name)].map((name) => [ordinalOf(name), name]),
);
const decadeWords: ReadonlyMap<string, string> = new Map(
  tens.map((name, n) => [`${name.slice(0, -1)}ies`, String(20 + 10 * n)]),
);
const months = `january february march april may june july august september october november december`.split(
  ' ',
);
/** The sign of a currency; of its hundredth part the sign and an asterisk. */
const currencies: ReadonlyMap<string, string> = new Map([
  ...['pound', 'pounds', 'quid'].map((word) => [word, '£'] as const),
  ...['dollar', 'dollars', 'bucks'].map((word) => [word, '$'] as const),
  ...['euro', 'euros'].map((word) => [word, '€'] as const),
  ...['yen'].map((word) => [word, '¥'] as const),
  ...['pence', 'penny', 'p'].map((word) => [word, '£*'] as const),
  ...['cent', 'cents'].map((word) => [word, '$*'] as const),
]);
const others: ReadonlySet<string> = new Set([
  ...`hundred and a point half quarter past after to of the minutes percent per o'clock`.split(' '),
  ...months,
]);

/** Whether a word can be part of a number. */
export function mayBeNumber(word: string): boolean {
  return (
    /\d/.test(word) ||
    small.has(word) ||
    zeros.has(word) ||
    scales.has(word) ||
    ordinals.has(word) ||
    decadeWords.has(word) ||
    currencies.has(word) ||
    others.has(word)
  );
}
