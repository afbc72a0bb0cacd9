import { afterEach, expect, test } from 'vitest';
import type { Content } from '../../content/load.js';
import type { Course } from '../../flows/lesson.js';
import { Desk, fixtureContent, intoLesson } from '../support/desk.js';

/** Many flows, one has the floor (DESIGN §2.10); a lesson that was begun stays as it was (§2.11). */

let desk: Desk;
afterEach(() => desk.close());

const shown = () => desk.sent.at(-1)?.message;
const answered = async () =>
  (await desk.store.progress((await desk.chat('a')).learnerId ?? '', 'english', desk.now)).answered;

test('a command that needs a flow leaves the other resumable at its question', async () => {
  desk = await Desk.open();
  await intoLesson(desk, 'a');
  const question = shown()?.buttons.map(({ value }) => value);
  await desk.say('a', '/settings');
  expect(shown()?.buttons.some(({ value }) => value.endsWith('.menu.zone'))).toBe(true);
  // A button of the lesson is over while the settings have the floor.
  await desk.say('a', `#${question?.[0] ?? ''}`);
  expect(await desk.said('a', 'button.over')).toBe(1);
  expect(await answered()).toBe(0);
  await desk.tap('a', '.menu.close');
  await desk.say('a', '/continue');
  expect(shown()?.buttons.map(({ value }) => value)).toEqual(question);
  await desk.tap('a', '.2.0');
  expect(await answered()).toBe(1);
});

test('help and privacy answer in place: the question stays open', async () => {
  desk = await Desk.open();
  await intoLesson(desk, 'a');
  const question = shown()?.buttons.map(({ value }) => value);
  await desk.say('a', 'help');
  expect(await desk.said('a', 'help.commands')).toBe(1);
  expect(shown()?.buttons.map(({ value }) => value)).toEqual(question);
  await desk.say('a', '/privacy');
  expect(shown()?.buttons.map(({ value }) => value)).toEqual(question);
});

test('an accepted answer wins over a plain word; the same word elsewhere is the command', async () => {
  desk = await Desk.open();
  await desk.say('a', 'hello', '/lesson cafe/water');
  await desk.tap('a', '.1.0');
  await desk.say('a', 'some', 'stop');
  expect(await answered()).toBe(3);
  expect(await desk.said('a', 'stop.kept')).toBe(0);
  await desk.say('a', '/lesson cafe/tea', 'stop');
  expect(await desk.said('a', 'stop.kept')).toBe(1);
});

test('an author’s edit strands nobody half-way: who began goes on as begun, who comes later gets the new', async () => {
  desk = await Desk.open();
  await intoLesson(desk, 'a');
  const before = shown()?.text;
  const { store } = desk;
  await desk.engine.stop();
  // The process starts again with the lesson rewritten.
  const later = await Desk.open({ store, content: rewritten() });
  await later.accept('a', '/help', 'later');
  await later.engine.idle();
  expect(later.sent.at(-1)?.text).toBe(before);
  await later.accept('a', `#${desk.value('a', '.2.0')}`, 'answer');
  await later.engine.idle();
  expect(await answered()).toBe(1);
  await intoLesson(later, 'b').catch(() => {});
  expect(later.sent.some(({ chat, text }) => chat === 'b' && text.includes('A new beginning'))).toBe(true);
  await later.engine.stop();
});

function rewritten(): Content {
  const content = fixtureContent();
  const [course] = content.courses.values();
  const tea = course?.lessons.get('cafe/tea');
  if (!course || !tea) throw new Error('the fixture has no tea');
  const [first, ...others] = tea.lesson.steps;
  if (first?.kind !== 'explain') throw new Error('the first step explains');
  const steps = [{ ...first, text: 'A new beginning.' }, ...others.toReversed()];
  const lesson = { ...tea, hash: 'rewritten', lesson: { ...tea.lesson, steps } };
  const edited: Course = { ...course, lessons: new Map([...course.lessons, ['cafe/tea', lesson]]) };
  return { ...content, courses: new Map([[course.id, edited]]) };
}
