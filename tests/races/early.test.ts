import { afterEach, expect, test } from 'vitest';
import { Desk, intoLesson } from '../support/desk.js';

/** An answer received before its question was committed is a remark, not an answer (DESIGN §2.5). */

let desk: Desk;
afterEach(() => desk.close());

const kinds = async (chat: string) =>
  (await desk.store.progress((await desk.chat(chat)).learnerId ?? '', 'english', desk.now)).answered;

test('a double tap answers once: the second was received before the next question', async () => {
  desk = await Desk.open();
  await intoLesson(desk, 'a');
  const right = '#' + desk.value('a', '.2.0');
  await Promise.all([desk.accept('a', right), desk.accept('a', right)]);
  await desk.engine.idle();
  expect(await kinds('a')).toBe(1);
  expect(await desk.said('a', 'button.over')).toBe(1);
});

test('texts that piled up are taken one as the answer, the others as remarks', async () => {
  desk = await Desk.open();
  await intoLesson(desk, 'a');
  await desk.tap('a', '.2.0');
  // The gap about tea is open; the second answer would be right for the gap that comes after it.
  await Promise.all([desk.accept('a', 'would'), desk.accept('a', 'of'), desk.accept('a', 'of')]);
  await desk.engine.idle();
  expect(await kinds('a')).toBe(2);
  expect(await desk.said('a', 'remark.early')).toBe(2);
  // Said now, it counts.
  await desk.say('a', 'of');
  expect(await kinds('a')).toBe(3);
});

test('what piled up while the engine was away is not graded either', async () => {
  desk = await Desk.open();
  await intoLesson(desk, 'a');
  await desk.tap('a', '.2.0');
  const { store } = desk;
  await desk.engine.stop();
  for (const [id, text] of ['would', 'of'].entries()) await store.accept(desk.inbound('a', text, `p${id}`));
  const again = await Desk.open({ store });
  await again.engine.idle();
  expect(await kinds('a')).toBe(2);
  expect(await desk.said('a', 'remark.early')).toBe(1);
  await again.engine.stop();
});

test('a button of a question that is over says so and shows the open one', async () => {
  desk = await Desk.open();
  await intoLesson(desk, 'a');
  const old = desk.value('a', '.level.A1');
  await desk.say('a', `#${old}`);
  expect(await desk.said('a', 'button.over')).toBe(1);
  // The open question is shown again and can be answered.
  expect(desk.sent.at(-1)?.message.buttons.some(({ value }) => value.endsWith('.2.0'))).toBe(true);
  await desk.tap('a', '.2.0');
  expect(await kinds('a')).toBe(1);
});
