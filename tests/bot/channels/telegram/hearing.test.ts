import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hear, numberOf } from '../../../../bot/channels/telegram/hearing.js';
import { updateKinds } from '../../../support/fake-telegram/kinds.js';

const from = { id: 5, is_bot: false, first_name: 'Ana', language_code: 'pt-br' };
const chat = { id: 5, type: 'private', first_name: 'Ana' };
const message = { message_id: 7, date: 1, from, chat };
const update = (happened: object) => ({ update_id: 1, ...happened });
const group = { id: -1001, type: 'supergroup', title: 'Family' };

describe('messages', () => {
  it('are learners in a chat of their own, keyed by the message', () => {
    expect(hear(update({ message: { ...message, text: 'hello' } }))).toEqual({
      kind: 'learner',
      said: {
        chat: '5',
        externalId: 'm7',
        sender: { address: '5' },
        content: { kind: 'message', text: 'hello' },
        guess: { language: 'pt-BR' },
      },
    });
  });

  it.each([
    ['photo', [{ file_id: 'x' }], 'photo'],
    ['animation', {}, 'video'],
    ['video_note', {}, 'video'],
    ['sticker', { emoji: '🙂' }, 'sticker'],
    ['voice', {}, 'voice'],
    ['audio', {}, 'voice'],
    ['document', {}, 'file'],
    ['location', {}, 'place'],
    ['contact', {}, 'contact'],
    ['dice', {}, 'unknown'],
  ])('with a %s are told what can be read', (field, value, what) => {
    const heard = hear(update({ message: { ...message, [field]: value } }));
    expect(heard).toMatchObject({ kind: 'learner', said: { content: { kind: 'other', what } } });
  });

  it.each([
    ['voice', { file_id: 'A', duration: 3, file_size: 4000 }, { remote: 'A', seconds: 3, bytes: 4000 }],
    ['video_note', { file_id: 'B', duration: 2, length: 240 }, { remote: 'B', seconds: 2 }],
    ['audio', { file_id: 'C', duration: 200, mime_type: 'audio/mpeg' }, { remote: 'C', seconds: 200 }],
    ['document', { file_id: 'D', mime_type: 'audio/flac', file_size: 9 }, { remote: 'D', bytes: 9 }],
    ['voice', { file_id: 'E', duration: -1, file_size: 'much' }, { remote: 'E' }],
  ])('with a %s are a recording', (field, value, recording) => {
    const heard = hear(update({ message: { ...message, caption: 'listen', [field]: value } }));
    expect(heard).toMatchObject({
      kind: 'learner',
      said: { externalId: 'm7', content: { kind: 'voice', recording } },
    });
  });

  it.each([
    ['voice', { file_id: '' }, 'voice'],
    ['voice', { file_id: 'x'.repeat(300) }, 'voice'],
    ['audio', 7, 'voice'],
    ['document', { file_id: 'x', mime_type: 'application/pdf' }, 'file'],
    ['document', { file_id: 'x', mime_type: 'x/audio/ogg' }, 'file'],
    ['video', { file_id: 'x', duration: 3 }, 'video'],
  ])('with a %s that cannot be had are told so', (field, value, what) => {
    const heard = hear(update({ message: { ...message, [field]: value } }));
    expect(heard).toMatchObject({ said: { content: { kind: 'other', what } } });
  });

  it('takes what an animation is sent as', () => {
    const heard = hear(update({ message: { ...message, document: {}, animation: {} } }));
    expect(heard).toMatchObject({ said: { content: { what: 'video' } } });
  });

  it('are one where pictures were sent together', () => {
    const picture = (message_id: number) =>
      hear(update({ message: { ...message, message_id, media_group_id: '99', photo: [] } }));
    expect(picture(8)).toEqual(picture(9));
  });

  it.each([
    ['of bots', { ...message, text: 'x', from: { ...from, is_bot: true } }],
    ['of nobody', { message_id: 7, date: 1, chat, text: 'x' }],
    ['of somebody else', { ...message, text: 'x', chat: { ...chat, id: 6 } }],
    ['that only tell', { ...message, pinned_message: {} }],
    ['of channels', { ...message, text: 'x', chat: { id: -5, type: 'channel' } }],
    ['without a number', { ...message, message_id: undefined, text: 'x' }],
    ['whose text is none', { ...message, text: 7 }],
  ])('%s are left alone', (_, it) => {
    expect(hear(update({ message: it }))).toEqual({ kind: 'nothing' });
  });

  it('in groups are answered there', () => {
    expect(hear(update({ message: { ...message, text: '/start', chat: group } }))).toEqual({
      kind: 'group',
      chat: -1001,
      language: 'pt-BR',
    });
  });

  it('that were changed are told so once', () => {
    const edited = (text: string) =>
      hear(update({ edited_message: { ...message, text, edit_date: Math.random() } }));
    expect(edited('one')).toMatchObject({ said: { externalId: 'e7', content: { what: 'edited' } } });
    expect(edited('one')).toEqual(edited('two'));
    expect(hear(update({ edited_message: { ...message, location: {} } }))).toEqual({ kind: 'nothing' });
  });
});

describe('taps', () => {
  const query = { id: '42', from, chat_instance: '1', data: '1.goal.work' };
  const under = {
    message_id: 9,
    chat,
    date: 1,
    reply_markup: { inline_keyboard: [[{ text: 'Work', callback_data: '1.goal.work' }]] },
  };

  it('carry value and label', () => {
    expect(hear(update({ callback_query: { ...query, message: under } }))).toMatchObject({
      kind: 'learner',
      said: { externalId: 'q42', content: { kind: 'tap', value: '1.goal.work', label: 'Work' } },
      query: '42',
      tapped: 9,
    });
  });

  it('that are forged are taps all the same', () => {
    const heard = hear(update({ callback_query: { ...query, data: '\u0000💥'.repeat(40), message: under } }));
    expect(heard).toMatchObject({ kind: 'learner', said: { content: { kind: 'tap', label: '' } } });
  });

  it.each([
    ['without a message', query],
    ['without data', { ...query, data: undefined, game_short_name: 'x', message: under }],
    ['in a group', { ...query, message: { ...under, chat: group } }],
    ['in the chat of somebody else', { ...query, message: { ...under, chat: { ...chat, id: 6 } } }],
    ['of a bot', { ...query, from: { ...from, is_bot: true }, message: under }],
  ])('%s are answered and no more', (_, callback_query) => {
    expect(hear(update({ callback_query }))).toEqual({ kind: 'query', query: '42' });
  });
});

test('blocked and unblocked', () => {
  const moved = (status: string, where: object = chat) =>
    hear(update({ my_chat_member: { chat: where, from, new_chat_member: { status } } }));
  expect(moved('kicked')).toEqual({ kind: 'blocked', chat: '5' });
  expect(moved('member')).toEqual({ kind: 'unblocked', chat: '5' });
  expect(moved('member', group)).toMatchObject({ kind: 'group', chat: -1001 });
  expect(moved('left', group)).toEqual({ kind: 'nothing' });
});

describe('anything at all', () => {
  it('is heard without a throw, and numbered only where it has a number', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(hear(raw).kind).toBeTypeOf('string');
        const number = numberOf(raw);
        expect(number === undefined || Number.isSafeInteger(number)).toBe(true);
      }),
    );
  });

  it.each(Object.keys(updateKinds))('of the kind %s with fields missing, extra and wrong', (kind) => {
    const whole = updateKinds[kind] as object;
    fc.assert(
      fc.property(broken(whole), fc.anything(), (value, extra) => {
        const heard = hear({ update_id: 3, [kind]: value, extra });
        if (heard.kind !== 'learner') return;
        expect(heard.said.externalId).toMatch(/^[mgeq].{1,64}$/s);
        expect(heard.said.chat).toBe(heard.said.sender.address);
      }),
    );
  });
});

/** The object with some of its fields, at any depth, gone or replaced by anything. */
function broken(value: unknown): fc.Arbitrary<unknown> {
  if (value === null || typeof value !== 'object')
    return fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.anything() });
  const entries = Object.entries(value).map(([key, inner]) =>
    fc.oneof(
      { weight: 8, arbitrary: broken(inner).map((one) => [[key, one]] as const) },
      { weight: 1, arbitrary: fc.constant([] as const) },
    ),
  );
  const object = fc
    .tuple(...entries)
    .map((fields) => Object.fromEntries(fields.flat() as [string, unknown][]) as unknown);
  return fc.oneof({ weight: 12, arbitrary: object }, { weight: 1, arbitrary: fc.anything() });
}
