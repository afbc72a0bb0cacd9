import type { Say } from '../effects.js';

/** One short reason for a kind of rule, in the learner's language. */
export function reasonOf(rule: string): Say {
  return { say: 'talk.rule', args: { rule } };
}
