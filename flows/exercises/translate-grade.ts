import { addressesJudge } from '../scoring/addressing.js';
import { foldedWords } from '../scoring/copying.js';
import { carries, sharesMeaning } from '../scoring/evidence.js';
import { type Prepared, prepare } from '../scoring/match.js';
import { disguise } from '../scoring/skeleton.js';
import { lexicalWords } from '../scoring/words.js';
import { tidy } from '../scoring/normalise.js';
import type { Answer, Grade, GradingAid } from './exercise.js';
import { expectedOf, whole } from './gap-key.js';
import { compare, graded, longestAnswer } from './pattern-grade.js';
import type { TranslateStep } from './translate.js';

/**
 * By the author's patterns alone. What they refuse without a word of their own may be right all the same: `mayAsk`
 * says that a model can be asked.
 */
export function gradeTranslation(step: TranslateStep, answer: Answer, aid: GradingAid): Grade {
  if ('option' in answer || answer.text.length > longestAnswer) return { verdict: 'unclear' };
  const foreseen = Object.entries(step.near ?? {}).map(([key, feedback]) => ({
    feedback,
    sentences: sentencesOf(key),
  }));
  const said = prepare(answer.text);
  const comparison = compare([said], step.accept.flatMap(sentencesOf), foreseen, aid);
  const grade = graded(comparison, step.ask, step.explanation);
  if (grade.verdict !== 'wrong') return grade;
  if (isRemark(step, answer.text, aid)) return { verdict: 'unclear' };
  if (grade.slip) return grade;
  const unknown: Grade = { ...grade, said: [{ say: 'translate.unknown' }] };
  return isAttempt(step, answer.text) ? { ...unknown, mayAsk: true } : unknown;
}

/**
 * Whether it can be another translation at all: about as long, with a word of the model's that carries meaning, and
 * not said to whoever judges it. No model is asked otherwise, and none is believed.
 */
function isAttempt({ ask, accept }: TranslateStep, text: string): boolean {
  if (disguise(text) !== undefined || addressesJudge(text, new Set(foldedWords(ask)))) return false;
  const [said, model] = [foldedWords(text), foldedWords(ask)];
  if (said.length * 3 < model.length || said.length > 2 * model.length + 4) return false;
  const known = accept.flatMap((pattern) => foldedWords(pattern.replace(/[()[\]|]/g, ' '))).concat(model);
  return known.some(carries) ? sharesMeaning(said, known) : said.some((word) => known.includes(word));
}

function sentencesOf(pattern: string): Prepared[] {
  return expectedOf(whole, pattern).map(({ sentence }) => sentence);
}

/** Nothing said in English: other letters, the sentence itself, or mostly words that English does not have. */
function isRemark({ sentence, ask }: TranslateStep, text: string, aid: GradingAid): boolean {
  const words = lexicalWords(text);
  if (words.length === 0 || tidy(text) === tidy(sentence ?? '')) return true;
  const model = new Set(lexicalWords(ask));
  const english = words.filter((word) => aid.words.has(word) || model.has(word)).length;
  return english * 2 < words.length;
}
