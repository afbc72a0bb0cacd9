import { z } from 'zod';
import { expand, PatternError } from '../scoring/patterns.js';

/** `cafe`, `say-it`: what ids of units, lessons and steps look like. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use small letters, digits and single hyphens, for example say-it')
  .max(40);

export const stepId = slug.describe('Never changes once learners have met it: their progress hangs on it.');

/**
 * One line of text; spaces around it do not count.
 *
 * @param instead what else can be done with more
 */
export function line(max: number, instead = 'make two steps of it') {
  return z
    .string()
    .trim()
    .min(1, 'write something here, or leave the field out')
    .max(max, `at most ${max} characters: shorten it, or ${instead}`)
    .regex(/^\P{Cc}*$/u, 'one line, without tabs or control characters');
}

/** One line that is shown as it is written, also inside markup. */
export function plainLine(max: number) {
  return line(max).regex(/^[^*_\\]*$/, 'shown as it is written: leave out * _ and \\');
}

/** Several lines; an empty line between two paragraphs. */
export function prose(max: number) {
  return z
    .string()
    .trim()
    .min(1, 'write something here, or leave the field out')
    .max(max, `at most ${max} characters: shorten it, or make two steps of it`)
    .regex(/^[\P{Cc}\n]*$/u, 'without tabs or control characters');
}

/** An accept pattern that parses and leaves no way to say nothing. */
export const pattern = line(200, 'split it into several patterns')
  .regex(/^[^*_]*$/, 'answers carry no emphasis: leave out * and _')
  .superRefine((source, context) => {
    const fault = faultIn(source);
    // What is built from patterns is not looked at when one of them is broken.
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault, continue: false });
  })
  .describe('(a|b) is a choice, [x] may be left out; they nest; a backslash takes a bracket literally.');

function faultIn(source: string): string | undefined {
  try {
    if (!expand(source).includes('')) return undefined;
    return 'every part of it may be left out, so that an empty answer would do';
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return `character ${error.at + 1}: ${error.message}`;
  }
}

/** Why the right answer is right; the same in every kind that asks something. */
export const explanation = line(300).describe('Why the right answer is right; shown with it.');

/** What a translator writes for the question, whatever the kind. Longer than any author's: other languages are. */
export const askText = line(240).optional();

/** What a translator writes for feedback to each option or pair. */
export const reasonTexts = z
  .array(line(200).nullable())
  .max(6)
  .optional()
  .describe('In the order of the options or pairs; null where there is nothing to say.');

export const difficulty = z
  .number()
  .min(-5)
  .max(5)
  .describe('Difficulty in logits, if known; else it comes from the level.');

/** A text of a sidecar that does not fit its step; `path` leads into the sidecar's entry for the step. */
export interface Misfit {
  path: (string | number)[];
  message: string;
}

/** A translation of something that the step itself does not have. */
export function surplus<K extends string>(
  step: { [Key in K]?: unknown },
  texts: { [Key in K]?: unknown },
  fields: readonly K[],
): Misfit[] {
  return fields
    .filter((field) => texts[field] !== undefined && step[field] === undefined)
    .map((field) => ({
      path: [field],
      message: `the step has no \`${field}\`: add it there or leave it out here`,
    }));
}
