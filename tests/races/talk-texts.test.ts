import { afterEach, describe, expect, test } from 'vitest';
import { status } from '../support/fake-model.js';
import { replying, saidIn } from '../support/held-model.js';
import { ModelDesk } from './model-desk.js';

/**
 * In talk a text that arrives before the reply abandons that request and asks again with everything unanswered
 * (DESIGN §2.4): at whichever moment it comes, one reply follows, and it answers all.
 */

let held: ModelDesk;
afterEach(() => held.close());

/** What is wrong with a talk of one exchange: nothing. */
async function onceFor(texts: string[], from: number): Promise<void> {
  await held.settled();
  const said = held.texts(from);
  expect(said).toEqual([expect.stringContaining(`Marta: answers ${texts.join(' + ')}`)]);
  const lines = await held.lines();
  expect(lines.slice(1)).toEqual([
    ...texts.map((text, index) => `${index + 2} learner: ${text}`),
    `${texts.length + 2} tutor: answers ${texts.join(' + ')}`,
  ]);
  expect((await held.store.counts()).outboxWaiting).toBe(0);
}

/** Answers a call, if it is there, for whatever it was asked with. */
function answer(n: number): void {
  const call = held.model.calls[n];
  call?.replies(`answers ${call.said.join(' + ')}`);
}

async function begun(): Promise<number> {
  held = await ModelDesk.open();
  await held.talking();
  return held.texts().length;
}

test('before the first is taken: both are asked about, and the first alone is not shown', async () => {
  const from = await begun();
  held.wait();
  await held.desk.accept('a', 'one');
  await held.desk.accept('a', 'two');
  held.go();
  await held.until(() => held.model.calls.some(({ said }) => said.length === 2));
  for (const n of held.model.calls.keys()) answer(n);
  await onceFor(['one', 'two'], from);
});

test('before its request has left: that one is never asked', async () => {
  const from = await begun();
  // Every place among the vendors is taken, so that the request waits in the outbox.
  const others = Array.from({ length: 50 }, (_, n) => `b${n}`);
  for (const other of others) await held.talking(other);
  for (const other of others) await held.desk.accept(other, 'busy');
  await held.model.call(49);
  await held.settled();
  for (const text of ['one', 'two']) {
    const turns = held.turns.length;
    await held.desk.accept('a', text);
    await held.until(() => held.turns.length > turns);
  }
  expect(held.texts(from)).toEqual([]);
  expect(held.model.calls).toHaveLength(50);
  for (const n of held.model.calls.keys()) answer(n);
  (await held.model.call(50)).replies('answers one + two');
  await held.hears(/answers one \+ two/);
  await onceFor(['one', 'two'], from);
  expect(held.model.calls).toHaveLength(51);
});

describe('while the call runs', () => {
  test.each([
    ['the abandoned one answers first', [0, 1]],
    ['the abandoned one answers last', [1, 0]],
    ['the abandoned one never answers', [1]],
  ])('%s', async (_, order) => {
    const from = await begun();
    await held.write('one');
    await held.model.call(0);
    await held.write('two');
    expect((await held.model.call(1)).said).toEqual(['one', 'two']);
    for (const n of order) {
      answer(n);
      await held.settled();
    }
    await onceFor(['one', 'two'], from);
  });

  test('again and again: only the last is shown', async () => {
    const from = await begun();
    const texts = Array.from({ length: 7 }, (_, n) => `text ${n}`);
    for (const [n, text] of texts.entries()) {
      await held.write(text);
      await held.model.call(n);
      if (n % 2 === 0 && n > 0) answer(n - 1);
    }
    for (const n of [6, 0, 4, 2]) answer(n);
    await onceFor(texts, from);
    // What each of them took is on record all the same.
    await held.until(() => held.records('reply').length === 7);
  });

  test('and it fails: the second attempt is not made for what was asked anew', async () => {
    const from = await begun();
    await held.write('one');
    (await held.model.call(0)).does(status(500));
    await held.settled();
    await held.write('two');
    await held.model.call(1);
    held.desk.now += 60_000;
    await held.desk.poller.tick();
    await held.settled();
    expect(held.model.calls).toHaveLength(2);
    answer(1);
    // That it took a minute was said.
    await onceFor(['one', 'two'], from + 1);
  });
});

test('when the reply is stored and not taken: it belongs to what was written before it, the text to what comes next', async () => {
  const from = await begun();
  await held.write('one');
  await held.model.call(0);
  held.wait();
  answer(0);
  await held.until(async () => (await held.store.counts()).eventsWaiting === 1);
  await held.desk.accept('a', 'two');
  held.go();
  const second = await held.model.call(1);
  expect(second.said).toEqual(['one', 'two']);
  second.replies('answers two');
  await held.hears(/answers two/);
  await held.settled();
  expect(held.texts(from)).toEqual([
    expect.stringContaining('answers one'),
    expect.stringContaining('answers two'),
  ]);
  expect((await held.lines()).slice(1)).toEqual([
    '2 learner: one',
    '3 tutor: answers one',
    '4 learner: two',
    '5 tutor: answers two',
  ]);
});

test('before the reply is stored, and taken after it: the reply is late, and one answers both', async () => {
  const from = await begun();
  await held.write('one');
  await held.model.call(0);
  held.wait();
  await held.desk.accept('a', 'two');
  answer(0);
  await held.until(async () => (await held.store.counts()).eventsWaiting === 2);
  held.go();
  await held.model.call(1);
  answer(1);
  await onceFor(['one', 'two'], from);
  expect(held.records('lateResult')).toHaveLength(1);
});

test.each([1, 2])('at whatever moment, of many learners at once: run %i', async (run) => {
  held = await ModelDesk.open();
  const chats = Array.from({ length: 5 }, (_, n) => `c${n}`);
  for (const chat of chats) await held.talking(chat);
  // Answers at once or a little later, in no order; never alike.
  let asked = 0;
  const late = [0, 3, 1, 9, 0, 5, 2];
  held.model.chat = [
    (response, call) => {
      const newest = saidIn(call).at(-1);
      const n = (asked += 1);
      const does = replying(`reply ${n} to ${newest}`);
      setTimeout(() => does(response, call), late[(n * run) % late.length]);
    },
  ];
  await Promise.all(
    chats.map(async (chat, who) => {
      for (let n = 0; n < 6; n += 1) {
        await held.desk.accept(chat, `${chat} text ${n}`);
        await new Promise((resolve) => setTimeout(resolve, late[(who + n * run) % late.length]));
      }
    }),
  );
  await held.desk.engine.idle();
  for (const chat of chats) {
    const lines = await held.lines(chat);
    // In order, without gaps or doubles, and the last thing that was written has the last reply.
    expect(lines.map((line) => Number(line.split(' ', 1)[0]))).toEqual(lines.map((_, index) => index + 1));
    const own = lines.filter((line) => line.includes(' learner: ')).map((line) => line.split(': ')[1]);
    expect(own).toEqual(Array.from({ length: 6 }, (_, n) => `${chat} text ${n}`));
    expect(lines.at(-1)).toContain(`to ${chat} text 5`);
    // What is shown are the lines of the talk and nothing else; no two replies without a text between them.
    const shown = held.texts(0, chat).filter((text) => text.includes('reply '));
    const replies = lines.filter((line) => line.includes(' tutor: reply'));
    expect(shown.map((text) => /reply \d+/.exec(text)?.[0])).toEqual(
      replies.map((line) => /reply \d+/.exec(line)?.[0]),
    );
    expect(
      lines.some(
        (line, index) => line.includes('tutor: reply') && (lines[index + 1] ?? '').includes('tutor:'),
      ),
    ).toBe(false);
  }
});
