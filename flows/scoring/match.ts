import type { Slip } from '../exercises/exercise.js';
import { expandContractions, expansionWords, mayBeContracted } from './contractions.js';
import { difference } from './diff.js';
import { fold, wordsIn } from './words.js';
import { isSlip } from './typo.js';

/** What is known about the learner's words (see GradingAid). */
export interface Lexical {
  words: ReadonlySet<string>;
  forgiven: readonly string[];
}

/** How an answer compares with the accepted ones. */
export type Match =
  | { verdict: 'right'; expected: string }
  | { verdict: 'typo'; expected: string; slip: Slip }
  /** With a slip: it was one, but of a word whose misspelling had been forgiven before. */
  | { verdict: 'wrong'; expected?: string; slip?: Slip };

/** An answer made ready to be compared. */
export interface Prepared {
  text: string;
  /** As it stands, and with contractions written out. */
  short: Words;
  long: Words;
  /** By rules 1-5 of normalise.ts, and by all of them. */
  tidy: string;
  normal: string;
}

interface Words {
  written: readonly string[];
  folded: readonly string[];
}

export function prepare(text: string): Prepared {
  const short = wordsOf(wordsIn(text));
  const tidy = short.folded.join(' ');
  // Most sentences have none, and every answer is made ready several times.
  if (!short.written.some(mayBeContracted)) return { text, short, long: short, tidy, normal: tidy };
  const long = wordsOf(expandContractions(short.written));
  return { text, short, long, tidy, normal: long.folded.join(' ') };
}

function wordsOf(written: readonly string[]): Words {
  return { written, folded: written.map(fold) };
}

/**
 * Compares an answer with every accepted one (expanded, not patterns). `typo`: exactly one word differs, by a
 * slip of the keyboard (typo.ts), what was written is no English word, and it is this word's first slip. Linear
 * in the length of the answer, and any string will do.
 */
export function match(answer: Prepared, accepted: readonly Prepared[], lexical: Lexical): Match {
  const same = accepted.find((one) => one.normal === answer.normal);
  if (same !== undefined) return { verdict: 'right', expected: same.text };

  let missed: Match = { verdict: 'wrong' };
  const english = (word: string): boolean => lexical.words.has(word) || expansions.has(word);
  const forgiven = lexical.forgiven.map(fold);
  for (const one of accepted) {
    // Hundreds of sentences are gone through so, and most have more words or fewer.
    if (!isAsLong(answer.short, one.short) && !isAsLong(answer.long, one.long)) continue;
    const slip = slipBetween(answer, one, english);
    if (slip === undefined) {
      // A word as it stands (its, were, ill), but it is the apostrophe that is missing: said, not forgiven.
      const unmarked: Slip | undefined = missed.slip ? undefined : slipBetween(answer, one, never);
      if (unmarked && withoutApostrophes(unmarked))
        missed = { verdict: 'wrong', expected: one.text, slip: unmarked };
      continue;
    }
    if (!forgiven.includes(fold(slip.word))) return { verdict: 'typo', expected: one.text, slip };
    missed = { verdict: 'wrong', expected: one.text, slip };
  }
  return missed;
}

const expansions: ReadonlySet<string> = new Set(expansionWords);

type Test = (word: string) => boolean;

const never: Test = () => false;

function withoutApostrophes({ word, writtenMarkup }: Slip): boolean {
  return fold(writtenMarkup.replace(/[\\*_]/g, '')) === fold(word).replaceAll("'", '');
}

/** The one word that slipped, looked for with contractions as they stand and written out. */
function slipBetween(answer: Prepared, expected: Prepared, english: Test): Slip | undefined {
  return slipIn(answer.short, expected.short, english) ?? slipIn(answer.long, expected.long, english);
}

function slipIn(answer: Words, expected: Words, english: Test): Slip | undefined {
  const at = onlyDifference(answer.folded, expected.folded);
  const said = answer.folded[at] ?? '';
  if (at === -1 || english(said) || !isSlip(said, expected.folded[at] ?? '')) return undefined;
  const word = expected.written[at] ?? '';
  return { word, ...difference(answer.written[at] ?? '', word) };
}

function isAsLong({ folded }: Words, other: Words): boolean {
  return folded.length === other.folded.length;
}

/** Where the one word is that differs; -1 where none does or several do. */
function onlyDifference(some: readonly string[], others: readonly string[]): number {
  if (some.length !== others.length) return -1;
  let at = -1;
  for (let index = 0; index < some.length; index += 1) {
    if (some[index] === others[index]) continue;
    if (at !== -1) return -1;
    at = index;
  }
  return at;
}
