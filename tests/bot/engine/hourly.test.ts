import { expect, it } from 'vitest';
import { hourly } from '../../../bot/engine/hourly.js';
import type { Inbound } from '../../../db/store.js';

function message(chat: string, text: string): Inbound {
  return {
    channel: 'telegram',
    account: 'bot',
    chat,
    externalId: text,
    sender: { address: chat },
    content: { kind: 'message', text },
    guess: {},
    at: 0,
  };
}

it('keeps what is over the limit of one chat, and tells the first', async () => {
  const taken: Inbound[] = [];
  const accept = hourly(async (inbound) => {
    taken.push(inbound);
    return { duplicate: false, eventId: 1, learnerId: 'l1', chatId: 1, n: 1 };
  }, 2);
  for (const text of ['a', 'b', 'c', 'd']) await accept(message('1', text));
  await accept(message('2', 'e'));
  expect(taken.map(({ content }) => content)).toEqual([
    { kind: 'message', text: 'a' },
    { kind: 'message', text: 'b' },
    { kind: 'other', what: 'limit', text: 'c' },
    { kind: 'other', what: 'overLimit', text: 'd' },
    { kind: 'message', text: 'e' },
  ]);
});
