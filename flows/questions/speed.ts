import type { Profile } from '../learner.js';
import { choice, type Question } from './question.js';

const speeds = {
  usual: { say: 'speed.usual' },
  slow: { say: 'speed.slow' },
} as const;

/** How fast they are spoken to. */
export const speed: Question = {
  ask: () => ({
    lines: [{ say: 'speed.ask' }],
    choices: Object.entries(speeds).map(([value, label]) => choice(label, value)),
  }),
  understand(input, env) {
    if ('option' in input && input.option in speeds)
      return { kind: 'value', value: input.option, certain: true };
    return { kind: 'unclear', line: { say: 'speed.unclear', variant: env.slips } };
  },
  save: (value) => ({ speed: value as NonNullable<Profile['speed']> }),
  matters: (env) => env.facts.speaks && env.profile.sound !== 'text',
  shown: (profile) => speeds[profile.speed ?? 'usual'],
};
