import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../content/load.js';
import { Talk, type Options } from '../support/conversation.js';
import { ears } from '../support/ears.js';

/** A question that stays misunderstood ends somewhere calm (VOICE 9); golden as in conversations.test.ts. */

const english: Options = { guess: { language: 'en', timeZone: 'Europe/Madrid' } };
const left = /we leave that as it is|That one can wait|It can stay as it is/;

/** Says the same until the question is left by itself; at most so often that nothing has to be said again. */
async function insist(talk: Talk, ...texts: string[]): Promise<void> {
  const told = talk.messages.length;
  for (let i = 0; i < 5; i += 1) await talk.say(texts[i % texts.length] ?? '');
  const said = talk.messages.slice(told).map(({ text }) => text);
  expect(said.filter((text) => left.test(text))).toHaveLength(1);
  expect(said.at(-2)).toMatch(left);
  expect(new Set(said).size, said.join('\n')).toBe(said.length);
}

async function met(options: Options = english): Promise<Talk> {
  const talk = await Talk.begin(options);
  await talk.say('hello');
  for (const tap of ['English', 'Skip', 'Skip', 'Skip']) await talk.tap(tap);
  return talk;
}

describe('who is not understood at all', () => {
  it('comes through the first questions, and nothing is said twice', async () => {
    const talk = await Talk.begin(english);
    await talk.say('hello');
    await insist(talk, 'hello', 'a', 'a');
    await insist(talk, 'hello');
    await insist(talk, '!!!', '123');
    await insist(talk, 'a');
    expect(talk.messages.at(-1)?.buttons.map(({ label }) => label)).toEqual(['Begin']);
    const texts = talk.messages.map(({ text }) => text);
    for (const text of texts) expect(texts.filter((one) => one === text).length, text).toBeLessThan(3);
    await talk.matches('let-go-en');
  });

  it('stays with the language that was guessed', async () => {
    const talk = await Talk.begin({ guess: { language: 'fr', timeZone: 'UTC' } });
    await talk.say('bonjour');
    for (let i = 0; i < 5; i += 1) await talk.say('a');
    expect(talk.messages.at(-2)?.text).toMatch(/on laisse ça|Ça peut attendre|Ça peut rester/);
    expect(talk.messages.at(-1)?.text).toContain("Comment veux-tu que je t'appelle");
  });

  it.each([
    ['Language: English', 'a'],
    ['Name: not set', '???'],
    ['English for: not set', '123'],
    ['Level: not set', 'a'],
    ['Time a day: not set', 'a'],
    ['Interests: not set', '123'],
    ['Reminder: not set', 'a'],
    ['Time zone: not set', '!'],
    ['Age: not set', 'a'],
    ['Models of other companies: not set', 'a'],
    ['My voice: In writing and aloud', 'a'],
    ['How fast I speak: At the usual speed', 'a'],
  ])('goes back from %s to the other settings, and nothing is changed', async (line, text) => {
    const talk = await met({ ...english, speech: ears({}) });
    await talk.say('settings');
    const labels = () => talk.messages.at(-1)?.buttons.map(({ label }) => label);
    const before = labels();
    await talk.tap(line);
    await insist(talk, text);
    expect(labels()).toEqual(before);
    await insist(talk, '???');
    expect(labels()).not.toEqual(before);
  });

  it('is not asked the same again for a second "no"', async () => {
    const talk = await met();
    await talk.say('settings');
    await talk.tap('Time zone: not set');
    await talk.say('No, another time');
    const asked = talk.messages.at(-1)?.text;
    for (let i = 0; i < 4; i += 1) await talk.say('no');
    expect(talk.messages.filter(({ text }) => text === asked)).toHaveLength(1);
  });

  it('is not asked for a place for ever that is on no map', async () => {
    const talk = await met();
    await talk.say('settings');
    await talk.tap('Time zone: not set');
    const told = talk.messages.length;
    for (let i = 0; i < 4; i += 1) await talk.say('Atlantis');
    const said = talk.messages.slice(told).map(({ text }) => text);
    expect(new Set(said).size).toBe(said.length);
    expect(said.at(-2)).toMatch(left);
    expect(talk.messages.at(-1)?.buttons.map(({ label }) => label)).toContain('Time zone: not set');
  });

  it('is told of each place that is not found, however many were found before it', async () => {
    const talk = await met();
    await talk.say('settings');
    for (const place of ['Lima', 'Madrid', 'Tokyo']) {
      await talk.say('Time zone');
      await talk.say(place);
      expect(talk.messages.at(-1)?.buttons.map(({ label }) => label)).toContain(`Time zone: ${place}`);
    }
    await talk.tap('Time zone: Tokyo');
    await talk.say('Bogtoa');
    expect(talk.messages.at(-1)?.text).toContain("I can't find that place");
    expect(talk.transcript()).not.toMatch(left);
  });

  it('is told of a place that is not found also after places that were not theirs', async () => {
    const talk = await met();
    await talk.say('settings');
    await talk.tap('Time zone: not set');
    await talk.say('Atlantis');
    for (let i = 0; i < 3; i += 1) {
      await talk.say('Portland');
      await talk.tap('None of these');
    }
    const told = talk.messages.length;
    for (let i = 0; i < 4; i += 1) await talk.say('Atlantis');
    const said = talk.messages.slice(told).map(({ text }) => text);
    expect(said[0]).toContain("I can't find that place");
    expect(said[3]).toMatch(left);
  });

  it('is given as much time at the next question', async () => {
    const talk = await Talk.begin(english);
    await talk.say('hello');
    for (let i = 0; i < 4; i += 1) await talk.say('a');
    await talk.tap('English');
    for (let i = 0; i < 4; i += 1) await talk.say('hello');
    expect(talk.transcript()).not.toMatch(left);
  });

  it('can leave with a plain yes what is to be heard and has hints', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-let-go-'));
    cpSync(fileURLToPath(new URL('../fixtures/aloud', import.meta.url)), folder, { recursive: true });
    writeFileSync(
      join(folder, 'courses/english/cafe/ordering.yaml'),
      `title: Hearing
level: A1
can_do: hear an order
minutes: 2
steps:
  - { id: hear, kind: dictation, say: A cup of tea., hints: [Something hot.] }
  - { id: tea, kind: gap, ask: A ___ of tea., accept: [cup], hints: [You drink from it.] }
`,
    );
    const talk = await met({ ...english, content: loadContent(folder), speech: ears({}) });
    rmSync(folder, { recursive: true });
    await talk.say('/lesson cafe/ordering');
    for (let i = 0; i < 3; i += 1) await talk.say('zzz');
    expect(talk.messages.at(-1)?.buttons.map(({ label }) => label)).toEqual([
      "I can't listen now",
      'Leave this one',
      'Stop for now',
    ]);
    await talk.say('yes');
    expect(talk.messages.at(-1)?.text).toContain('___');
  });

  it('is never taken past a step of a lesson', async () => {
    const talk = await met();
    await talk.say('/lesson cafe/ordering');
    await talk.tap('Go on');
    const question = talk.messages.at(-1)?.buttons.map(({ value }) => value)[0];
    for (let i = 0; i < 12; i += 1) await talk.say('¿?');
    expect(talk.transcript()).not.toMatch(left);
    await talk.say('continue');
    expect(talk.messages.at(-1)?.buttons.map(({ value }) => value)).toContain(question);
  });
});
