import { afterEach, expect, it } from 'vitest';
import { answers, fakeModel, type Behaviour, type FakeModel } from '../support/fake-model.js';
import { ears, words } from '../support/ears.js';
import { met } from './aloud.js';

/** What is said of how somebody spoke in a talk is about what they said aloud. */

let model: FakeModel;
afterEach(async () => model.close());

const reply = (text: string, more: object = {}): Behaviour =>
  answers({ reply: text, corrections: [], goals: [], over: false, ...more });

const long = 'I work at night, and then I sleep with the curtains closed until my daughter comes home.';
const aloud = words(long, { seconds: 22, speech: [{ from: 0.5, to: 21.5 }] });

it('does not count what was wrong in writing', async () => {
  const slip = { reason: 'Work is the verb already.', kind: 'verb-form' };
  model = await fakeModel(
    reply('And in summer?'),
    reply('I see.', {
      corrections: [
        { quote: 'I am work there', better: 'I work there', ...slip },
        { quote: 'she are happy', better: 'she is happy', ...slip, kind: 'agreement' },
      ],
    }),
    answers({ well: 'You told Marta what your nights are like.', quote: 'I work at night', keep: [] }),
  );
  const talk = await met({ model, speech: ears({ aloud }) });
  await talk.say('talk');
  await talk.tap('18 or over');
  await talk.tap("Yes, that's fine");
  await talk.say('Marta');
  await talk.speak({ file: 'aloud' }, '0:22');
  await talk.say('I am work there in summer and she are happy.');
  await talk.tap("That's all for today");
  await talk.tap('The talk in numbers');
  expect(talk.lines.join('\n')).toContain('Grammar: 100');
});
