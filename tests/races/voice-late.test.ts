import { afterEach, expect, test } from 'vitest';
import { Desk, intoLesson, says } from '../support/desk.js';
import { HeldEars, words } from '../support/ears.js';

/** However long it takes until somebody has listened to a note, it is answered: nothing that was said is lost. */

const minutes = 60_000;

let desk: Desk;
let ears: HeldEars;
afterEach(async () => desk.close());

/** At the gap of the tea lesson. */
async function atGap(): Promise<Desk> {
  ears = new HeldEars();
  desk = await Desk.open({ speech: ears });
  await intoLesson(desk, 'a');
  await desk.tap('a', '.2.0');
  return desk;
}

async function agrees(): Promise<void> {
  await desk.tap('a', '.age.adult');
  await desk.accept('a', `#${desk.value('a', '.consent.yes')}`);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2));
}

const asked = () => until(() => ears.asked.length > 0);

/** Hears `would` in the note, and says what was answered. */
async function heard(): Promise<string[]> {
  const from = desk.sent.length;
  ears.hears('1', words('would'));
  await desk.engine.idle();
  return desk.sent.slice(from).map(({ text }) => text);
}

test.each([4, 6, 24 * 60])('a note is answered %i minutes after it was said', async (late) => {
  await atGap();
  await desk.say('a', '▸1');
  await agrees();
  await asked();
  desk.now += late * minutes;
  const answers = await heard();
  expect(answers.some((text) => says(text, 'lesson.right'))).toBe(true);
});

test('whoever thinks about consent for long is listened to all the same', async () => {
  await atGap();
  await desk.say('a', '▸1');
  desk.now += 10 * minutes;
  await agrees();
  await asked();
  desk.now += 2_000;
  const answers = await heard();
  expect(answers.some((text) => says(text, 'lesson.right'))).toBe(true);
});

test('what is done meanwhile, minutes later, takes nothing away from the note', async () => {
  await atGap();
  await desk.say('a', '▸1');
  await agrees();
  await asked();
  desk.now += 10 * minutes;
  await desk.accept('a', '/help');
  await until(async () => (await desk.said('a', 'help.commands')) === 1);
  const answers = await heard();
  expect(answers.some((text) => says(text, 'lesson.right'))).toBe(true);
});
