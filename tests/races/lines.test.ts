import { afterEach, expect, test } from 'vitest';
import type { SendOutcome } from '../../bot/channels/channel.js';
import { Desk, gate, says } from '../support/desk.js';

/** Sends are ordered within a chat, and only the outbox repeats them (DESIGN §2.7, 2.8). */

let desk: Desk;
afterEach(() => desk.close());

const minute = 60_000;
const moment = () => new Promise((resolve) => setTimeout(resolve, 2));

/** What each attempt comes to, in order; `sent` when there is no more. */
function outcomes(...planned: (SendOutcome | Error)[]) {
  const tried: string[] = [];
  return {
    tried,
    send: async (_chat: unknown, { text }: { text: string }): Promise<SendOutcome> => {
      tried.push(text);
      const outcome = planned.shift() ?? { kind: 'sent' };
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
}

test('what has to be tried again keeps its place, and is tried once each time', async () => {
  const { send, tried } = outcomes(
    { kind: 'retry', error: 'busy', afterMs: 30_000 },
    new Error('broken pipe'),
    { kind: 'misconfigured', error: 'token' },
  );
  desk = await Desk.open({ send });
  await desk.say('a', 'hello', '/help');
  // Nothing overtakes the first message.
  expect(tried).toHaveLength(1);
  await desk.pass(29_000);
  expect(tried).toHaveLength(1);
  await desk.pass(1_000);
  expect(tried).toHaveLength(2);
  await desk.pass(minute);
  expect(tried).toHaveLength(3);
  expect(desk.sent).toEqual([]);
  await desk.pass(minute);
  expect(new Set(tried.slice(0, 4)).size).toBe(1);
  expect(desk.sent.map(({ text }) => text)).toEqual(tried.slice(3));
  expect(says(desk.sent[0]?.text ?? '', 'onboarding.hello')).toBe(true);
  expect(await desk.said('a', 'help.commands')).toBe(1);
  const lines = await desk.history('a');
  expect(lines.map(({ n }) => n)).toEqual(lines.map((_, index) => index + 1));
});

test('what the platform refuses leaves the line, and can be looked at', async () => {
  const { send } = outcomes({ kind: 'rejected', error: 'too long' });
  desk = await Desk.open({ send });
  await desk.say('a', 'hello');
  expect(await desk.said('a', 'onboarding.hello')).toBe(0);
  expect(await desk.said('a', 'language.ask')).toBe(1);
  expect(await desk.store.sendsFailed(10)).toMatchObject([{ kind: 'send', error: 'too long' }]);
  expect((await desk.store.counts()).outboxWaiting).toBe(0);
});

test('a chat that is closed to us: its remaining messages are cancelled, those of others leave', async () => {
  const { send, tried } = outcomes({ kind: 'retry', error: 'busy' }, { kind: 'gone', error: 'blocked' });
  desk = await Desk.open({ send });
  await desk.say('a', 'hello', '/help');
  await desk.pass(minute);
  expect(tried).toHaveLength(2);
  expect(await desk.store.counts()).toMatchObject({ outboxWaiting: 0, sendsFailed: 1 });
  await desk.say('b', 'hello');
  expect(await desk.said('b', 'onboarding.hello')).toBe(1);
  // Whoever writes again is answered again.
  await desk.say('a', '/help');
  expect(await desk.said('a', 'help.commands')).toBe(1);
});

test('one slow chat holds up nobody', async () => {
  const slow = gate();
  desk = await Desk.open({
    send: async ({ address }) => {
      if (address === 'slow') await slow.opened;
      return { kind: 'sent' };
    },
  });
  await desk.accept('slow', 'hello');
  await desk.accept('quick', 'hello');
  while (desk.sent.filter(({ chat }) => chat === 'quick').length < 2) await moment();
  expect(desk.sent.every(({ chat }) => chat === 'quick')).toBe(true);
  slow.open();
  await desk.engine.idle();
  expect(desk.sent.filter(({ chat }) => chat === 'slow').map(({ text }) => text)).toEqual(
    desk.sent.filter(({ chat }) => chat === 'quick').map(({ text }) => text),
  );
});

test('a chat’s sends never run side by side', async () => {
  let under = 0;
  let most = 0;
  desk = await Desk.open({
    send: async () => {
      under += 1;
      most = Math.max(most, under);
      await moment();
      under -= 1;
      return { kind: 'sent' };
    },
  });
  await Promise.all(['hello', '/help', '/privacy', '/help'].map((text) => desk.accept('a', text)));
  await desk.engine.idle();
  expect(most).toBe(1);
  expect(desk.sent.length).toBeGreaterThan(5);
});

test('a message that is out of date when it could leave is dropped', async () => {
  let closed = true;
  desk = await Desk.open({
    send: async () => (closed ? { kind: 'misconfigured', error: 'token' } : { kind: 'sent' }),
    now: Date.parse('2026-03-02T09:00:00Z'),
    guess: { timeZone: 'UTC' },
  });
  await desk.say('a', 'hello', '/settings');
  closed = false;
  await desk.pass(2 * minute);
  await desk.tap('a', '.menu.reminder');
  await desk.tap('a', '.reminder.18:30');
  await desk.tap('a', '.menu.close');
  closed = true;
  const before = await desk.history('a');
  await desk.pass(9.5 * 60 * minute);
  expect((await desk.store.counts()).outboxWaiting).toBe(1);
  // Three hours later nobody wants to be reminded.
  closed = false;
  await desk.pass(4 * 60 * minute);
  expect(await desk.store.counts()).toMatchObject({ outboxWaiting: 0, sendsFailed: 0 });
  expect(await desk.history('a')).toEqual(before);
});
