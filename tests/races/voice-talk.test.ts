import { afterEach, beforeEach, expect, test } from 'vitest';
import { says } from '../support/desk.js';
import { HeldEars } from '../support/ears.js';
import { ModelDesk } from './model-desk.js';

/** In a talk by voice, at its edges. */

let held: ModelDesk;
let ears: HeldEars;
beforeEach(async () => {
  ears = new HeldEars();
  held = await ModelDesk.open({ speech: ears });
  await held.talking();
});
afterEach(async () => held.close());

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

test('the text of what was heard only is shown where it was heard, and nowhere else', async () => {
  const { desk } = held;
  await desk.say('a', '/settings');
  for (const ending of ['.menu.sound', '.sound.voice', '.menu.close']) await desk.tap('a', ending);
  await desk.say('a', '/talk');
  await desk.accept('a', 'I have a dog.');
  await until(() => held.model.calls.length > 0);
  held.model.calls.at(-1)?.replies('What is its name?');
  await desk.engine.idle();
  const [shown] = await desk.say('a', '#c.show');
  expect(shown).toContain('What is its name?');
  await desk.say('a', '/menu');
  const [elsewhere = ''] = await desk.say('a', '#c.show');
  expect(says(elsewhere, 'sound.nothing')).toBe(true);
});

test('notes of which there are too many at once are said so in other words each time', async () => {
  const { desk } = held;
  for (let n = 1; n <= 5; n += 1) await desk.accept('a', `▸${n}`);
  await until(() => ears.asked.length === 5);
  const told: string[] = [];
  for (const n of [6, 7, 8]) {
    const from = desk.sent.length;
    await desk.accept('a', `▸${n}`);
    await until(() => desk.sent.length > from);
    told.push(desk.sent[from]?.text ?? '');
  }
  for (const text of told) expect(says(text, 'voice.many')).toBe(true);
  expect(new Set(told).size).toBe(3);
  expect(ears.asked).toHaveLength(5);
});
