import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { layout } from '../../../../bot/channels/layout.js';
import { telegram as capabilities } from '../../../../bot/channels/capabilities/telegram.js';
import type { PhysicalMessage } from '../../../../bot/channels/channel.js';
import { BotApi } from '../../../../bot/channels/telegram/api.js';
import { keyboard } from '../../../../bot/channels/telegram/keyboard.js';
import { sendOne } from '../../../../bot/channels/telegram/sending.js';
import { FakeTelegram, type FakeLearner } from '../../../support/fake-telegram/index.js';

let telegram: FakeTelegram;
let ana: FakeLearner;
let api: BotApi;
beforeEach(async () => {
  telegram = await FakeTelegram.open();
  ana = telegram.learner();
  ana.begun = true;
  api = new BotApi({ token: telegram.token, root: telegram.root, patience: 300 });
});
afterEach(() => telegram.close());

const text = (said: string, buttons: PhysicalMessage['buttons'] = []): PhysicalMessage => ({
  kind: 'text',
  text: said,
  buttons,
  asks: false,
});
const deps = (): Parameters<typeof sendOne>[0] => ({
  api,
  account: '7',
  voiceless: new Set(),
  uploading: () => {},
  files: {
    read: () => Promise.reject(new Error('none')),
    sent: async () => undefined,
    remember: async () => {},
  },
});
const send = (message: PhysicalMessage) => sendOne(deps(), String(ana.id), message);

describe('whatever a learner is called', () => {
  it.each(['<b>&"', '*_[](x)`~', '</b>', '&lt;', '<script>alert(1)</script>', '💥‍💥', "';--", 'ب<a href="'])(
    'it reads as %s',
    async (name) => {
      const spans = [{ text: 'Hello ' }, { text: name, mark: 'strong' as const }, { text: '!' }];
      const rendered = { blocks: [{ role: 'say' as const, spans }], choices: [], actions: [], asks: false };
      for (const message of layout(rendered, capabilities)) {
        expect((await send(message)).outcome.kind).toBe('sent');
      }
      expect(ana.texts).toEqual([`Hello ${name}!`]);
    },
  );
});

describe('texts of the longest kind', () => {
  it.each([
    ['Latin', 'a word '],
    ['Cyrillic', 'слово '],
    ['Arabic', 'كلمة '],
    ['Devanagari', 'शब्द '],
    ['Chinese', '字'],
    ['emoji', '👩‍👩‍👧 '],
    ['markup', '<&> '],
  ])('in %s arrive whole', async (_, unit) => {
    const said = unit.repeat(Math.ceil(9000 / unit.length)).trim();
    const rendered = {
      blocks: [{ role: 'say' as const, spans: [{ text: said }] }],
      choices: [{ label: 'Yes', value: '1.a.yes' }],
      actions: [],
      asks: true,
    };
    const parts = layout(rendered, capabilities);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect((await send(part)).outcome).toMatchObject({ kind: 'sent' });
    expect(ana.texts.join('').replace(/\s/g, '')).toBe(said.replace(/\s/g, ''));
    expect(ana.buttons).toEqual(['Yes']);
  });
});

describe('a send that fails', () => {
  it.each([
    [403, 'Forbidden: bot was blocked by the user', 'gone'],
    [403, 'Forbidden: user is deactivated', 'gone'],
    [403, 'Forbidden: bot was kicked from the group chat', 'gone'],
    [400, 'Bad Request: chat not found', 'gone'],
    [400, 'Bad Request: message is too long', 'rejected'],
    [400, 'Bad Request: BUTTON_DATA_INVALID', 'rejected'],
    [413, 'Request Entity Too Large', 'rejected'],
    [401, 'Unauthorized', 'misconfigured'],
    [404, 'Not Found', 'misconfigured'],
    [500, 'Internal Server Error', 'retry'],
    [502, 'Bad Gateway', 'retry'],
  ])('with %i %s is %s', async (code, description, kind) => {
    telegram.fail('sendMessage', { code, description });
    expect((await send(text('hello'))).outcome.kind).toBe(kind);
    expect(ana.messages).toHaveLength(0);
  });

  test('with 429 waits as long as it is told, and a little', async () => {
    telegram.fail('sendMessage', {
      code: 429,
      description: 'Too Many Requests: retry after 7',
      retryAfter: 7,
    });
    const { outcome } = await send(text('hello'));
    expect(outcome).toMatchObject({ kind: 'retry' });
    expect((outcome as { afterMs: number }).afterMs).toBeGreaterThan(7000);
    expect((outcome as { afterMs: number }).afterMs).toBeLessThan(8000);
  });

  test('for marks that cannot be read is sent once more without them', async () => {
    telegram.fail('sendMessage', {
      code: 400,
      description: "Bad Request: can't parse entities: Unsupported start tag",
    });
    expect((await send(text('<b>5 &lt; 6</b> &amp; <i>so</i>'))).outcome.kind).toBe('sent');
    expect(ana.texts).toEqual(['5 < 6 & so']);
    telegram.fail('sendMessage', { code: 400, description: "Bad Request: can't parse entities: still" }, 2);
    expect((await send(text('<b>x</b>'))).outcome.kind).toBe('rejected');
  });

  test('for a broken connection, or one that never answers, is tried again', async () => {
    telegram.fail('sendMessage', { broken: 'before' });
    expect((await send(text('hello'))).outcome.kind).toBe('retry');
    telegram.fail('sendMessage', { held: new Promise(() => {}) });
    api = new BotApi({ token: telegram.token, root: telegram.root, patience: 1 });
    expect((await send(text('hello'))).outcome.kind).toBe('retry');
  });

  test('never tells the token or the text', async () => {
    telegram.fail('sendMessage', { broken: 'before' });
    const broken = await send(text('a secret thought'));
    telegram.fail('sendMessage', {
      code: 400,
      description: `Bad Request: /bot${telegram.token}/sendMessage`,
    });
    const refused = await send(text('a secret thought'));
    for (const { failure, outcome } of [broken, refused]) {
      const told = [JSON.stringify(outcome), String(failure?.stack), JSON.stringify({ ...failure })].join();
      expect(told).not.toContain(telegram.token);
      expect(told).not.toContain('secret thought');
      expect(failure?.cause).toBeUndefined();
    }
  });
});

describe('buttons', () => {
  const button = (label: string, role: 'answer' | 'action' = 'answer') => ({
    label,
    value: `1.x.${label}`,
    role,
  });
  const rows = (...buttons: ReturnType<typeof button>[]) =>
    keyboard(buttons).map((row) => row.map((one) => one.text));

  it('stand alone when they are long, side by side when they are short', () => {
    expect(
      rows(button('I’d like a tea, please.'), button('I want a tea.'), button('Skip', 'action')),
    ).toEqual([['I’d like a tea, please.'], ['I want a tea.'], ['Skip']]);
    expect(rows(...['1', '2', '3'].map((label) => button(label)), button('Hint', 'action'))).toEqual([
      ['1', '2', '3'],
      ['Hint'],
    ]);
    expect(rows(button('Yes'), button('No'))).toEqual([['Yes', 'No']]);
  });

  it('are all there, in order', () => {
    const labels = Array.from({ length: 12 }, (_, index) => 'x'.repeat(1 + index * 3));
    expect(rows(...labels.map((label) => button(label))).flat()).toEqual(labels);
  });
});
