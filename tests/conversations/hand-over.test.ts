import { afterEach, describe, expect, it } from 'vitest';
import { answers, fakeModel, type FakeModel } from '../support/fake-model.js';
import { Talk } from '../support/conversation.js';

/** Flows that wait for another one: a scene chosen in a talk, a role-play in a lesson, consent before either. */

let model: FakeModel | undefined;
afterEach(async () => {
  await model?.close();
  model = undefined;
});

async function met(options: Parameters<typeof Talk.begin>[0] = {}): Promise<Talk> {
  const talk = await Talk.begin({ guess: { language: 'en', timeZone: 'Europe/Madrid' }, ...options });
  for (const text of ['hello', 'English', 'Ana', 'Travel', '1']) await talk.say(text);
  return talk;
}

/** Through a lesson to its role-play, without a model. */
async function toTheScene(talk: Talk): Promise<void> {
  await talk.say('/lesson cafe/ordering');
  for (let guard = 0; guard < 60 && !talk.transcript().includes('follows a script'); guard += 1) {
    const labels = (talk.messages.at(-1)?.buttons ?? []).map(({ label }) => label);
    await talk.tap(labels.includes('Go on') ? 'Go on' : 'Show me');
  }
}

describe('a flow that waits for another', () => {
  it('a link that a new learner came by is followed once they are through', async () => {
    const talk = await Talk.begin({ guess: { language: 'en' } });
    await talk.say('/start lesson_people_family');
    for (const text of ['English', 'Ana', 'Travel', '1']) await talk.say(text);
    await talk.tap('Begin');
    expect(talk.transcript()).toContain('Today: *A family photo*');
    await talk.core.stop();
  });

  it('a free talk is not the scene of a lesson that was left; the lesson still finds its scene', async () => {
    const talk = await met();
    await toTheScene(talk);
    await talk.say('/menu');
    talk.lines.length = 0;
    await talk.say('/talk');
    expect(talk.transcript()).toContain('Which scene shall we play?');
    await talk.say('/lesson');
    expect(talk.transcript()).toContain('Leo is still here. Where were we?');
    await talk.tap('Leave the scene');
    expect(talk.transcript()).toContain('remind you of your lesson?');
    await talk.core.stop();
  });

  it('what ended while the learner was elsewhere is handed over when they are back, and something is said', async () => {
    const looking = { well: 'You asked for tea.', quote: 'tea please', keep: [] };
    const reply = { reply: 'Hello there.', corrections: [], goals: [], over: false };
    model = await fakeModel((response, asked) => {
      const summing = JSON.stringify(asked.body).includes('talk-summary');
      answers(summing ? looking : reply)(response, asked);
    });
    const talk = await met({ model });
    await talk.say('/talk');
    await talk.tap('18 or over');
    await talk.tap("Yes, that's fine");
    await talk.tap('A scene to play');
    await talk.say('1');
    await talk.say('A tea please, if there is one.');
    await talk.burst('bye', '/menu');
    await talk.wait({ seconds: 3 });
    talk.lines.length = 0;
    await talk.say('continue');
    expect(talk.lines.filter((line) => line.startsWith('Parley')).length).toBeGreaterThan(0);
    await talk.core.stop();
  });

  it('whoever does not say how old they are is not asked again and again', async () => {
    model = await fakeModel(answers({}));
    const talk = await met({ model });
    await talk.say('/talk');
    for (const text of ['none of your business', 'really', 'no way']) await talk.say(text);
    await talk.tap('Leave this one');
    expect(talk.transcript()).toContain('scenes with a script work');
    expect(model.asked).toEqual([]);
    await talk.core.stop();
  });
});
