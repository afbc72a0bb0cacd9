import { expect, test } from 'vitest';
import { until } from '../support/telegram-desk.js';
import { onboarded, onDesk } from './day.js';

const chatOf = (id: number) => ({ id: 1, channel: 'telegram', account: 'x', address: String(id), lastN: 0 });

test('an answer grows in the chat, under one number, and is gone with the message', () =>
  onDesk({}, async ({ telegram, channel }) => {
    const ana = telegram.learner();
    await onboarded(ana);
    const { signs } = ana;
    const before = signs.length;
    channel.draft(chatOf(ana.id), 'I would <b>say', 7);
    await until(() => signs.length > before);
    expect(signs.at(-1)).toBe('draft 7 I would <b>say');
    channel.draft(chatOf(ana.id), 'never shown: the message comes first', 8);
    const text = 'I would say so.';
    expect(
      await channel.send(chatOf(ana.id), { kind: 'text', text, buttons: [], asks: false }),
    ).toMatchObject({ kind: 'sent' });
    channel.draft(chatOf(ana.id), 'And', 9);
    await until(() => signs.includes('draft 9 And'));
    expect(signs.slice(before)).toEqual(['draft 7 I would <b>say', 'draft 9 And']);
  }));

test('a server that knows no drafts shows typing', () =>
  onDesk({ drafts: false }, async ({ telegram, channel }) => {
    const ana = telegram.learner();
    await onboarded(ana);
    channel.draft(chatOf(ana.id), 'I would', 7);
    await until(() => ana.signs.includes('typing'));
    channel.draft(chatOf(ana.id), 'I would say', 7);
    expect(telegram.calls.filter(({ method }) => method === 'sendMessageDraft')).toHaveLength(1);
  }));

test('a draft that one chat refuses leaves the others theirs', () =>
  onDesk({}, async ({ telegram, channel }) => {
    const [ana, ben] = [telegram.learner(), telegram.learner()];
    await onboarded(ana);
    await onboarded(ben);
    // Refused as RANDOM_ID_INVALID.
    channel.draft(chatOf(ana.id), 'I would', 0);
    await until(() => ana.signs.includes('typing'));
    channel.draft(chatOf(ben.id), 'I would', 7);
    await until(() => ben.signs.includes('draft 7 I would'));
  }));

test('whoever blocked the bot is shown nothing', () =>
  onDesk({}, async ({ telegram, channel }) => {
    const ana = telegram.learner();
    await onboarded(ana);
    ana.block();
    await until(() => telegram.queue.waiting.length === 0);
    channel.presence(chatOf(ana.id), 'typing');
    channel.draft(chatOf(ana.id), 'x', 7);
    expect(
      await channel.send(chatOf(ana.id), { kind: 'text', text: 'x', buttons: [], asks: false }),
    ).toMatchObject({
      kind: 'gone',
    });
    expect(ana.signs).toEqual([]);
  }));
