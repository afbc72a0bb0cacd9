import type { Say } from '../effects.js';
import { tidy } from '../scoring/normalise.js';
import { expand } from '../scoring/patterns.js';
import { gradeTranslateReply } from '../tutor/grade-translate.js';
import type { Grade, GradingAid, Tutored } from './exercise.js';
import { keepBlanks } from './lines.js';
import type { TranslateStep } from './translate.js';
import { gradeTranslation } from './translate-grade.js';

/** Accepted sentences that are told to the model; more say nothing new. */
const told = 6;

/** "Is this also right?": asked of a model about what the patterns refuse, and marked as its verdict. */
export const translateTutored = {
  ask: (step, answer, aid) => {
    if (!gradeTranslation(step, { text: answer }, aid).mayAsk) return undefined;
    const accepted = [step.ask, ...step.accept.flatMap((pattern) => expand(pattern).slice(0, 2))];
    return {
      prompt: 'grade-translate',
      args: { source: step.sentence ?? '', accepted: accepted.slice(0, told), answer },
    };
  },
  judge: (step, answer, reply, aid) => {
    const grade = byPatterns(step, answer, aid);
    const parsed = gradeTranslateReply.safeParse(reply);
    const isAsked = gradeTranslation(step, { text: answer }, aid).mayAsk === true;
    if (!isAsked || !parsed.success) return grade;
    const { right } = parsed.data;
    const reason = oneLine(parsed.data.reason);
    if (right) {
      return {
        verdict: 'right',
        by: 'model',
        expected: oneLine(answer),
        said: [{ say: 'translate.alsoRight', args: { reason } }],
        ...(step.explanation !== undefined && { feedback: keepBlanks(step.explanation) }),
      };
    }
    return {
      verdict: 'wrong',
      by: 'model',
      expected: step.ask,
      said: [why(answer, reason, parsed.data.better)],
    };
  },
  alone: byPatterns,
} satisfies Tutored<TranslateStep>;

function byPatterns(step: TranslateStep, answer: string, aid: GradingAid): Grade {
  const { mayAsk: _, ...grade } = gradeTranslation(step, { text: answer }, aid);
  return grade;
}

function why(answer: string, reason: string, better: string | null): Say {
  const sentence = oneLine(better ?? '');
  if (sentence !== '' && tidy(sentence) !== tidy(answer))
    return { say: 'translate.better', args: { better: sentence, reason } };
  return reason === '' ? { say: 'translate.unknown' } : { say: 'translate.reason', args: { reason } };
}

/** UTF-16 units: what a model writes here is one short sentence. */
const longest = 240;

function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
