import { describe, expect, test } from 'vitest';
import { fixtureContent, says } from '../support/desk.js';
import { until } from '../support/telegram-desk.js';
import { updateKinds } from '../support/fake-telegram/kinds.js';
import { answered, onboarded, onDesk, quiet } from './day.js';

describe('what is no text', () => {
  test.each([
    ['photo', { photo: [{ file_id: 'x' }], caption: 'look' }],
    ['sticker', { sticker: { emoji: '🙂' } }],
    ['voice', { voice: { duration: 3 } }],
    ['file', { document: { file_id: 'x' } }],
    ['place', { location: { latitude: 1, longitude: 2 } }],
    ['contact', { contact: { phone_number: '1', first_name: 'Lu' } }],
    ['video', { animation: {}, document: {} }],
    ['unknown', { dice: { value: 3 } }],
  ] as const)('a %s gets a kind line, and the question again', (what, content) =>
    onDesk({}, async (desk) => {
      const ana = desk.telegram.learner();
      await onboarded(ana);
      const from = ana.messages.length;
      ana.sends(content);
      await ana.sees(/Which one is kinder/, from);
      expect(ana.texts.slice(from).some((text) => says(text, `other.${what}`))).toBe(true);
      expect(ana.buttons).toContain('I want a tea.');
    }),
  );

  test('an album is one, and a message changed twice as well', () =>
    onDesk({}, async (desk) => {
      const ana = desk.telegram.learner();
      await onboarded(ana);
      const from = ana.messages.length;
      for (let picture = 0; picture < 4; picture += 1) ana.sends({ photo: [], media_group_id: '77' });
      const changed = ana.message({ text: 'first' });
      for (const text of ['second', 'third'])
        desk.telegram.queue.add({ edited_message: { ...changed, text, edit_date: 5 } });
      await quiet(desk);
      expect(ana.texts.slice(from).filter((text) => /kinder/.test(text))).toHaveLength(2);
      expect(ana.texts.slice(from).some((text) => says(text, 'other.edited'))).toBe(true);
    }));

  test('whoever begins with a picture is greeted', () =>
    onDesk({}, async ({ telegram }) => {
      const ana = telegram.learner();
      await answered(ana, () => ana.sends({ photo: [] }), /explain things in/);
      expect(ana.texts.some((text) => says(text, 'other.photo'))).toBe(false);
    }));
});

describe('buttons', () => {
  test('of a question that is over are answered kindly, taken away, and change nothing', () =>
    onDesk({}, async (desk) => {
      const ana = desk.telegram.learner();
      await onboarded(ana);
      const old = ana.messages[1];
      if (!old) throw new Error('nothing was asked');
      const { calls } = desk.telegram;
      const from = ana.messages.length;
      const before = calls.length;
      ana.press('1.language.en', old);
      await ana.sees(/Which one is kinder/, from);
      expect(ana.texts.slice(from).some((text) => says(text, 'button.over'))).toBe(true);
      await until(() => [...desk.telegram.queries.values()].every((state) => state === 'answered'));
      await until(() =>
        calls
          .slice(before)
          .some(
            ({ method, payload }) => method === 'editMessageReplyMarkup' && payload['message_id'] === old.id,
          ),
      );
    }));

  test('that are forged are answered, whatever they carry', () =>
    onDesk({}, async (desk) => {
      const { telegram } = desk;
      const ana = telegram.learner();
      await onboarded(ana);
      for (const value of ['', 'c.erase-yes', '1.x.y', '\u0000', '💥'.repeat(16), '999999.kinder.0', 'c.'])
        ana.press(value);
      await quiet(desk);
      await until(() => [...telegram.queries.values()].every((state) => state === 'answered'));
      expect((await desk.core.store.counts()).eventsAside).toBe(0);
      expect((await desk.core.store.counts()).learners).toBe(1);
    }));
});

describe('groups', () => {
  const group = { id: -100_500, type: 'supergroup', title: 'Family' };

  test('are told once an hour where to write, in English and in the language of who wrote', () =>
    onDesk({}, async (desk) => {
      const { telegram } = desk;
      telegram.groups.set(group.id, []);
      const told = telegram.groups.get(group.id) ?? [];
      await until(() => telegram.done('setMyDescription').length > 0);
      const ana = telegram.learner({ language: 'es' });
      for (const text of ['/start@parley_test_bot', 'hello?', '/lesson'])
        telegram.queue.add({ message: { ...ana.message({ text }), chat: group } });
      telegram.queue.add({
        my_chat_member: { chat: group, from: ana.user, new_chat_member: { status: 'member' } },
      });
      await until(() => told.length > 0);
      await quiet(desk);
      expect(told.map(({ text }) => text)).toEqual([
        'I teach one person at a time. Write to me alone: https://t.me/parley_test_bot',
      ]);
      // They are no learners, and nothing of them is kept.
      expect((await desk.core.store.counts()).learners).toBe(0);
    }));
});

describe('blocked', () => {
  test('in the middle: nothing is sent any more, and it goes on when they are back', () =>
    onDesk({}, async (desk) => {
      const { telegram } = desk;
      const ana = telegram.learner();
      await onboarded(ana);
      ana.block();
      await until(() => telegram.queue.waiting.length === 0);
      const before = telegram.calls.filter(({ method }) => method === 'sendMessage').length;
      // Typed just before, heard after.
      telegram.queue.add({
        my_chat_member: { chat: ana.chat, from: ana.user, new_chat_member: { status: 'kicked' } },
      });
      await quiet(desk);
      expect(telegram.calls.filter(({ method }) => method === 'sendMessage')).toHaveLength(before);
      ana.unblock();
      await answered(ana, () => ana.say('/start'), /Which one is kinder/);
    }));

  test('without a word of it: the first send tells, the others are cancelled, nobody else waits', () =>
    onDesk({}, async (desk) => {
      const { telegram } = desk;
      const ana = telegram.learner();
      const ben = telegram.learner();
      await onboarded(ana);
      ana.blocked = true;
      ana.say('/help');
      await onboarded(ben);
      await quiet(desk);
      const refused = telegram.calls.filter(({ status }) => status === 403);
      expect(refused.filter(({ method }) => method === 'sendMessage')).toHaveLength(1);
      expect((await desk.core.store.counts()).outboxWaiting).toBe(0);
    }));
});

test('every kind of update, one after another, takes nobody down', () =>
  onDesk({}, async (desk) => {
    const { telegram } = desk;
    for (const [kind, value] of Object.entries(updateKinds))
      telegram.queue.put({ update_id: 600_000 + telegram.nextMessage(), [kind]: value });
    const ana = telegram.learner({ id: 8_000_000 });
    await onboarded(ana);
    await quiet(desk);
    expect((await desk.core.store.counts()).eventsAside).toBe(0);
    expect(fixtureContent().languages.length).toBeGreaterThan(0);
  }));
