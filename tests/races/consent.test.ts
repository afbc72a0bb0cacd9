import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { flags, status } from '../support/fake-model.js';
import { ModelDesk } from './model-desk.js';

/** No byte of what a learner wrote reaches a model (moderation included) without their consent. */

let held: ModelDesk;
let said: number;
beforeEach(async () => {
  said = 0;
  held = await ModelDesk.open();
  // A vendor with everything, so that whatever is sent is seen.
  held.model.moderation = flags();
});
afterEach(() => held.close());

/** A text that nobody else writes: found in whatever was sent, however it was wrapped. */
function marked(): string {
  said += 1;
  return `my word is zebra${'a'.repeat(said)} and I like it very much`;
}

/** Everything that the vendor got, as one text. */
const received = () =>
  held.model.asked.map(({ headers, body }) => JSON.stringify([headers, body])).join('\n');

async function untilAsked(condition: () => boolean): Promise<void> {
  for (let guard = 0; guard < 200; guard += 1) {
    if (condition()) return;
    const { buttons } = held.desk.sent.at(-1)?.message ?? { buttons: [] };
    const value = buttons.find((one) => /\.(next|skip)$/.test(one.value))?.value;
    if (value === undefined) throw new Error(`stuck at ${held.texts().at(-1)}`);
    await held.desk.say('a', `#${value}`);
  }
  throw new Error('never came there');
}

const atAge = () => /How old are you/.test(held.texts().at(-1) ?? '');

/** In a lesson, at the question of a kind. */
async function at(lesson: string, step: RegExp): Promise<void> {
  await held.desk.say('a', `/lesson ${lesson}`);
  await untilAsked(() => step.test(held.texts().at(-1) ?? '') || atAge());
}

describe('before it is given', () => {
  test('in talk: whatever is written at the door and before it', async () => {
    await held.met();
    for (const text of [marked(), '/talk', marked(), marked()]) await held.desk.say('a', text);
    await held.desk.tap('a', '.age.adult');
    await held.desk.say('a', marked(), marked());
    expect(held.model.asked).toEqual([]);
    await held.desk.tap('a', '.consent.yes');
    await held.desk.tap('a', '.who.p-cafe-owner');
    expect(held.model.asked).toEqual([]);
    await held.write('a dog');
    (await held.model.call(0)).replies('Nice.');
    await held.desk.engine.idle();
    // What came before stays here, and so does the name.
    expect(received()).not.toMatch(/zebra|zuleika/i);
    expect(received()).toContain('a dog');
  });

  test('refused: scenes along a script, open tasks, translations and role-plays in lessons send nothing', async () => {
    await held.met();
    await held.desk.say('a', '/talk');
    await held.desk.tap('a', '.age.adult');
    await held.desk.tap('a', '.consent.no');
    await held.desk.say('a', '1', marked(), marked(), 'bye');
    await at('people/likes', /neighbour asks what you like/);
    await held.desk.say('a', marked(), marked());
    await at('people/likes', /neighbour asks/);
    await held.desk.say('a', '/menu');
    await at('plans/arrangements', /Leave the scene/);
    await held.desk.say('a', marked(), marked(), 'hint');
    await held.desk.pass(600_000);
    expect(said).toBe(6);
    expect(held.model.asked).toEqual([]);
  });

  test.each([
    ['an open task', 'people/likes'],
    ['a role-play in a lesson', 'town/market'],
  ])('%s asks at its door, once', async (_, lesson) => {
    await held.met();
    await at(lesson, /nothing/);
    expect(atAge()).toBe(true);
    await held.desk.say('a', marked());
    await held.desk.tap('a', '.age.teen');
    await held.desk.say('a', marked());
    await held.desk.tap('a', '.consent.no');
    await held.desk.say('a', marked(), marked());
    expect(held.model.asked).toEqual([]);
  });

  test('a translation is read by its patterns alone', async () => {
    await held.met();
    await at('people/likes', /Do you like cooking|cocin|translate/i);
    await held.desk.say('a', marked(), marked());
    expect(held.model.asked).toEqual([]);
  });

  test('under 13 never, whatever is tapped', async () => {
    await held.met();
    await held.desk.say('a', '/talk');
    await held.desk.tap('a', '.age.child');
    await held.desk.say('a', '/settings');
    // Nobody offers it to them: forged.
    const offered = held.desk.value('a', '.menu.age');
    await held.desk.say('a', `#${offered.replace('age', 'consent')}`);
    await held.desk.say('a', `#${offered.replace('menu.age', 'consent.yes')}`);
    await held.desk.say('a', '/talk', marked(), '1', marked(), marked());
    await at('people/likes', /neighbour asks/);
    await held.desk.say('a', marked());
    await held.desk.pass(600_000);
    expect(held.model.asked).toEqual([]);
  });
});

/** In the settings it is taken back; whatever was open stays open. */
async function takesBack(how: 'consent' | 'age' = 'consent'): Promise<void> {
  const tap = async (ending: string) => held.write(`#${held.desk.value('a', ending)}`);
  await held.write('/settings');
  await tap(`.menu.${how}`);
  await tap(how === 'age' ? '.age.child' : '.consent.no');
  await tap('.menu.close');
}

describe('after it is taken back', () => {
  test.each(['consent', 'age'] as const)(
    'a talk that is open goes on without the model (%s)',
    async (how) => {
      await held.talking();
      await held.write('a dog');
      (await held.model.call(0)).replies('What is it called?');
      await held.desk.engine.idle();
      const before = held.model.asked.length;
      await takesBack(how);
      const from = held.texts().length;
      await held.desk.say('a', '/talk', marked());
      // Said as it is, with another way.
      expect(held.texts(from).at(-1)).toMatch(/^Without the language model I cannot talk freely/);
      await held.desk.say('a', marked(), '1', marked(), marked());
      await held.desk.pass(600_000);
      expect(held.model.asked.length).toBe(before);
      expect(received()).not.toContain('zebra');
    },
  );

  test('nor is a talk looked back on by it', async () => {
    await held.talking();
    await held.write('a dog');
    (await held.model.call(0)).replies('What is it called?');
    await held.desk.engine.idle();
    const before = held.model.asked.length;
    await takesBack();
    await held.desk.say('a', '/talk');
    await held.desk.tap('a', '.talk.end');
    expect(held.texts().join('\n')).toContain('That was a good talk with Marta.');
    await held.desk.pass(600_000);
    expect(held.model.asked.length).toBe(before);
  });

  test('what was already waiting is not sent: a reply that failed once, and a look back', async () => {
    await held.talking();
    await held.write(marked());
    (await held.model.call(0)).does(status(500));
    await held.settled();
    const asked = held.model.asked.length;
    await takesBack();
    await held.desk.pass(60_000);
    expect(held.model.asked.length).toBe(asked);
  });

  test('what was already waiting is not sent: a look back that failed once', async () => {
    await held.talking();
    await held.write('a dog');
    (await held.model.call(0)).replies('What is it called?');
    await held.desk.engine.idle();
    await held.write('bye');
    (await held.model.call(1)).does(status(500));
    await held.settled();
    const asked = held.model.asked.length;
    await takesBack();
    await held.desk.pass(60_000);
    expect(held.model.asked.length).toBe(asked);
    expect(held.texts().join('\n')).toContain('That was a good talk with Marta.');
  });

  test('an open task that is being read: given up, and the next answer stays here', async () => {
    await held.met();
    await at('people/likes', /nothing/);
    await held.consents();
    await held.write(`${marked()} and I like cooking and walking by the river`);
    (await held.model.call(0)).does(status(500));
    await held.settled();
    const asked = held.model.asked.length;
    await takesBack();
    await held.desk.say('a', '/lesson');
    await held.desk.say('a', `${marked()} and I like cooking and walking by the river`);
    await held.desk.pass(60_000);
    expect(held.model.asked.length).toBe(asked);
  });

  test('a scene that is being played goes on along its script', async () => {
    await held.met();
    await at('town/market', /nothing/);
    await held.consents();
    await held.write('Hello!');
    (await held.model.call(0)).replies('Hello! What would you like?');
    await held.desk.engine.idle();
    const asked = held.model.asked.length;
    await takesBack();
    await held.desk.say('a', '/lesson');
    const from = held.texts().length;
    await held.desk.say('a', marked());
    expect(held.texts(from).join('\n')).toContain('This scene follows a script');
    const twice = held.texts().length;
    await held.desk.say('a', marked());
    expect(held.texts(twice).join('\n')).not.toContain('This scene follows a script');
    expect(held.model.asked.length).toBe(asked);
    // Given again, another scene is played with the model; this one stays as it is.
    await held.desk.say('a', marked());
    expect(held.model.asked.length).toBe(asked);
  });
});
