import type { AgeBand } from '../learner.js';
import { choice, notSet, type Question } from './question.js';

const bands = {
  adult: { say: 'age.adult' },
  teen: { say: 'age.teen' },
  child: { say: 'age.child' },
} as const;

/** Which of three age bands: what may leave the machine depends on it. */
export const age: Question = {
  ask: () => ({
    lines: [{ say: 'age.ask' }],
    choices: Object.entries(bands).map(([value, label]) => choice(label, value)),
    skippable: false,
  }),
  understand(input, env) {
    const said = 'option' in input ? input.option : bandOf(input.text);
    if (said !== undefined && said in bands) return { kind: 'value', value: said, certain: true };
    return { kind: 'unclear', line: { say: 'age.unclear', variant: env.slips } };
  },
  // Under 13 nothing is sent anywhere, whatever was agreed to before.
  save: (value) => ({ age: value as AgeBand, ...(value === 'child' && { consent: false }) }),
  saved: (value) => (value === 'child' ? { say: 'age.savedChild' } : undefined),
  matters: (env) => env.facts.tutor || env.facts.transcribes,
  shown: (profile) => (profile.age === undefined ? notSet : bands[profile.age]),
};

/** "I am 34" is an age: the number counts, not the words. */
function bandOf(text: string): AgeBand | undefined {
  const years = Number(/(?<!\d)\d{1,3}(?!\d)/.exec(text.normalize('NFKC'))?.[0] ?? Number.NaN);
  if (!(years >= 3 && years <= 120)) return undefined;
  if (years >= 18) return 'adult';
  return years >= 13 ? 'teen' : 'child';
}
