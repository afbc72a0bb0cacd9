import type { Profile } from './learner.js';

type Asked = Pick<Profile, 'age' | 'consent'>;

/** What this learner writes and says may be sent to models of others: they agreed, and are old enough. */
export function agreed({ age, consent }: Asked): boolean {
  return consent === true && (age === 'adult' || age === 'teen');
}

/** It is not known yet: age, consent or both have to be asked. */
export function undecided({ age, consent }: Asked): boolean {
  if (consent === false || age === 'child') return false;
  return age === undefined || consent === undefined;
}
