import { agreed, undecided } from '../agreed.js';
import type { Env } from '../machine.js';

type Knows = Pick<Env, 'facts' | 'profile'>;

/** What this learner writes may be sent to a language model, and there is one. */
export function usable({ facts, profile }: Knows): boolean {
  return facts.tutor && agreed(profile);
}

/** There is a model, and it is not known yet whether it may read what the learner writes: age, consent or both. */
export function unasked({ facts, profile }: Knows): boolean {
  return facts.tutor && undecided(profile);
}
