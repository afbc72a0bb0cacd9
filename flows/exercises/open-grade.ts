import type { Answer, Grade } from './exercise.js';
import type { OpenStep } from './open.js';

export function gradeOpen(_step: OpenStep, answer: Answer): Grade {
  if ('option' in answer) return { verdict: 'unclear' };
  return { verdict: 'unscored' };
}
