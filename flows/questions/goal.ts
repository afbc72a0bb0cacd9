import { asksBack } from '../asks.js';
import { choice, notSet, type Question } from './question.js';

const goals = {
  work: { say: 'goal.work' },
  travel: { say: 'goal.travel' },
  study: { say: 'goal.study' },
  people: { say: 'goal.people' },
} as const;
type Goal = keyof typeof goals;

const longest = 120;

/** What English is for: one of four, or the learner's own words. */
export const goal: Question = {
  ask: () => ({
    lines: [{ say: 'goal.ask' }],
    choices: Object.entries(goals).map(([value, label]) => choice(label, value)),
  }),
  understand(input, env) {
    if ('option' in input)
      return input.option in goals
        ? { kind: 'value', value: input.option, certain: true }
        : { kind: 'unclear', line: { say: 'goal.unclear', variant: env.slips } };
    const said = input.text.replace(/\s+/g, ' ').trim();
    if (asksBack(said, env)) return { kind: 'unclear', line: { say: 'goal.why', variant: env.slips } };
    if (!/\p{L}/u.test(said) || [...said].length > longest)
      return { kind: 'unclear', line: { say: 'goal.unclear', variant: env.slips } };
    return { kind: 'value', value: said, certain: false };
  },
  save: (value) => ({ goal: value }),
  shown(profile) {
    if (profile.goal === undefined) return notSet;
    return profile.goal in goals
      ? goals[profile.goal as Goal]
      : { say: 'settings.plain', args: { value: profile.goal } };
  },
};
