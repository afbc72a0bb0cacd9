import { formatTime } from '../clock-time.js';
import { says } from '../words.js';
import { timeOfDay } from './time-of-day.js';
import { choice, notSet, type Question } from './question.js';

const offered = ['08:00', '13:00', '18:30'];
const never = 'never';

/** The local time at which the next lesson is mentioned, once a day, or never. */
export const reminder: Question = {
  ask: () => ({
    lines: [{ say: 'reminder.ask' }],
    choices: [
      ...offered.map((time) => choice({ say: 'settings.plain', args: { value: time } }, time)),
      choice({ say: 'reminder.never' }, never),
    ],
    // "Not now" is one of the answers; who says "skip" is not asked again either.
    skippable: false,
  }),
  understand(input, env) {
    const said = 'option' in input ? input.option : input.text;
    if (said === never || says(env, 'words.no', said)) return { kind: 'value', value: never, certain: true };
    const time = timeOfDay(said, env);
    if (time !== undefined) return { kind: 'value', value: formatTime(time), certain: true };
    return { kind: 'unclear', line: { say: 'reminder.unclear', variant: env.slips } };
  },
  save: (value) => ({ reminder: value }),
  saved: (value) =>
    value === never ? { say: 'reminder.savedNever' } : { say: 'reminder.saved', args: { time: value } },
  shown(profile) {
    if (profile.reminder === undefined) return notSet;
    return profile.reminder === never
      ? { say: 'reminder.never' }
      : { say: 'settings.plain', args: { value: profile.reminder } };
  },
};
