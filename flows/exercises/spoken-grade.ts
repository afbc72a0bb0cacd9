import type { Say } from '../effects.js';
import { judgeReading } from '../scoring/reading.js';
import type { JudgedReading, ReadingVerdict } from '../scoring/reading-verdict.js';
import type { Answer, Grade } from './exercise.js';

/** Parts of three that a reading earns: most with a word that was hard, some where words were left out. */
const whole = 3;

/**
 * A text that was read or said after somebody. All of it heard is right; a hard word or a missing one leaves part of the
 * points, and another try if the learner likes. Another text, and what nobody understood, costs nothing.
 *
 * @param expected without marks
 */
export function gradeSpoken(expected: string, answer: Answer): Grade {
  if ('option' in answer || !answer.heard) return { verdict: 'unclear', said: [{ say: 'aloud.typed' }] };
  const reading = judgeReading(answer.heard, expected);
  const { verdict } = reading;
  const said = unread(verdict);
  if (said) return { verdict: 'unclear', said: [said] };
  const points = pointsOf(reading);
  const grade = verdict.kind === 'clear' ? 'right' : points > 0 ? 'partial' : 'wrong';
  return { verdict: grade, expected, reading, points, maxPoints: whole };
}

function unread(verdict: ReadingVerdict): Say | undefined {
  if (verdict.kind === 'notUnderstood') return { say: 'aloud.notUnderstood' };
  if (verdict.kind !== 'otherText') return undefined;
  return verdict.heard === undefined
    ? { say: 'aloud.other' }
    : { say: 'aloud.otherHeard', args: { heard: verdict.heard.slice(0, 120).replace(/[\s\p{P}]+$/u, '') } };
}

function pointsOf({ verdict, words }: JudgedReading): number {
  if (verdict.kind === 'clear') return whole;
  if (verdict.kind === 'hard') return whole - 1;
  const text = words.filter(({ error }) => error !== 'Insertion').length;
  const missing = verdict.kind === 'missing' ? verdict.missing.length : text;
  return missing * 2 < text ? 1 : 0;
}
