import { beforeEach, expect, it } from 'vitest';
import { hourly } from '../../../bot/engine/hourly.js';
import type { Inbound } from '../../../db/store.js';

let taken: Inbound['content'][];
let ids: Set<string>;
/** The store says no to this many. */
let away: number;

function message(chat: string, text: string, id = text): Inbound {
  return {
    channel: 'telegram',
    account: 'bot',
    chat,
    externalId: id,
    sender: { address: chat },
    content: { kind: 'message', text },
    guess: {},
    at: 0,
  };
}

function tap(value: string): Inbound {
  return { ...message('1', value), content: { kind: 'tap', value, label: value } };
}

/** A store that takes its time, knows what it has, and is away when the test says so. */
const limited = (points: number) =>
  hourly(
    async (inbound) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (away > 0) {
        away -= 1;
        throw new Error('the store is away');
      }
      const duplicate = ids.has(inbound.externalId);
      ids.add(inbound.externalId);
      if (!duplicate) taken.push(inbound.content);
      return { duplicate, eventId: 1, learnerId: 'l1', chatId: 1, n: 1 };
    },
    points,
    (text) => (text.includes('hurt myself') ? 'self-harm' : undefined),
  );

beforeEach(() => {
  taken = [];
  ids = new Set();
  away = 0;
});

it('keeps what is over the limit of one chat, and tells the first', async () => {
  const accept = limited(2);
  for (const text of ['a', 'b', 'c', 'd']) await accept(message('1', text));
  await accept(message('2', 'e'));
  expect(taken).toEqual([
    { kind: 'message', text: 'a' },
    { kind: 'message', text: 'b' },
    { kind: 'other', what: 'limit', text: 'c' },
    { kind: 'other', what: 'overLimit', text: 'd' },
    { kind: 'message', text: 'e' },
  ]);
});

it('counts messages that come together one after another, in their order', async () => {
  const accept = limited(2);
  await Promise.all(['a', 'b', '/help', 'c', 'd'].map((text) => accept(message('1', text))));
  expect(taken).toEqual([
    { kind: 'message', text: 'a' },
    { kind: 'message', text: 'b' },
    { kind: 'message', text: '/help' },
    { kind: 'other', what: 'limit', text: 'c' },
    { kind: 'other', what: 'overLimit', text: 'd' },
  ]);
});

it('does not count what the platform repeats', async () => {
  const accept = limited(2);
  for (const text of ['a', 'a', 'a', 'b']) await accept(message('1', text));
  expect(taken).toEqual([
    { kind: 'message', text: 'a' },
    { kind: 'message', text: 'b' },
  ]);
  for (const text of ['a', 'b', 'c']) await accept(message('1', text));
  expect(taken.at(-1)).toEqual({ kind: 'other', what: 'limit', text: 'c' });
});

it('does not count what was not stored', async () => {
  const accept = limited(1);
  away = 3;
  for (let n = 0; n < 3; n += 1) await expect(accept(message('1', 'a'))).rejects.toThrow('away');
  await accept(message('1', 'a'));
  expect(taken).toEqual([{ kind: 'message', text: 'a' }]);
});

it('says the one line in a message that was stored', async () => {
  const accept = limited(1);
  await accept(message('1', 'a'));
  away = 1;
  await expect(accept(message('1', 'b'))).rejects.toThrow('away');
  for (const text of ['b', 'b', 'c']) await accept(message('1', text));
  expect(taken.slice(1)).toEqual([
    { kind: 'other', what: 'limit', text: 'b' },
    { kind: 'other', what: 'overLimit', text: 'c' },
  ]);
});

it('hears commands, their buttons and a cry for help whatever was written, without counting them', async () => {
  const accept = limited(1);
  const always = [
    message('1', '/stop'),
    message('1', ' /privacy'),
    tap('c.erase-yes'),
    message('1', 'I want to hurt myself'),
  ];
  for (const one of always) await accept(one);
  await accept(message('1', 'a'));
  await accept(tap('1.place.2'));
  for (const one of always) await accept({ ...one, externalId: `again ${one.externalId}` });
  const contents = always.map(({ content }) => content);
  expect(taken).toEqual([
    ...contents,
    { kind: 'message', text: 'a' },
    { kind: 'other', what: 'limit', text: '1.place.2' },
    ...contents,
  ]);
});
