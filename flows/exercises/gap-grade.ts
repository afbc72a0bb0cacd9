import { type Prepared, prepare } from '../scoring/match.js';
import { tidy } from '../scoring/normalise.js';
import { wordsIn } from '../scoring/words.js';
import { expand } from '../scoring/patterns.js';
import type { Answer, Grade, GradingAid } from './exercise.js';
import type { GapStep } from './gap.js';
import { expectedOf, fill, sidesOf } from './gap-key.js';
import { type Comparison, compare, type Foreseen, graded, longestAnswer } from './pattern-grade.js';

/**
 * Compares whole sentences, so that what stands around the gap decides how a contraction reads and the learner
 * may write the missing part, some words around it, or everything.
 */
export function gradeGap(step: GapStep, answer: Answer, aid: GradingAid): Grade {
  if ('option' in answer || answer.text.length > longestAnswer) return { verdict: 'unclear' };
  const accepted = step.accept.flatMap((pattern) => expectedOf(step.ask, pattern));
  const partOf = (expected: string): string =>
    accepted.find(({ sentence }) => sentence.text === expected)?.part ?? expected;

  // Most answers are the author's own words: nothing else has to be looked at then.
  const filled = prepare(fill(step.ask, answer.text));
  const [model] = accepted;
  const isModel = model !== undefined && model.sentence.tidy === filled.tidy;
  const comparison: Comparison = isModel
    ? { verdict: 'right', expected: model.sentence.text }
    : compare(
        [filled, ...readings(step.ask, answer.text, filled.text)],
        accepted.map(({ sentence }) => sentence),
        foreseenIn(step),
        aid,
      );
  if (comparison.verdict === 'wrong' && isRemark(step, answer.text)) return { verdict: 'unclear' };
  return graded(
    'expected' in comparison ? { ...comparison, expected: partOf(comparison.expected) } : comparison,
    keyOf(step),
    step.explanation,
  );
}

function foreseenIn({ ask, near = {} }: GapStep): Foreseen[] {
  return Object.entries(near).map(([key, feedback]) => ({
    feedback,
    sentences: expectedOf(ask, key).map(({ sentence }) => sentence),
  }));
}

/** The answer the author would give: the first of the first pattern. */
export function keyOf(step: GapStep): string {
  // The shortest of them: what is optional in a pattern is no part of the model answer.
  const [key] = expand(step.accept[0] ?? '').toSorted((a, b) => a.length - b.length);
  return key ?? '';
}

/**
 * The other sentences an answer may be meant to make: with words on either side that it repeats. Only an answer
 * that has those words right can match, so none is waved through.
 *
 * @param filled the sentence with just the answer in its gap
 */
function readings(ask: string, text: string, filled: string): Prepared[] {
  const { lefts, rights, repeated, following } = sidesOf(ask);
  const said = ` ${tidy(text)} `;
  const before = repeated.filter(({ cut }) => said.startsWith(` ${cut} `)).map(({ kept }) => kept);
  const after = following.filter(({ cut }) => said.endsWith(` ${cut} `)).map(({ kept }) => kept);
  const sentences = new Set(
    [...lefts, ...before].flatMap((left) => [...rights, ...after].map((right) => left + text + right)),
  );
  sentences.delete(filled);
  return [...sentences].map(prepare);
}

/**
 * Nothing that could fill the gap: no letter or number of English, far too long, or a longer text that is not
 * the sentence. Kindly asked again and not held against the learner.
 */
function isRemark(step: GapStep, text: string): boolean {
  if (!/[\p{Script=Latin}\p{N}\p{Sc}%]/u.test(text)) return true;
  const words = wordsIn(text).map((word) => word.toLowerCase());
  const around = new Set(wordsIn(step.ask).map((word) => word.toLowerCase()));
  const shared = words.filter((word) => around.has(word)).length;
  const room = Math.max(...step.accept.map((pattern) => wordsIn(pattern).length));
  const asks = text.trim().endsWith('?') && words.length >= 3;
  return shared * 2 < words.length && (words.length > room + 3 || asks);
}
