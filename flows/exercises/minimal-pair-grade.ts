import { pickLabel, pickNumber } from '../choices.js';
import { shuffled } from '../seed.js';
import type { Answer, Grade, GradingAid } from './exercise.js';
import { keepBlanks } from './lines.js';
import type { MinimalPairStep } from './minimal-pair.js';

/** The first word is the one that was played, or has to be said. */
export function gradePair(step: MinimalPairStep, answer: Answer, aid: GradingAid): Grade {
  if (step.say && !step.shown && ('option' in answer || !answer.heard))
    return { verdict: 'unclear', said: [{ say: 'aloud.typed' }] };
  const picked = 'option' in answer ? answer.option : meant(step, answer, aid);
  const [right, other] = step.words;
  if (picked !== 0 && picked !== 1) return { verdict: 'unclear' };
  const isRight = picked === 0;
  const heard = step.say && !step.shown;
  return {
    verdict: isRight ? 'right' : 'wrong',
    ...(!heard && { option: picked }),
    expected: right,
    said: [
      heard
        ? isRight
          ? { say: 'pair.heardRight', args: { word: right } }
          : { say: 'pair.heardOther', args: { word: right, other } }
        : isRight
          ? { say: 'pair.was', args: { word: right, ipa: step.ipa[0] } }
          : { say: 'pair.other', args: { other, ipa: step.ipa[1] } },
    ],
    ...(isRight && step.explanation !== undefined && { feedback: keepBlanks(step.explanation) }),
  };
}

/** Our own model tells the two apart better than anybody who listens for words. */
function meant(
  step: MinimalPairStep,
  answer: { text: string } & Answer,
  aid: GradingAid,
): number | undefined {
  if ('heard' in answer && answer.heard?.picked) return answer.heard.picked.option;
  const label = pickLabel(answer.text, step.words);
  if (typeof label === 'number') return label;
  const shown = shuffled([0, 1], aid.seed).filter((option) => !aid.tried.includes(option));
  const number = pickNumber(answer.text, shown.length);
  return number === undefined ? undefined : shown[number];
}
