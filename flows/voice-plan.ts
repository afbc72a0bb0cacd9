import { agreed, undecided } from './agreed.js';
import type { Line, Listen } from './effects.js';
import type { Env } from './machine.js';
import { usualLimit, type Hears } from './speech/hears.js';

/** What becomes of a note: who listens to it, whether somebody has to be asked first, or why it cannot be heard. */
export type Plan =
  | { kind: 'listen'; asks: Omit<Listen, 'kind' | 'request' | 'recording'> }
  | { kind: 'ask' }
  | { kind: 'cannot'; say: Line };

/**
 * Our own model listens wherever it can tell something; a transcriber only where words are wanted and the learner has
 * agreed, which is asked before the first note that needs one. A text that is read aloud needs none.
 */
export function planOf(
  { expected, options = [], language, transcribe = 'words', limit = usualLimit }: Hears,
  { facts, profile }: Pick<Env, 'facts' | 'profile'>,
): Plan {
  if (!facts.listens) return { kind: 'cannot', say: { say: 'voice.deaf' } };
  const wanted = transcribe !== 'no' && facts.transcribes;
  const reads = facts.pronounces && expected !== undefined;
  if (wanted && !reads && undecided(profile)) return { kind: 'ask' };
  const may = wanted && agreed(profile);
  if (!may && !reads && !(facts.pronounces && options.length > 0))
    return { kind: 'cannot', say: { say: wanted ? 'voice.noConsent' : 'voice.noWords' } };
  return {
    kind: 'listen',
    asks: {
      language: language ?? facts.course.language,
      limit,
      ...(expected !== undefined && { expected }),
      ...(options.length > 0 && { options }),
      transcribe: may ? transcribe : 'no',
    },
  };
}
