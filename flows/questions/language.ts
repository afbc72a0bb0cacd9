import { asksAlone } from '../asks.js';
import type { Env } from '../machine.js';
import { plain, says } from '../words.js';
import type { Question } from './question.js';

/** Which language carries the way. The one the learner's client speaks comes first. */
export const language: Question = {
  ask(env) {
    const first = env.profile.language;
    const ordered = [...env.facts.languages].sort((a, b) => rank(a.code, first) - rank(b.code, first));
    return {
      lines: [{ say: 'language.ask' }],
      choices: ordered.map(({ code, name }) => ({ label: { plain: name }, value: code })),
    };
  },
  understand(input, env) {
    const { languages } = env.facts;
    const known = languages.find(({ code, name }) => {
      if ('option' in input) return input.option === code;
      const said = ` ${plain(input.text)} `;
      const names = [
        code,
        name,
        ...languages.map((one) =>
          env.facts.phrase(one.code, { say: 'language.name', args: { code: keyOf(code) } }),
        ),
      ];
      return names.some((one) => said.includes(` ${plain(one)} `));
    });
    if (known) return { kind: 'value', value: known.code, certain: true };
    if ('text' in input && inAny(env, (one) => says(one, 'words.greeting', input.text)))
      return { kind: 'unclear', line: { say: 'language.greeted', variant: env.slips } };
    // A mark alone may stand after the name of a language that is not known here: "Deutsch?".
    if ('text' in input && inAny(env, (one) => asksAlone(input.text, one)))
      return { kind: 'unclear', line: { say: 'language.why', variant: env.slips } };
    return { kind: 'unclear', line: { say: 'language.unclear', variant: env.slips } };
  },
  save: (value) => ({ language: value }),
  shown: (profile) => ({ say: 'language.name', args: { code: keyOf(profile.language) } }),
};

/** In English, as they are said. */
export function languageNames({ facts }: Env): string[] {
  return facts.languages.map(({ code }) =>
    facts.phrase('en', { say: 'language.name', args: { code: keyOf(code) } }),
  );
}

/** Nobody has said yet which language they write in. */
function inAny(env: Env, means: (env: Env) => boolean): boolean {
  const { facts } = env;
  return facts.languages.some(({ code }) => means({ ...env, phrase: (line) => facts.phrase(code, line) }));
}

const rank = (code: string, first: string) => (code === first ? 0 : code === 'en' ? 1 : 2);

/** A language as ICU can select it: `pt-BR` has a hyphen, `ptBR` has none. */
function keyOf(code: string): string {
  return code.replaceAll('-', '');
}
