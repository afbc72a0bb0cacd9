import { plain, says } from '../words.js';
import { choice, notSet, type Question } from './question.js';

/** Whether what the learner writes and says may go to models of others. Without it everything works as it does offline. */
export const consent: Question = {
  ask: (env) => ({
    lines: [{ say: 'consent.what' }, { say: env.profile.age === 'teen' ? 'consent.askTeen' : 'consent.ask' }],
    choices: [choice({ say: 'consent.yes' }, 'yes'), choice({ say: 'consent.no' }, 'no')],
    skippable: false,
  }),
  understand(input, env) {
    const said = 'option' in input ? input.option : answerOf(input.text, env);
    if (said === 'yes' && env.profile.age === 'child')
      return { kind: 'unclear', line: { say: 'age.savedChild' } };
    if (said === 'yes' || said === 'no') return { kind: 'value', value: said, certain: true };
    return { kind: 'unclear', line: { say: 'consent.unclear', variant: env.slips } };
  },
  save: (value) => ({ consent: value === 'yes' }),
  saved: (value) => ({ say: value === 'yes' ? 'consent.savedYes' : 'consent.savedNo' }),
  matters: (env) => (env.facts.tutor || env.facts.transcribes) && env.profile.age !== 'child',
  shown(profile) {
    if (profile.consent === undefined) return notSet;
    return { say: profile.consent ? 'consent.shownYes' : 'consent.shownNo' };
  },
};

function answerOf(text: string, env: Parameters<typeof says>[0]): string | undefined {
  // "yes ok" is as good as each of them.
  const every = plain(text).split(' ');
  if (
    says(env, 'words.yes', text) ||
    (every.length <= 3 && every.every((word) => says(env, 'words.yes', word)))
  )
    return 'yes';
  return says(env, 'words.no', text) || says(env, 'words.skip', text) ? 'no' : undefined;
}
