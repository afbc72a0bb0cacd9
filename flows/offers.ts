import { pick } from './choices.js';
import type { Env } from './machine.js';

/** Longer texts are no answers to anything here; they are kept, and the learner is told. */
export const longestText = 2_000;

/** The value of the choice that a text means, if it means exactly one. */
export function offered(
  choices: readonly { label: Parameters<Env['phrase']>[0]; value: string }[] | undefined,
  text: string,
  phrase: Env['phrase'],
): string | undefined {
  if (!choices || choices.length === 0) return undefined;
  const index = pick(
    text,
    choices.map(({ label }) => phrase(label)),
  );
  return typeof index === 'number' ? choices[index]?.value : undefined;
}
