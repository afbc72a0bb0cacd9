import { escapeMarks, type Say } from '../effects.js';
import type { RubricMark } from './exercise.js';
import { keepBlanks } from './lines.js';
import type { OpenStep } from './open.js';

/** First what is there, each with the learner's own words; then what is not; then the model's word on it. */
export function verdictLines(step: OpenStep, rubric: readonly RubricMark[], feedback: string): Say[] {
  const texts = pointTexts(step);
  const met = rubric.flatMap(({ quote }, n) =>
    quote === undefined ? [] : [`${texts[n] ?? ''}: _${escapeMarks(quote)}_`],
  );
  const missing = rubric.flatMap(({ met }, n) => (met ? [] : [texts[n] ?? '']));
  return [
    ...(met.length > 0 ? [listed('open.met', met)] : []),
    ...(missing.length > 0 ? [listed('open.missing', missing)] : []),
    ...(feedback === '' ? [] : [{ say: 'open.says', args: { feedback } } as const]),
  ];
}

/** An answer to compare with, and what to look for: nobody here can judge it. */
export function selfCheck(step: OpenStep): Say[] {
  const points = { markup: bullets(pointTexts(step)) };
  return [
    { say: 'open.sample', args: { sample: { markup: keepBlanks(step.sample) } } },
    { say: 'open.check', args: { points } },
  ];
}

function listed(say: 'open.met' | 'open.missing', points: readonly string[]): Say {
  return { say, args: { count: points.length, points: { markup: bullets(points) } } };
}

function pointTexts({ rubric, local }: OpenStep): string[] {
  return rubric.map((point, n) => keepBlanks(local?.rubric?.[n] ?? point.if));
}

function bullets(texts: readonly string[]): string {
  return texts.map((text) => `• ${text}`).join('\n');
}
