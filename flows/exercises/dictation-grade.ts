import { escapeMarks, type Say } from '../effects.js';
import { type Prepared, prepare } from '../scoring/match.js';
import type { Answer, Grade, GradingAid } from './exercise.js';
import type { DictationStep } from './dictation.js';
import { expectedOf, whole } from './gap-key.js';
import { compare, graded, longestAnswer } from './pattern-grade.js';

/** Compared as every typed answer is; where it is wrong the words that stand are shown, with gaps for the others. */
export function gradeDictation(step: DictationStep, answer: Answer, aid: GradingAid): Grade {
  if ('option' in answer || answer.text.length > longestAnswer) return { verdict: 'unclear' };
  const said = prepare(answer.text);
  const model = prepare(step.say);
  const accepted = [model, ...(step.accept ?? []).flatMap(sentencesOf)];
  const foreseen = Object.entries(step.near ?? {}).map(([key, feedback]) => ({
    feedback,
    sentences: sentencesOf(key),
  }));
  const grade = graded(compare([said], accepted, foreseen, aid), step.say, step.explanation);
  if (grade.verdict !== 'wrong') return grade;
  const heard = inCommon(model, said);
  if (heard.size === 0) return { verdict: 'unclear' };
  return grade.slip ? grade : { ...grade, said: [soFar(model, heard)] };
}

function sentencesOf(pattern: string): Prepared[] {
  return expectedOf(whole, pattern).map(({ sentence }) => sentence);
}

function soFar({ short }: Prepared, heard: ReadonlySet<number>): Say {
  if (heard.size === short.written.length) return { say: 'dictation.more' };
  const words = short.written.map((word, at) => (heard.has(at) ? escapeMarks(word) : '\\_\\_\\_'));
  return { say: 'dictation.have', args: { sentence: { markup: words.join(' ') } } };
}

/**
 * Places of the words of a sentence that were written, in their order: the longest common subsequence (Wagner and
 * Fischer 1974).
 */
function inCommon(
  { short: { folded: model } }: Prepared,
  { short: { folded: said } }: Prepared,
): Set<number> {
  const width = said.length + 1;
  const longest = new Uint16Array((model.length + 1) * width);
  for (let i = model.length - 1; i >= 0; i -= 1) {
    for (let j = said.length - 1; j >= 0; j -= 1) {
      const [skipOurs, skipTheirs] = [longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0];
      const both = 1 + (longest[(i + 1) * width + j + 1] ?? 0);
      longest[i * width + j] = model[i] === said[j] ? both : Math.max(skipOurs, skipTheirs);
    }
  }
  const found = new Set<number>();
  for (let [i, j] = [0, 0]; i < model.length && j < said.length; ) {
    if (model[i] === said[j]) {
      found.add(i);
      [i, j] = [i + 1, j + 1];
    } else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return found;
}
