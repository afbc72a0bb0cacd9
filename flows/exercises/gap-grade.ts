import { type Match, match, type Prepared, prepare } from '../scoring/match.js';
import { tidy } from '../scoring/normalise.js';
import { wordsIn } from '../scoring/words.js';
import { expand } from '../scoring/patterns.js';
import type { Answer, Grade, GradingAid } from './exercise.js';
import type { GapStep } from './gap.js';
import { expectedOf, fill, sidesOf } from './gap-key.js';
import { keepBlanks } from './lines.js';

/** UTF-16 units; no accepted answer comes near. */
const longestAnswer = 500;

/**
 * Compares whole sentences, so that what stands around the gap decides how a contraction reads and the learner
 * may write the missing part, some words around it, or everything.
 *
 * First to the letter, then with contractions written out: an author who asks for a short form can put the
 * long one under `near`, and it is not waved through as the same.
 */
export function gradeGap(step: GapStep, answer: Answer, aid: GradingAid): Grade {
  if ('option' in answer || answer.text.length > longestAnswer) return { verdict: 'unclear' };
  const accepted = step.accept.flatMap((pattern) => expectedOf(step.ask, pattern));
  const right = accepted.map(({ sentence }) => sentence);

  const solved = (expected: string, slip?: Grade['slip']): Grade => ({
    verdict: slip === undefined ? 'right' : 'typo',
    expected: accepted.find(({ sentence }) => sentence.text === expected)?.part ?? expected,
    ...(slip !== undefined && { slip }),
    ...(step.explanation !== undefined && { feedback: keepBlanks(step.explanation) }),
  });
  const nearly = (feedback: string): Grade => ({
    verdict: 'near',
    feedback: keepBlanks(feedback),
    expected: keyOf(step),
  });

  // Most answers are the author's own words: nothing else has to be looked at then.
  const filled = prepare(fill(step.ask, answer.text));
  const model = right[0];
  if (model?.tidy === filled.tidy) return solved(model.text);

  const sentences = [filled, ...readings(step.ask, answer.text, filled.text)];
  const foreseen = Object.entries(step.near ?? {}).map(([key, feedback]) => ({
    feedback,
    sentences: expectedOf(step.ask, key).map(({ sentence }) => sentence),
  }));
  const literally = right.find((one) => sentences.some((sentence) => sentence.tidy === one.tidy));
  if (literally !== undefined) return solved(literally.text);
  const near = foreseen.find((one) =>
    one.sentences.some(({ tidy }) => sentences.some((s) => s.tidy === tidy)),
  );
  if (near !== undefined) return nearly(near.feedback);

  const best = closest(sentences, right, aid);
  if (best.verdict === 'right') return solved(best.expected);
  if (best.verdict === 'typo') return solved(best.expected, best.slip);
  const mistyped = foreseen.find((one) => closest(sentences, one.sentences, aid).verdict !== 'wrong');
  if (mistyped !== undefined) return nearly(mistyped.feedback);
  if (isRemark(step, answer.text)) return { verdict: 'unclear' };
  return {
    verdict: 'wrong',
    expected: keyOf(step),
    ...(best.slip !== undefined && { slip: best.slip }),
  };
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

const order = { right: 0, typo: 1, wrong: 2 };

function closest(sentences: readonly Prepared[], accepted: readonly Prepared[], aid: GradingAid): Match {
  const matches = sentences.map((sentence) => match(sentence, accepted, aid));
  return matches.reduce((best, next) => {
    if (order[next.verdict] < order[best.verdict]) return next;
    const first = next.verdict === 'wrong' && best.verdict === 'wrong' && best.slip === undefined;
    return first ? next : best;
  });
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
