import { pick } from './choices.js';
import type { Choice, Message } from './effects.js';
import type { Thread } from './learner.js';
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

/** What can be picked from now on. @param moved the state has moved since the last question @param version of the turn */
export function noteOffer(thread: Thread, message: Message, moved: boolean, version: number): void {
  const { choices = [], actions = [], progress } = message;
  // Shown again unchanged, it has been there since it was first shown.
  const at = isSame(thread.offer, choices) ? thread.offer?.at : undefined;
  if (choices.length > 0 || actions.length > 0)
    thread.offer = { choices, actions, ...(progress && { progress }), at: at ?? version };
  else if (moved) delete thread.offer;
}

function isSame(before: Thread['offer'], choices: readonly Choice[]): boolean {
  return (
    before !== undefined &&
    before.choices.length === choices.length &&
    before.choices.every(({ value }, index) => value === choices[index]?.value)
  );
}
