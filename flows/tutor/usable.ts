import type { Env } from '../machine.js';

type Knows = Pick<Env, 'facts' | 'profile'>;

/** What this learner writes may be sent to a language model, and there is one. */
export function usable({ facts, profile }: Knows): boolean {
  return facts.tutor && profile.consent === true && profile.age !== 'child';
}

/** There is a model, and the learner was never asked whether it may read what they write. */
export function unasked({ facts, profile }: Knows): boolean {
  return facts.tutor && profile.consent === undefined && profile.age !== 'child';
}
