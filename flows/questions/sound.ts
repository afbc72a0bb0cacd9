import type { Profile } from '../learner.js';
import { choice, type Question } from './question.js';

const ways = {
  both: { say: 'sound.both' },
  text: { say: 'sound.text' },
  voice: { say: 'sound.voice' },
} as const;

/** How the learner wants to be spoken to: in writing, aloud, or both. */
export const sound: Question = {
  ask: () => ({
    lines: [{ say: 'sound.ask' }],
    choices: Object.entries(ways).map(([value, label]) => choice(label, value)),
  }),
  understand(input, env) {
    if ('option' in input && input.option in ways)
      return { kind: 'value', value: input.option, certain: true };
    return { kind: 'unclear', line: { say: 'sound.unclear', variant: env.slips } };
  },
  save: (value) => ({ sound: value as NonNullable<Profile['sound']> }),
  matters: (env) => env.facts.speaks,
  shown: (profile) => ways[profile.sound ?? 'both'],
};
