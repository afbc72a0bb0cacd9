import { escapeMarks, type Say } from '../effects.js';
import type { Answer, Grade, GradingAid } from './exercise.js';
import { keepBlanks } from './lines.js';
import type { MatchStep } from './match.js';
import { letterOf, rightsShown } from './match-order.js';
import { readPairs } from './match-read.js';
import { longestAnswer } from './pattern-grade.js';

/** Right when every pair is; otherwise which are, and one word on one that is not. */
export function gradeMatch(step: MatchStep, answer: Answer, aid: GradingAid): Grade {
  if ('option' in answer || answer.text.length > 2 * longestAnswer) return { verdict: 'unclear' };
  const shown = rightsShown(step, aid.seed);
  const picked = readPairs(answer.text, step, shown);
  if (picked === undefined) return { verdict: 'unclear' };
  const missed = picked.findIndex((right, left) => right !== left);
  if (missed === -1) {
    const feedback = step.explanation;
    return { verdict: 'right', ...(feedback !== undefined && { feedback: keepBlanks(feedback) }) };
  }
  const right = picked
    .flatMap((pair, left) => (pair === left ? [`*${left + 1}${letterOf(shown.indexOf(pair))}*`] : []))
    .join(', ');
  const because = step.pairs[missed]?.because;
  const said: Say[] = [
    ...(right === '' ? [] : [{ say: 'match.right', args: { pairs: { markup: right } } } as const]),
    ...(because === undefined ? [apart(step, missed, picked[missed] ?? missed)] : []),
  ];
  return {
    verdict: 'wrong',
    ...(said.length > 0 && { said }),
    ...(because !== undefined && { feedback: keepBlanks(because) }),
  };
}

function apart({ pairs }: MatchStep, left: number, right: number): Say {
  const [a, b] = [pairs[left]?.left ?? '', pairs[right]?.right ?? ''].map(escapeMarks);
  return { say: 'match.apart', args: { left: { markup: a ?? '' }, right: { markup: b ?? '' } } };
}
