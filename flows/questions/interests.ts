import { asksBack } from '../asks.js';
import { choice, type Question } from './question.js';
import type { Say } from '../effects.js';

const offered = {
  food: { say: 'interests.food' },
  films: { say: 'interests.films' },
  football: { say: 'interests.football' },
  music: { say: 'interests.music' },
} as const;

const most = 8;
const longest = 40;

/** A few words in the learner's own language; several are separated by commas. */
export const interests: Question = {
  ask: () => ({
    lines: [{ say: 'interests.ask' }],
    choices: Object.entries(offered).map(([value, label]) => choice(label, value)),
  }),
  understand(input, env) {
    if ('option' in input)
      return input.option in offered
        ? { kind: 'value', value: input.option, certain: true }
        : { kind: 'unclear', line: { say: 'interests.unclear', variant: env.slips } };
    const named = split(input.text);
    const fits = named.every((one) => /\p{L}/u.test(one) && [...one].length <= longest);
    if (named.length === 0 || !fits || asksBack(input.text, env))
      return { kind: 'unclear', line: { say: 'interests.unclear', variant: env.slips } };
    return { kind: 'value', value: named.slice(0, most).join(', '), certain: false };
  },
  save: (value) => ({ interests: split(value) }),
  shown: (profile) => list(profile.interests ?? []),
};

function split(text: string): string[] {
  return text
    .split(/[,;،、\n]+/)
    .map((one) => one.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
}

/** One interest that was tapped is shown in the learner's language, others as they wrote them. */
function list(chosen: string[]): Say {
  const [only] = chosen;
  if (only === undefined) return { say: 'settings.notSet' };
  if (chosen.length === 1 && only in offered) return offered[only as keyof typeof offered];
  return { say: 'settings.plain', args: { value: chosen.join(', ') } };
}
