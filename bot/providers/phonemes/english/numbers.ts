import { ordinalOf, scales, tens, units } from '../../../../flows/scoring/english/number-words.js';

const irregular: Readonly<Record<number, string>> = { 0: 'oh' };

/** From here on a number is said digit by digit. */
const beyond = 1e12;

/**
 * A whole number in words.
 *
 * @param and as the British say it: *a hundred and five*
 */
export function cardinal(value: number, and: boolean): string[] {
  if (value < 20) return [units[value] ?? ''];
  if (value < 100)
    return [tens[Math.floor(value / 10) - 2] ?? '', ...(value % 10 ? cardinal(value % 10, and) : [])];
  const [size, name] = scales.find(([least]) => value >= least) ?? [100, 'hundred'];
  const rest = value % size;
  const joint = and && rest > 0 && rest < 100 ? ['and'] : [];
  return [...cardinal(Math.floor(value / size), and), name, ...joint, ...(rest ? cardinal(rest, and) : [])];
}

export function ordinal(value: number, and: boolean): string[] {
  const words = cardinal(value, and);
  const last = words.pop() ?? '';
  return [...words, ordinalOf(last)];
}

/** A telephone number, a code; the zero as *zero* or *oh*. */
export function digits(text: string, oh: boolean): string[] {
  return Array.from(
    text,
    (digit) => (oh ? irregular[Number(digit)] : undefined) ?? units[Number(digit)] ?? '',
  );
}

/**
 * The ways to say a whole number that is written in digits, the usual first: 1999 also as a year, 305 also by its
 * digits.
 */
export function wholeNumber(text: string): string[][] {
  const value = Number(text);
  if (text.length > 1 && text.startsWith('0')) return [digits(text, true), digits(text, false)];
  if (value >= beyond) return [digits(text, true), digits(text, false)];
  const plain = [cardinal(value, true), cardinal(value, false)];
  if (value === 0) return [['zero'], ['oh'], ['nought']];
  if (value >= 1100 && value < 10_000) return [...year(value), ...plain];
  if (text.length >= 3) plain.push(digits(text, true));
  return value === 100 || value === 1000 || value === 1e6 ? [...plain, ['a', ...plain[0]!.slice(1)]] : plain;
}

function year(value: number): string[][] {
  const [century, rest] = [Math.floor(value / 100), value % 100];
  if (century % 10 === 0) return rest ? [[...cardinal(century, true), 'oh', ...cardinal(rest, true)]] : [];
  if (rest === 0) return [[...cardinal(century, true), 'hundred']];
  return [[...cardinal(century, true), ...(rest < 10 ? ['oh'] : []), ...cardinal(rest, true)]];
}

/** `10:30`, `7.05` as times. */
export function time(hours: number, minutes: number): string[][] {
  const hour = cardinal(hours, true);
  const next = cardinal((hours % 12) + 1, true);
  if (minutes === 0) return [hour, [...hour, "o'clock"], [...hour, 'hundred']];
  const plain = [...hour, ...(minutes < 10 ? ['oh'] : []), ...cardinal(minutes, true)];
  if (minutes === 15) return [plain, ['quarter', 'past', ...hour], ['a', 'quarter', 'past', ...hour]];
  if (minutes === 30) return [plain, ['half', 'past', ...hour]];
  if (minutes === 45) return [plain, ['quarter', 'to', ...next], ['a', 'quarter', 'to', ...next]];
  if (minutes % 5 !== 0) return [plain];
  return [
    plain,
    minutes < 30
      ? [...cardinal(minutes, true), 'past', ...hour]
      : [...cardinal(60 - minutes, true), 'to', ...next],
  ];
}

/** `3.14`, `2.50`: the digits after the point one by one, or as one number where it has two. */
export function decimal(whole: string, fraction: string): string[][] {
  const before = wholeNumber(whole)[0] ?? [];
  const spoken = [...before, 'point', ...digits(fraction, false)];
  if (fraction.length !== 2 || fraction.startsWith('0')) return [spoken];
  const pair = cardinal(Number(fraction), true);
  return [spoken, [...before, 'point', ...pair], [...before, ...pair]];
}
