import { align } from './align.js';
import { closeness } from './closeness.js';
import { saysTheSame } from './sameness.js';
import type { HeardWords, Text } from './tokens.js';

/** What became of one word of a text, as far as it was heard. */
export interface Hearing {
  /** `unsure`: two transcribers disagree; nobody is blamed. */
  outcome: 'heard' | 'unsure' | 'omitted' | 'substituted';
  /** Of a substitution: as it was written down. */
  heard?: string;
  /** 0..1, of a substitution: how alike they sound. */
  alike?: number;
  /** Seconds, where they are known. */
  from?: number;
  to?: number;
}

export interface Hearings {
  /** One for each word of the text. */
  words: readonly Hearing[];
  /** What is not in the text, by the word that it stands before; the number of words at the end. */
  inserted: readonly { before: number; heard: string; from?: number; to?: number }[];
  /** Of the words that were heard, the share that are of the text or close to one, 0..1; 1 where none was heard. */
  ofText: number;
}

/** One transcript beside the text. */
export function hearings(text: Text, heard: HeardWords): Hearings {
  const words: Hearing[] = [];
  const inserted: { before: number; heard: string; from?: number; to?: number }[] = [];
  let fitting = 0;
  for (const pairing of align(text.words, heard.words)) {
    const { expected, heard: span, same } = pairing;
    const as = heard.written.slice(span.from, span.to).join(' ');
    const when = timesOf(heard, span.from, span.to);
    if (expected.from === expected.to) {
      inserted.push({ before: expected.from, heard: as, ...when });
      continue;
    }
    for (let n = expected.from; n < expected.to; n += 1) {
      if (same) words.push({ outcome: 'heard', ...when });
      else if (as === '') words.push({ outcome: 'omitted' });
      else {
        const alike = closeness(text.words[n] ?? '', heard.words[span.from] ?? '');
        words.push({ outcome: 'substituted', heard: as, alike, ...when });
        if (alike >= close) fitting += 1;
      }
    }
    if (same) fitting += span.to - span.from;
  }
  return { words, inserted, ofText: heard.words.length === 0 ? 1 : fitting / heard.words.length };
}

/** From here on one word is taken for an attempt at the other. */
export const close = 0.5;

/**
 * Two transcripts of one recording (STT_COMPARE): what either heard counts as heard; an error stands only where both
 * heard the same error, because transcribers' slips are rarely the same. Times are the first one's, which is the better.
 */
export function agreed(first: Hearings, second: Hearings): Hearings {
  const words = first.words.map((one, n): Hearing => {
    const other = second.words[n];
    if (!other || one.outcome === 'heard') return one;
    if (one.outcome !== other.outcome)
      return { ...one, outcome: other.outcome === 'heard' ? 'heard' : 'unsure' };
    const isSame = one.outcome !== 'substituted' || sameWords(one.heard ?? '', other.heard ?? '');
    return isSame ? one : { ...one, outcome: 'unsure' };
  });
  // Each of the one is an error only for one of the other.
  const others = [...second.inserted];
  const inserted = first.inserted.filter(({ before, heard }) => {
    const at = others.findIndex((other) => other.before === before && sameWords(other.heard, heard));
    return at !== -1 && others.splice(at, 1).length > 0;
  });
  return { words: words.map(tidy), inserted, ofText: Math.max(first.ofText, second.ofText) };
}

/** What was heard matters only of a substitution. */
function tidy(word: Hearing): Hearing {
  if (word.outcome === 'substituted') return word;
  const { outcome, from, to } = word;
  return { outcome, ...(from === undefined || to === undefined ? {} : { from, to }) };
}

function sameWords(a: string, b: string): boolean {
  return saysTheSame(a.toLowerCase(), b.toLowerCase());
}

function timesOf({ times }: HeardWords, from: number, to: number): { from?: number; to?: number } {
  const [first, last] = [times?.[from], times?.[to - 1]];
  return first && last && to > from ? { from: first.from, to: last.to } : {};
}
