import type { Slip } from '../exercises/exercise.js';
import { expandContractions, expansionWords } from './contractions.js';
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
  words: readonly string[];
  /** By rules 1-5 of normalise.ts, and by all of them. */
  tidy: string;
  normal: string;
}

export function prepare(text: string): Prepared {
  const words = wordsIn(text);
  const tidy = words.map(fold).join(' ');
  const normal = expandContractions(words).map(fold).join(' ');
  return { text, words, tidy, normal };
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
  const english = new Set([...lexical.words, ...expansionWords]);
  const forgiven = lexical.forgiven.map(fold);
  for (const one of accepted) {
    const slip = slipBetween(answer.words, one.words, english);
    if (slip === undefined) continue;
    if (!forgiven.includes(fold(slip.word))) return { verdict: 'typo', expected: one.text, slip };
    missed = { verdict: 'wrong', expected: one.text, slip };
  }
  return missed;
}

/** The one word that slipped, looked for with contractions as they stand and written out. */
function slipBetween(
  written: readonly string[],
  expected: readonly string[],
  english: ReadonlySet<string>,
): Slip | undefined {
  return (
    slipIn(written, expected, english) ??
    slipIn(expandContractions(written), expandContractions(expected), english)
  );
}

function slipIn(
  written: readonly string[],
  expected: readonly string[],
  english: ReadonlySet<string>,
): Slip | undefined {
  if (written.length !== expected.length) return undefined;
  const differing = expected.flatMap((word, index) =>
    fold(word) === fold(written[index] ?? '') ? [] : [index],
  );
  const [at] = differing;
  if (at === undefined || differing.length > 1) return undefined;
  const word = expected[at] ?? '';
  const wrote = written[at] ?? '';
  if (english.has(fold(wrote)) || !isSlip(fold(wrote), fold(word))) return undefined;
  return { word, ...difference(wrote, word) };
}
