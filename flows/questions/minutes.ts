import { choice, notSet, type Question } from './question.js';

const offered = [5, 10, 15];

/** Minutes a day: how long a day's practice may be. */
export const minutes: Question = {
  ask: () => ({
    lines: [{ say: 'minutes.ask' }],
    choices: offered.map((count) => choice({ say: 'minutes.count', args: { count } }, String(count))),
  }),
  understand(input, env) {
    const said = 'option' in input ? input.option : (/^\D*(\d{1,3})\D*$/.exec(input.text)?.[1] ?? '');
    const count = Number(said);
    if (Number.isInteger(count) && count >= 1 && count <= 120)
      return { kind: 'value', value: String(count), certain: true };
    return { kind: 'unclear', line: { say: 'minutes.unclear', variant: env.slips } };
  },
  save: (value) => ({ minutes: Number(value) }),
  shown: (profile) =>
    profile.minutes === undefined ? notSet : { say: 'minutes.count', args: { count: profile.minutes } },
};
