import { asksBack } from '../asks.js';
import { notSet, type Question } from './question.js';
import { says, words } from '../words.js';

/** Longer than nearly every name, shorter than an answer to something else. */
const longest = 60;

/** Kept and said back exactly as the learner wrote it. */
export const name: Question = {
  ask: () => ({ lines: [{ say: 'name.ask' }] }),
  understand(input, env) {
    if ('option' in input) return { kind: 'unclear', line: { say: 'name.unclear', variant: env.slips } };
    const said = withoutIntroduction(input.text.replace(/\s+/g, ' ').trim(), env);
    if (says(env, 'words.greeting', said))
      return { kind: 'unclear', line: { say: 'name.greeted', variant: env.slips } };
    if (asksBack(said, env)) return { kind: 'unclear', line: { say: 'name.why', variant: env.slips } };
    if (!/\p{L}/u.test(said) || [...said].length > longest)
      return { kind: 'unclear', line: { say: 'name.unclear', variant: env.slips } };
    return { kind: 'value', value: said, certain: false };
  },
  save: (value) => ({ name: value }),
  saved: (value) => ({ say: 'name.saved', args: { name: value } }),
  shown: (profile) =>
    profile.name === undefined ? notSet : { say: 'settings.plain', args: { value: profile.name } },
};

/** "My name is Ana." is an introduction and a name. */
function withoutIntroduction(text: string, env: Parameters<Question['ask']>[0]): string {
  const introduction = words(env, 'words.nameIs').find((start) => text.toLowerCase().startsWith(`${start} `));
  if (introduction === undefined) return text;
  return text.slice(introduction.length).trim().replace(/\.$/, '') || text;
}
