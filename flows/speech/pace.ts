import type { Speak, Speaks } from '../effects.js';

/** For who wants it slow, for a slow repetition, and for both. */
const slow = 0.8;

/** How fast something is said. @param speed as the learner has set it */
export function paceOf(
  { slow: slowly, emphasised }: Pick<Speaks, 'slow' | 'emphasised'>,
  speed?: 'usual' | 'slow',
): Pick<Speak, 'speed' | 'emphasised'> {
  const usual = speed === 'slow' ? slow : 1;
  return { speed: slowly || emphasised ? usual * slow : usual, ...(emphasised && { emphasised }) };
}
