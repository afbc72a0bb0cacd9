import type { Say } from '../effects.js';
import { escapeMarks } from '../effects.js';
import { type Prepared, prepare } from '../scoring/match.js';
import type { Answer, Grade, GradingAid } from './exercise.js';
import { expectedOf, whole } from './gap-key.js';
import { compare, graded, longestAnswer } from './pattern-grade.js';
import type { ReorderStep } from './reorder.js';
import { orderShown, readNumbers, sentenceOf } from './reorder-order.js';

/** The sentence as it was written, or as the numbers of the parts make it. Any accepted order is right. */
export function gradeOrder(step: ReorderStep, answer: Answer, aid: GradingAid): Grade {
  if ('option' in answer || answer.text.length > longestAnswer) return { verdict: 'unclear' };
  const numbers = readNumbers(answer.text, orderShown(step, aid.seed));
  if (numbers === 'incomplete') return { verdict: 'unclear' };
  const text = numbers ? sentenceOf(numbers.map((index) => step.parts[index] ?? '')) : answer.text;
  const model = sentenceOf(step.parts);
  const accepted = [prepare(model), ...(step.accept ?? []).flatMap(sentencesOf)];
  const foreseen = Object.entries(step.near ?? {}).map(([key, feedback]) => ({
    feedback,
    sentences: sentencesOf(key),
  }));
  const said = prepare(text);
  const comparison = compare([said], accepted, foreseen, aid);
  const grade = graded(comparison, model, step.explanation);
  if (grade.verdict !== 'wrong') return grade;
  if (isRemark(said, accepted)) return { verdict: 'unclear' };
  return grade.slip ? grade : { ...grade, said: [advice(said, accepted)] };
}

function sentencesOf(pattern: string): Prepared[] {
  return expectedOf(whole, pattern).map(({ sentence }) => sentence);
}

/** How far it is right from the start, in that accepted order which it follows longest; or what is amiss before that. */
function advice(said: Prepared, accepted: readonly Prepared[]): Say {
  const isComplete = accepted.some(({ long }) => sameWords(long.folded, said.long.folded));
  if (!isComplete) return { say: 'reorder.parts' };
  const starts = accepted.map((one) => one.short.written.slice(0, sharedStart(said, one)));
  const start = starts.reduce((longest, next) => (next.length > longest.length ? next : longest), []);
  if (start.length === 0) return { say: 'reorder.other' };
  return { say: 'reorder.start', args: { start: { markup: escapeMarks(start.join(' ')) } } };
}

/** Words, as they stand, that two begin with. */
function sharedStart({ short: a }: Prepared, { short: b }: Prepared): number {
  const differs = b.folded.findIndex((word, index) => word !== a.folded[index]);
  return differs === -1 ? b.folded.length : differs;
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.toSorted().join(' ') === b.toSorted().join(' ');
}

/** Less than half of it are words of the sentence: kindly asked again. */
function isRemark(said: Prepared, accepted: readonly Prepared[]): boolean {
  const words = new Set(accepted.flatMap(({ long, short }) => [...long.folded, ...short.folded]));
  const shared = said.short.folded.filter((word) => words.has(word)).length;
  return shared * 2 < said.short.folded.length || shared === 0;
}
