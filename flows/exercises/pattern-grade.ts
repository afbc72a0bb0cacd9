import { type Lexical, type Match, match, type Prepared } from '../scoring/match.js';
import type { Grade, Slip } from './exercise.js';
import { keepBlanks } from './lines.js';

/** UTF-16 units; no accepted answer comes near. */
export const longestAnswer = 500;

/** A wrong answer the author foresaw: the sentences it makes, and what is said to them. */
export interface Foreseen {
  feedback: string;
  sentences: readonly Prepared[];
}

export type Comparison =
  | { verdict: 'right'; expected: string }
  | { verdict: 'typo'; expected: string; slip: Slip }
  | { verdict: 'near'; feedback: string }
  | { verdict: 'wrong'; slip?: Slip };

/**
 * Compares what an answer may be meant to say with what is accepted and what is foreseen. First to the letter, then
 * with contractions written out and slips forgiven: an author who asks for a short form can put the long one under
 * `near`, and it is not waved through as the same.
 *
 * @param sentences at least one
 * @param accepted at least one
 */
export function compare(
  sentences: readonly Prepared[],
  accepted: readonly Prepared[],
  foreseen: readonly Foreseen[],
  lexical: Lexical,
): Comparison {
  const says = (one: Prepared): boolean => sentences.some(({ tidy }) => tidy === one.tidy);
  const literally = accepted.find(says);
  if (literally !== undefined) return { verdict: 'right', expected: literally.text };
  const near = foreseen.find((one) => one.sentences.some(says));
  if (near !== undefined) return { verdict: 'near', feedback: near.feedback };

  const best = closest(sentences, accepted, lexical);
  if (best.verdict !== 'wrong') return best;
  const mistyped = foreseen.find((one) => closest(sentences, one.sentences, lexical).verdict !== 'wrong');
  if (mistyped !== undefined) return { verdict: 'near', feedback: mistyped.feedback };
  return { verdict: 'wrong', ...(best.slip !== undefined && { slip: best.slip }) };
}

/** A comparison as a grade: what is right comes with the explanation. */
export function graded(comparison: Comparison, model: string, explanation?: string): Grade {
  if (comparison.verdict === 'near') {
    return { verdict: 'near', feedback: keepBlanks(comparison.feedback), expected: model };
  }
  if (comparison.verdict === 'wrong') return { ...comparison, expected: model };
  return { ...comparison, ...(explanation !== undefined && { feedback: keepBlanks(explanation) }) };
}

const order = { right: 0, typo: 1, wrong: 2 };

function closest(sentences: readonly Prepared[], accepted: readonly Prepared[], lexical: Lexical): Match {
  const matches = sentences.map((sentence) => match(sentence, accepted, lexical));
  return matches.reduce((best, next) => {
    if (order[next.verdict] < order[best.verdict]) return next;
    const first = next.verdict === 'wrong' && best.verdict === 'wrong' && best.slip === undefined;
    return first ? next : best;
  });
}
