import { tidy } from './scoring/normalise.js';
import { plainDigits } from './scoring/words.js';

/** The index of the label that was meant; `ambiguous` where several could be; undefined where none is. */
export type Picked = number | 'ambiguous' | undefined;

/**
 * Understands what was typed as one of several labels, the n-th of which is shown with the number n: a label,
 * "2", "2)", "#2", "two", "the second one", "option 2", "la segunda", or a part that only one label has.
 * The whole label wins over a number; where a bare number and a part disagree it is ambiguous. An ordinary
 * sentence picks nothing: a part lies within the label, never the other way round.
 */
export function pick(text: string, labels: readonly string[]): Picked {
  const exact = pickLabel(text, labels);
  if (exact !== undefined) return exact;
  const number = pickNumber(text, labels.length);
  const part = pickPart(text, labels);
  const bare = number !== undefined && /^[\p{L}\p{N}]+$/u.test(text.trim());
  return bare && part !== undefined && part !== number ? 'ambiguous' : (number ?? part);
}

/** The whole label and nothing else, by rules 1-5 of scoring/normalise.ts. */
export function pickLabel(text: string, labels: readonly string[]): Picked {
  if (text.length > longest) return undefined;
  const typed = tidy(text);
  return theOnly(labels, (label) => label === text.trim() || (typed !== '' && tidy(label) === typed));
}

/**
 * The way on (hint, skip, another language) that was meant by its label or a good part of it: two words and more, or the
 * word it begins with. Single common words are left alone: they may be answers.
 */
export function pickWay(text: string, labels: readonly string[]): number | undefined {
  const exact = pickLabel(text, labels);
  if (typeof exact === 'number') return exact;
  const typed = tidy(text);
  if (typed.includes(' ')) {
    const part = pickPart(text, labels);
    return typeof part === 'number' ? part : undefined;
  }
  const begun = theOnly(labels, (label) => typed.length >= 5 && tidy(label).startsWith(`${typed} `));
  return typeof begun === 'number' ? begun : undefined;
}

/** Whole words that stand next to each other in one label. */
export function pickPart(text: string, labels: readonly string[]): Picked {
  if (text.length > longest) return undefined;
  const typed = tidy(text);
  return theOnly(labels, (label) => typed !== '' && ` ${tidy(label)} `.includes(` ${typed} `));
}

/**
 * The index a number from 1 to `count` means, in figures or in English or Spanish words. Options are not shown
 * with letters, so a letter means none.
 */
export function pickNumber(text: string, count: number): number | undefined {
  if (text.length > longest) return undefined;
  const typed = tidy(text.normalize('NFKC'));
  const [, figures, ordinal] = byOrder.exec(typed) ?? [];
  const [, cardinal] = byCount.exec(typed) ?? [];
  let number = 0;
  if (figures !== undefined) number = Number(figures);
  if (ordinal !== undefined) number = lasts.includes(ordinal) ? count : (ordinals[ordinal] ?? 0);
  if (cardinal !== undefined) number = cardinals[cardinal] ?? 0;
  return number >= 1 && number <= count ? number - 1 : undefined;
}

/** The price that was written without its currency, with a comma or with the sign behind: "3,50", "3.50 £". */
export function pickAmount(text: string, labels: readonly string[]): Picked {
  const typed = amountIn(text);
  if (!typed) return undefined;
  return theOnly(labels, (label) => {
    const price = amountIn(label);
    return (
      price?.sign !== undefined && price.value === typed.value && (typed.sign ?? price.sign) === price.sign
    );
  });
}

/** An amount alone, with at most two decimals. */
function amountIn(text: string): { value: number; sign: string | undefined } | undefined {
  const [, before, figures = '', after] = amount.exec(plainDigits(text).trim()) ?? [];
  if (figures === '' || (before !== undefined && after !== undefined)) return undefined;
  return { value: Number(figures.replace(/[,٫]/, '.')), sign: before ?? after };
}

const amount = /^(\p{Sc})?\s*(\d{1,6}(?:[.,٫]\d{1,2})?)\s*(\p{Sc})?[.!?]?$/u;

function theOnly(labels: readonly string[], fits: (label: string) => boolean): Picked {
  const found = labels.flatMap((label, index) => (fits(label) ? [index] : []));
  return found.length > 1 ? 'ambiguous' : found[0];
}

/** UTF-16 units; whoever writes more is not choosing. */
const longest = 300;

/** Words in both languages, folded, from 1 on; alternatives separated by a bar. */
function numbered(words: string): Record<string, number> {
  return Object.fromEntries(
    words.split(' ').flatMap((forms, index) => forms.split('|').map((form) => [form, index + 1])),
  );
}

const cardinals = numbered(
  `one|uno|una two|dos three|tres four|cuatro five|cinco six|seis seven|siete eight|ocho nine|nueve ten|diez
  eleven twelve|doce`.replace(/\s+/g, ' '),
);
const ordinals = numbered(
  `first|primero|primera|primer second|segundo|segunda third|tercero|tercera|tercer fourth|cuarto|cuarta
  fifth|quinto|quinta sixth|sexto|sexta seventh|septimo|septima eighth|octavo|octava ninth|noveno|novena
  tenth|decimo|decima`.replace(/\s+/g, ' '),
);
const lasts = ['last', 'ultimo', 'ultima'];

const noun = 'option|opcion|number|numero|answer|respuesta|choice';
const polite = '(?: (?:please|por favor))?';
/** "2", "2nd", "the 2", "la 2.ª", "no. 2", "the second one", "la segunda opción". */
const byOrder = new RegExp(
  `^(?:(?:the|el|la|lo|no|n|${noun}) )*` +
    `(?:(\\d{1,3})(?: ?(?:st|nd|rd|th|o|a))?|(${[...Object.keys(ordinals), ...lasts].join('|')}))` +
    `(?: (?:one|${noun}))?${polite}$`,
);
/** "two", "option two", "el dos". Not "no one", "the one". */
const byCount = new RegExp(`^(?:(?:el|la|${noun}) )*(${Object.keys(cardinals).join('|')})${polite}$`);
