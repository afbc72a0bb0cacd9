import type { Draft } from './draft.js';
import type { Line, Message } from './effects.js';

/**
 * Somebody says that they want to harm themselves: a fixed, careful answer with people to call, in their
 * language. No model words it, and nothing is graded.
 */
export function care(draft: Draft): void {
  draft.send(careMessage(draft.facts.helplines(draft.learner.profile.language)));
}

/** @param lines people to call, by country; the general one is always named */
export function careMessage({ lines, general }: Helplines): Message {
  const numbers = lines.map(({ country, number }) => `${country}: *${number}*`).join('  ');
  const who: Line[] = numbers === '' ? [] : [{ text: numbers, role: 'explain' }];
  return { lines: [{ say: 'care.heard' }, ...who, { say: 'care.general', args: { address: general } }] };
}

export interface Helplines {
  lines: readonly { country: string; number: string }[];
  /** An address that lists them for every country. */
  general: string;
}
