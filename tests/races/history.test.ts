import { afterEach, expect, test } from 'vitest';
import { Desk, intoLesson, says } from '../support/desk.js';

/** Where the history is the delivery, an answer is there with its turn: no row, no send, no second transaction. */

let desk: Desk;
afterEach(() => desk.close());

test('an answer stands in the history with its turn, and nothing of it is sent', async () => {
  let settled = 0;
  const sends: string[] = [];
  const inner = await Desk.open();
  const { store } = inner;
  desk = await Desk.open({
    history: true,
    send: async (_chat, { text }) => {
      sends.push(text);
      return { kind: 'sent' };
    },
    store: {
      ...store,
      settle: (settlement) => {
        settled += 1;
        return store.settle(settlement);
      },
    },
  });
  await intoLesson(desk, 'a');
  expect({ sends, settled }).toEqual({ sends: [], settled: 0 });
  const lines = await desk.history('a');
  expect(lines.map(({ n }) => n)).toEqual(lines.map((_, index) => index + 1));
  const ours = lines.filter(({ from }) => from === 'bot').map(({ text }) => text);
  expect(ours.length).toBeGreaterThan(8);
  expect(desk.sent.map(({ text }) => text)).toEqual(ours);
});

test('it says what a channel with a wire says', async () => {
  desk = await Desk.open();
  const other = await Desk.open({ history: true });
  const bot = async (one: Desk) => {
    await intoLesson(one, 'a');
    await one.say('a', '/help', 'nonsense', '/privacy');
    return (await one.history('a')).map(({ from, text, body }) => ({ from, text, body }));
  };
  expect(await bot(other)).toEqual(await bot(desk));
  await other.close();
});

test('a channel that throws when it is told of a message undoes nothing', async () => {
  desk = await Desk.open({
    history: true,
    shown: () => {
      throw new Error('nobody listens');
    },
  });
  await desk.say('a', 'hello');
  await desk.say('a', '/help');
  expect(desk.outcomes).toEqual(['committed', 'committed']);
  expect(await desk.said('a', 'help.commands')).toBe(1);
});

test('what comes while an erasure waits in the line stays behind it', async () => {
  desk = await Desk.open({ history: true });
  await desk.say('a', 'hello', '/privacy');
  await desk.tap('a', 'c.erase');
  await desk.tap('a', 'c.erase-yes');
  expect(await desk.said('a', 'erase.done')).toBe(1);
  const { id } = await desk.chat('a');
  const before = (await desk.store.messages(id, 0, 1000)).length;
  await desk.say('a', 'hello?');
  // What the learner wrote is there; the answer would have to overtake the erasure.
  expect((await desk.store.messages(id, 0, 1000)).length).toBe(before + 1);
  await desk.pass(2_000);
  expect(await desk.store.findChat('web', 'test', 'a')).toBeUndefined();
});

test('what may be out of date when it leaves still goes through the outbox', async () => {
  const sends: string[] = [];
  desk = await Desk.open({
    history: true,
    send: async (_chat, { text }) => {
      sends.push(text);
      return { kind: 'sent' };
    },
    now: Date.parse('2026-03-02T09:00:00Z'),
    guess: { timeZone: 'UTC' },
  });
  await desk.say('a', 'hello', '/settings');
  await desk.tap('a', '.menu.reminder');
  await desk.tap('a', '.reminder.18:30');
  await desk.tap('a', '.menu.close');
  expect(sends).toEqual([]);
  await desk.pass(9.5 * 3_600_000);
  expect(sends).toHaveLength(1);
  // Answered behind it, in order.
  await desk.say('a', '/help');
  const ours = (await desk.history('a')).filter(({ from }) => from === 'bot').map(({ text }) => text);
  expect(ours.findIndex((text) => text === sends[0])).toBeLessThan(
    ours.findIndex((text) => says(text, 'help.commands')),
  );
});
