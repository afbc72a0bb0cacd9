import type { Line, Say } from '../effects.js';
import { levels, type Level } from '../levels.js';
import { choice, notSet, type Question } from './question.js';

/** What the learner could say of three sentences, and where that puts them until a test knows better. */
const steps = {
  A0: { say: 'level.none' },
  A1: { say: 'level.first' },
  A2: { say: 'level.two' },
  B1: { say: 'level.three' },
} as const;

/** Ours, and no level of the Framework: it is told in words. */
const nothing: Level = 'A0';

/** Where the learner begins, before the first lesson. */
export function begins(level: string | undefined): Say {
  if (level === undefined) return { say: 'onboarding.readyUnknown' };
  return level === nothing
    ? { say: 'onboarding.readyBeginning' }
    : { say: 'onboarding.ready', args: { level } };
}

export const level: Question = {
  ask: (env) => ({
    lines: [
      { say: 'level.ask' },
      ...env.facts.course.samples.map((text, i): Line => ({ text: `${i + 1}  ${text}`, role: 'english' })),
    ],
    choices: (['A1', 'A2', 'B1', 'A0'] as const).map((value) => choice(steps[value], value)),
  }),
  understand(input, env) {
    const said = 'option' in input ? input.option : named(input.text);
    if ((levels as readonly string[]).includes(said)) return { kind: 'value', value: said, certain: true };
    return { kind: 'unclear', line: { say: 'level.unclear', variant: env.slips } };
  },
  save: (value) => ({ level: value as Level }),
  shown({ level: own }) {
    if (own === undefined) return notSet;
    return own === nothing ? { say: 'level.beginning' } : { say: 'settings.plain', args: { value: own } };
  },
};

/** "1 and 2", "the 1 and the 2": up to the highest that is named; "A2" is a level as it stands. */
function named(text: string): string {
  const sentences = text.match(/(?<![\p{L}\d])[1-3](?!\d)/gu) ?? [];
  const highest = Math.max(0, ...sentences.map(Number));
  return highest === 0 ? text.trim().toUpperCase() : (['A1', 'A2', 'B1'][highest - 1] ?? '');
}
