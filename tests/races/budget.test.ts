import { afterEach, expect, test } from 'vitest';
import { flags, status } from '../support/fake-model.js';
import { replying } from '../support/held-model.js';
import { ModelDesk } from './model-desk.js';

/** LIMIT_VENDOR_CALLS_PER_DAY and …_TOTAL_PER_DAY: what is read once they are spent, and that they hold. */

let held: ModelDesk;
afterEach(() => held.close());

const spent =
  /^(We have talked enough for today|That was all the talking|Tomorrow there is time to talk again)/;
const last = (chat = 'a') => held.texts(0, chat).at(-1) ?? '';

async function open(limits: { perLearner: number; total: number }, more: object = {}): Promise<void> {
  held = await ModelDesk.open({ limits, ...more });
  held.model.chat = [replying('I see.')];
}

test('a learner’s calls are used up: an honest line, no call, and the next UTC day goes on with all of it', async () => {
  await open({ perLearner: 2, total: 0 });
  await held.talking('a');
  await held.talking('b');
  await held.desk.say('a', 'one', 'two');
  expect(last()).toContain('I see.');
  await held.desk.say('a', 'three');
  expect(last()).toMatch(spent);
  await held.desk.pass(3_600_000);
  await held.desk.say('a', 'four');
  expect(last()).toMatch(spent);
  expect(held.model.chats()).toHaveLength(2);
  // Others have their own.
  await held.desk.say('b', 'mine');
  expect(last('b')).toContain('I see.');
  // Lessons and scripts work; the talk's end needs no model.
  await held.desk.say('a', 'bye');
  expect(held.texts().join('\n')).toContain('That was a good talk with Marta.');
  await held.desk.say('a', '/lesson');
  expect(last()).not.toMatch(spent);
  expect(held.model.chats()).toHaveLength(3);
  // 2 March, a minute before midnight UTC, and a minute after it.
  held.desk.now = Date.parse('2026-03-02T23:59:00Z');
  await held.desk.say('a', '/talk');
  await held.desk.tap('a', '.who.p-cafe-owner');
  await held.desk.say('a', 'five');
  expect(last()).toMatch(spent);
  await held.desk.pass(120_000);
  await held.desk.say('a', 'six');
  expect(last()).toContain('I see.');
  const newest = held.model
    .chats()
    .at(-1)
    ?.body.messages?.map(({ content }) => content)
    .join();
  expect(newest).toContain('five');
  expect(newest).toContain('six');
});

test('everybody’s calls are used up: for everybody', async () => {
  await open({ perLearner: 0, total: 2 });
  for (const chat of ['a', 'b', 'c']) await held.talking(chat);
  for (const chat of ['a', 'b', 'c']) await held.desk.say(chat, 'hello there');
  expect(last('b')).toContain('I see.');
  expect(last('c')).toMatch(spent);
  expect(held.model.chats()).toHaveLength(2);
  await held.desk.pass(86_400_000);
  await held.desk.say('c', 'hello again');
  expect(last('c')).toContain('I see.');
});

test('many at once overspend nothing', async () => {
  await open({ perLearner: 0, total: 3 });
  const chats = Array.from({ length: 8 }, (_, n) => `c${n}`);
  for (const chat of chats) await held.talking(chat);
  await Promise.all(chats.map((chat) => held.desk.accept(chat, 'hello there')));
  await held.desk.engine.idle();
  expect(held.model.chats()).toHaveLength(3);
  expect(chats.filter((chat) => spent.test(last(chat)))).toHaveLength(5);
  for (const chat of chats) await held.desk.say(chat, 'and once more');
  expect(held.model.chats()).toHaveLength(3);
});

test('second tries and moderation count: over the limit by no more than the attempt that was running', async () => {
  await open({ perLearner: 4, total: 0 });
  held.model.moderation = flags();
  held.model.chat = [status(500), replying('I see.')];
  await held.talking('a');
  // Moderation, the failed call; a second later the call and moderation of the reply: four.
  await held.write('one');
  await held.settled();
  await held.desk.pass(1_000);
  expect(last()).toContain('I see.');
  expect(held.model.asked).toHaveLength(4);
  await held.desk.say('a', 'two');
  expect(last()).toMatch(spent);
  expect(held.model.asked).toHaveLength(4);
});

test('abandoned calls count, after a restart too', async () => {
  held = await ModelDesk.open({ limits: { perLearner: 3, total: 0 } });
  await held.talking('a');
  for (const [n, text] of ['one', 'two', 'three'].entries()) {
    await held.write(text);
    await held.model.call(n);
  }
  for (const call of held.model.calls) call.replies('I see.');
  await held.until(() => held.records('reply').length === 3);
  await held.settled();
  const { learnerId } = await held.desk.chat('a');
  expect(await held.store.calls(learnerId ?? '', 0)).toBe(3);
  await held.desk.engine.stop();
  const before = held;
  held = await ModelDesk.open({ limits: { perLearner: 3, total: 0 }, store: before.store });
  try {
    held.desk.now = before.desk.now;
    await held.desk.accept('a', 'four', 'after');
    await held.desk.engine.idle();
    expect(last()).toMatch(spent);
    expect(held.model.asked).toEqual([]);
  } finally {
    await before.model.close();
  }
});
