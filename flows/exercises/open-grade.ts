import { foldedWords } from '../scoring/copying.js';
import { proofsOf } from '../scoring/evidence.js';
import { type OwnWords, ownWords, textOf } from '../scoring/own-words.js';
import { gradeOpenReply } from '../tutor/grade-open.js';
import type { Answer, Grade, GradingAid, Tutored } from './exercise.js';
import type { OpenStep } from './open.js';
import { selfCheck, verdictLines } from './open-lines.js';

/** Words; below this nothing can be judged. */
const fewest = 3;
/** Words, where the step says nothing of it. */
const most = 300;

/** Code alone sees only whether there is something of the learner's own to judge; then a model is asked. */
export function gradeOpen(step: OpenStep, answer: Answer, aid: GradingAid): Grade {
  if ('option' in answer) return { verdict: 'unclear' };
  const own = ownOf(step, answer.text);
  const words = foldedWords(textOf(own));
  const english = words.filter((word) => aid.words.has(word)).length;
  const [least, limit] = step.words ?? [fewest, most];
  // Names and slips are no English words; an answer in another language has hardly any.
  const isEnglish = words.length > 0 && english * 2 >= words.length;
  const isEnough = words.length >= least && new Set(words).size * 2 >= least;
  if (!isEnough && own.suspect !== undefined) {
    return { verdict: 'unclear', said: [{ say: 'open.own', args: { sentence: cut(own.suspect, 80) } }] };
  }
  if (!isEnglish) return { verdict: 'unclear' };
  if (!isEnough) return { verdict: 'unclear', said: [{ say: 'open.short', args: { least } }] };
  if (words.length > 2 * limit)
    return { verdict: 'unclear', said: [{ say: 'open.long', args: { most: limit } }] };
  return { verdict: 'tutor' };
}

/** The model says which words earn which point; what holds and what it comes to is counted here (scoring/evidence.ts). */
export const openTutored = {
  ask: (step, answer, aid) => {
    if (gradeOpen(step, { text: answer }, aid).verdict !== 'tutor') return undefined;
    return {
      prompt: 'grade-open',
      args: {
        question: step.ask,
        points: step.rubric.map((point) => point.if),
        sample: step.sample,
        ...(step.words && { words: step.words.join('-') }),
        // What was said to the model itself, what repeats the rubric and what is hidden never reaches it.
        answer: textOf(ownOf(step, answer)),
      },
    };
  },
  judge: (step, answer, reply, aid) => {
    const grade = gradeOpen(step, { text: answer }, aid);
    if (grade.verdict !== 'tutor') return grade;
    const parsed = gradeOpenReply.safeParse(reply);
    if (!parsed.success) return unscored(step);
    const { points, feedback } = parsed.data;
    const claims = points.flatMap(({ index, met, quote }) =>
      met && quote !== null ? [{ point: index - 1, quote }] : [],
    );
    const proofs = proofsOf(claims.slice(0, 50), {
      own: ownOf(step, answer),
      points: step.rubric.map((point) => point.if),
      sample: step.sample,
      words: aid.words,
    });
    const rubric = step.rubric.map(({ points }, index) => {
      const proof = proofs.find(({ point }) => point === index);
      return proof ? { met: true, points, quote: cut(proof.quote, 200) } : { met: false, points: 0 };
    });
    const earned = rubric.reduce((sum, { points }) => sum + points, 0);
    const maxPoints = step.rubric.reduce((sum, { points }) => sum + points, 0);
    return {
      verdict: earned === maxPoints ? 'right' : earned > 0 ? 'partial' : 'wrong',
      said: verdictLines(step, rubric, cut(feedback, 300)),
      expected: step.sample,
      points: earned,
      maxPoints,
      rubric,
      by: 'model',
    };
  },
  alone: unscored,
} satisfies Tutored<OpenStep>;

function unscored(step: OpenStep): Grade {
  return { verdict: 'unscored', said: selfCheck(step), expected: step.sample };
}

function ownOf({ ask, rubric, local }: OpenStep, answer: string): OwnWords {
  return ownWords(answer, {
    tasks: local?.ask === undefined ? [ask] : [ask, local.ask],
    points: [...rubric.map((point) => point.if), ...(local?.rubric ?? [])],
  });
}

/** One line of somebody else's text, no longer than can be shown. */
function cut(text: string, longest: number): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
