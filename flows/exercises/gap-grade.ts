import { type Prepared, prepare } from '../scoring/match.js';
import { tidy } from '../scoring/normalise.js';
import { wordsIn } from '../scoring/words.js';
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
  const { accepted, byTidy, foreseen, key } = expectationsOf(step);

  // Most answers are the author's own words: nothing else has to be looked at then.
  const filled = prepare(fill(step.ask, answer.text));
  const literally = byTidy.get(filled.tidy);
  const comparison: Comparison = literally
    ? { verdict: 'right', expected: literally.text }
    : compare([filled, ...readings(step.ask, answer.text, filled.text)], accepted.sentences, foreseen, aid);
  if (comparison.verdict === 'wrong' && isRemark(step, answer.text)) return { verdict: 'unclear' };
  return graded(
    'expected' in comparison
      ? { ...comparison, expected: accepted.parts.get(comparison.expected) ?? comparison.expected }
      : comparison,
    key,
    step.explanation,
  );
}

/** What is looked for in the answers to one gap. */
interface Expectations {
  /** What each accepted sentence has in the gap, by its text. */
  accepted: { sentences: readonly Prepared[]; parts: ReadonlyMap<string, string> };
  byTidy: ReadonlyMap<string, Prepared>;
  foreseen: readonly Foreseen[];
  /** The answer the author would give. */
  key: string;
}

/** Put together once for all who answer it. */
const known = new WeakMap<GapStep, Expectations>();

function expectationsOf(step: GapStep): Expectations {
  let found = known.get(step);
  if (!found) known.set(step, (found = expectationsIn(step)));
  return found;
}

function expectationsIn({ ask, accept, near = {} }: GapStep): Expectations {
  const all = accept.flatMap((pattern) => expectedOf(ask, pattern));
  const sentences = all.map(({ sentence }) => sentence);
  // The first of those that are the same.
  const backwards = all.toReversed();
  // The shortest of the first pattern: what is optional there is no part of the model answer.
  const [key] = expectedOf(ask, accept[0] ?? '').toSorted((a, b) => a.part.length - b.part.length);
  return {
    accepted: {
      sentences,
      parts: new Map(backwards.map(({ part, sentence }) => [sentence.text, part])),
    },
    byTidy: new Map(backwards.map(({ sentence }) => [sentence.tidy, sentence])),
    foreseen: Object.entries(near).map(([pattern, feedback]) => ({
      feedback,
      sentences: expectedOf(ask, pattern).map(({ sentence }) => sentence),
    })),
    key: key?.part ?? '',
  };
}

/** The answer the author would give. */
export function keyOf(step: GapStep): string {
  return expectationsOf(step).key;
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
  // Neither too long for any gap nor a question, whatever is asked here.
  if (words.length < 3) return false;
  const around = new Set(wordsIn(step.ask).map((word) => word.toLowerCase()));
  const shared = words.filter((word) => around.has(word)).length;
  const room = Math.max(...step.accept.map((pattern) => wordsIn(pattern).length));
  const asks = text.trim().endsWith('?') && words.length >= 3;
  return shared * 2 < words.length && (words.length > room + 3 || asks);
}
