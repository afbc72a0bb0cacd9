import { LLMock } from '@copilotkit/aimock';
import { afterEach, expect, it } from 'vitest';
import { Talk } from '../support/conversation.js';

/** A whole talk with a model that nobody here wrote: aimock speaks OpenAI's interface. */

const mock = new LLMock({ port: 0, logLevel: 'silent' });
afterEach(() => mock.stop());

it('a talk of twenty turns, then what is worth keeping', async () => {
  const reply = { reply: 'Really? Tell me more.', corrections: [], goals: [], over: false };
  for (let turn = 1; turn <= 20; turn += 1)
    mock.onMessage(new RegExp(`turn number ${turn}\\b`), {
      content: JSON.stringify({ ...reply, reply: `Answer ${turn}. And then?` }),
    });
  await mock.start();
  const talk = await Talk.begin({
    guess: { language: 'en', timeZone: 'Europe/Madrid' },
    model: { baseUrl: `${mock.url}/v1` },
  });
  for (const text of ['hello', 'English', 'Ana', 'Travel', '1', '/talk', '34', 'yes', '1'])
    await talk.say(text);
  for (let turn = 1; turn <= 20; turn += 1) {
    await talk.say(`This is turn number ${turn}`);
    expect(talk.messages.at(-1)?.text).toContain(`Answer ${turn}. And then?`);
  }
  mock.clearFixtures();
  mock.onMessage(/.*/s, {
    content: JSON.stringify({
      well: 'You kept the talk going.',
      quote: 'turn number 20',
      keep: [{ better: 'and then', reason: 'What comes next.' }],
    }),
  });
  await talk.say('bye');
  await talk.wait({ seconds: 3 });
  expect(talk.transcript()).toContain('*and then*: What comes next.');
  await talk.core.stop();
});
