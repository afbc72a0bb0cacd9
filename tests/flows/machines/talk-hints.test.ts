import { describe, expect, it } from 'vitest';
import { hintAt, hintWaits, reaching } from '../../../flows/machines/talk-hints.js';
import { talkContext, type TalkContext } from '../../../flows/machines/talk-context.js';
import { envOf, lessonOf } from './stage.js';

const scene = (...goals: object[]) =>
  envOf(
    lessonOf({
      id: 'scene',
      kind: 'roleplay',
      persona: 'waiter',
      scene: 'A café.',
      goals,
      max_turns: 8,
      offline: ['Hello!', 'Goodbye!'],
    }),
  );
const drink = { does: 'orders a drink', example: "I'd like a tea, please.", when: ['tea'] };
const price = { does: 'asks the price', when: ['how much [is it]'] };
const at = (more: Partial<TalkContext>): TalkContext => ({
  ...talkContext({ instance: 1, at: 0, step: 0 }),
  ...more,
});
const keys = (env: ReturnType<typeof envOf>, reached: number[] = []) =>
  [0, 1, 2, 3, 4].map((hints) => hintAt(at({ hints, reached }), env).say);

describe('hints of a scene', () => {
  it('end in a sentence, where its author wrote one', () => {
    const env = scene(drink, price);
    expect(keys(env)).toEqual([
      'talk.hintGoal',
      'talk.hintSay',
      'talk.hintSentence',
      'talk.hintsOver',
      'talk.hintsOver',
    ]);
    expect(hintAt(at({ hints: 1 }), env)).toMatchObject({ args: { words: "I'd like a" } });
    expect(hintAt(at({ hints: 2 }), env)).toMatchObject({ args: { sentence: "I'd like a tea, please." } });
  });

  it('end sooner where there is less to say', () => {
    const env = scene(drink, price);
    expect(keys(env, [0])).toEqual([
      'talk.hintGoal',
      'talk.hintSay',
      'talk.noHint',
      'talk.noHint',
      'talk.noHint',
    ]);
    expect(keys(scene({ does: 'smiles' })).slice(0, 2)).toEqual(['talk.hintGoal', 'talk.noHint']);
  });

  it('are worded anew each time when they are used up', () => {
    const env = scene(drink, price);
    expect([3, 4, 5].map((hints) => hintAt(at({ hints }), env).variant)).toEqual([0, 1, 2]);
  });

  it('are offered as long as one says something new', () => {
    const env = scene(drink, price);
    expect([0, 1, 2, 3].map((hints) => hintWaits(at({ hints }), env))).toEqual([true, true, true, false]);
  });

  it('begin anew with another goal, not with a later one', () => {
    expect(reaching(at({ hints: 2 }), [0])).toEqual({ reached: [0], hints: 0 });
    expect(reaching(at({ hints: 2 }), [1])).toEqual({ reached: [1], hints: 2 });
    expect(reaching(at({ hints: 2, reached: [1] }), [])).toEqual({ reached: [1], hints: 2 });
  });
});
