import { z } from 'zod';
import { tidy } from '../scoring/normalise.js';
import { expand, maxExpansions } from '../scoring/patterns.js';
import { explanation, line, type Misfit, pattern, surplus } from './fields.js';
import { keepBlanks } from './lines.js';

/** What the kinds share whose answers are typed and compared with patterns: gap, reorder, translate. */

export const hints = z
  .array(line(120))
  .min(1, 'at least one hint')
  .max(4, 'at most four hints')
  .describe('From vague to specific; one is shown after each miss.');

export const near = z
  .record(pattern, line(200))
  .refine((near) => Object.keys(near).length <= 12, 'at most twelve')
  .describe('Feedback to wrong answers you foresee, by pattern.');

export const patterns = z.array(pattern).min(1).max(20);

/** What a sidecar says for any of them. */
export const patternTexts = {
  near: z.record(z.string().max(200), line(200)).optional().describe('By the same patterns as in the step.'),
  hints: hints.optional(),
  explanation: explanation.optional(),
};

interface Patterned {
  accept?: string[] | undefined;
  near?: Record<string, string> | undefined;
  hints?: string[] | undefined;
  explanation?: string | undefined;
}

interface PatternTexts {
  near?: Record<string, string> | undefined;
  hints?: string[] | undefined;
  explanation?: string | undefined;
}

/** Reports accepted answers that are too many together, and foreseen wrong ones that are accepted as well. */
export function checkPatterns(step: Patterned, context: z.RefinementCtx): void {
  const accepted = (step.accept ?? []).flatMap(expand);
  if (accepted.length > maxExpansions) {
    const message = `together they stand for ${accepted.length} answers, at most ${maxExpansions}`;
    context.addIssue({ code: 'custom', path: ['accept'], message });
  }
  const tidied = new Set(accepted.map(tidy));
  for (const key of Object.keys(step.near ?? {})) {
    const both = expand(key).find((answer) => tidied.has(tidy(answer)));
    if (both === undefined) continue;
    const message = `"${both}" is accepted as well: it cannot be both`;
    context.addIssue({ code: 'custom', path: ['near', key], message });
  }
}

/** The fields a translator has to fill: those the step has. */
export function patternsRequired(step: Patterned): string[] {
  return (['hints', 'near', 'explanation'] as const).filter((field) => step[field] !== undefined);
}

/** The step with these texts where the sidecar has them. */
export function localisePatterns<S extends Patterned>(step: S, texts: PatternTexts): S {
  return {
    ...step,
    ...(step.hints !== undefined && { hints: step.hints.map((hint, n) => texts.hints?.[n] ?? hint) }),
    ...(step.near !== undefined && { near: translated(step.near, texts.near) }),
    ...(step.explanation !== undefined && { explanation: texts.explanation ?? step.explanation }),
  };
}

function translated(
  near: Record<string, string>,
  texts: Record<string, string> = {},
): Record<string, string> {
  return {
    ...near,
    ...Object.fromEntries(Object.entries(texts).filter(([key]) => Object.hasOwn(near, key))),
  };
}

export function patternMisfits(step: Patterned, texts: PatternTexts): Misfit[] {
  const found = surplus(step, texts, ['near', 'explanation']);
  if (texts.hints !== undefined && texts.hints.length !== (step.hints?.length ?? 0)) {
    const message = `${texts.hints.length} hints, the step has ${step.hints?.length ?? 0}`;
    found.push({ path: ['hints'], message });
  }
  if (texts.near === undefined || step.near === undefined) return found;
  for (const key of Object.keys(texts.near)) {
    if (!Object.hasOwn(step.near, key)) {
      found.push({ path: ['near', key], message: 'the step has no such answer under `near`' });
    }
  }
  for (const key of Object.keys(step.near)) {
    if (!Object.hasOwn(texts.near, key)) {
      found.push({ path: ['near'], message: `feedback to "${key}" is not here` });
    }
  }
  return found;
}

/** The n-th authored hint, ready to be shown. */
export function authoredHint({ hints }: Patterned, n: number): string | undefined {
  const hint = hints?.[n];
  return hint === undefined ? undefined : keepBlanks(hint);
}

/** The author's explanation, ready to be shown. */
export function shownExplanation({ explanation }: Patterned): string | undefined {
  return explanation === undefined ? undefined : keepBlanks(explanation);
}
