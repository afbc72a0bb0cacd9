import { z } from 'zod';
import { explanation, surplus, type Misfit } from './fields.js';

/** The sidecar of the kinds in which an explanation is all that is not the language being learned. */
export const explainedTexts = z.strictObject({ explanation: explanation.optional() });

interface Explained {
  explanation?: string | undefined;
}

export function explainedRequired(step: Explained): string[] {
  return step.explanation === undefined ? [] : ['explanation'];
}

export function explainedMisfits(step: Explained, texts: Explained): Misfit[] {
  return surplus(step, texts, ['explanation']);
}

export function localiseExplained<S extends Explained>(step: S, texts: Explained): S {
  return {
    ...step,
    ...(step.explanation !== undefined && { explanation: texts.explanation ?? step.explanation }),
  };
}
