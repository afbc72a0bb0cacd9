import { expect, test } from 'vitest';
import { official } from '../support/fake-telegram/index.js';
import { until } from '../support/telegram-desk.js';
import { onboarded, onDesk, quiet } from './day.js';

const paced = { chatInterval: 1_000, perSecond: 30 };

test('a hundred learners who write at once are answered, and Telegram never has to say stop', () =>
  onDesk({ limits: official, tuning: paced }, async (desk) => {
    const { telegram } = desk;
    const learners = Array.from({ length: 100 }, () => telegram.learner());
    for (const one of learners) one.say('hello');
    await Promise.all(learners.map((one) => one.sees(2)));
    expect(telegram.calls.filter(({ status }) => status === 429)).toEqual([]);
    // Each saw the greeting before the question.
    for (const { texts } of learners) expect(texts[1]).toMatch(/explain things in/);
  }));

test('retry_after holds up the chat it is about and nobody else', () =>
  onDesk({ tuning: { chatInterval: 0, perSecond: 1000 } }, async (desk) => {
    const { telegram } = desk;
    const ana = telegram.learner();
    const ben = telegram.learner();
    telegram.fail(
      'sendMessage',
      { code: 429, description: 'Too Many Requests: retry after 2', retryAfter: 2 },
      1,
      ana.id,
    );
    ana.say('hello');
    await onboarded(ben);
    await ana.sees(2);
    const refused = telegram.calls.find(({ status }) => status === 429);
    const next = telegram.done('sendMessage').find(({ payload }) => payload['chat_id'] === ana.id);
    expect((next?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(2000);
    // Nothing was lost and nothing said twice.
    expect(ana.messages).toHaveLength(2);
  }));

test('two chats that are told to wait at once mean everybody', () =>
  onDesk({ tuning: { chatInterval: 0, perSecond: 1000 } }, async (desk) => {
    const { telegram } = desk;
    const told = [telegram.learner(), telegram.learner()];
    const cara = telegram.learner();
    // The first still waits when the second is told, however late that is.
    for (const [place, retryAfter] of [600, 2].entries()) {
      const one = told[place]!;
      telegram.fail('sendMessage', { code: 429, description: 'Too Many Requests', retryAfter }, 1, one.id);
      one.say('hello');
      await until(() => telegram.calls.filter(({ status }) => status === 429).length === place + 1);
    }
    cara.say('hello');
    await cara.sees(1);
    const refused = telegram.calls.findLast(({ status }) => status === 429);
    const first = telegram.done('sendMessage').find(({ payload }) => payload['chat_id'] === cara.id);
    expect((first?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1_990);
  }));

test('one whose messages never arrive holds up nobody', () =>
  onDesk({}, async (desk) => {
    const { telegram } = desk;
    const slow = telegram.learner();
    const ben = telegram.learner();
    let arrive = (): void => {};
    const held = new Promise<void>((resolve) => (arrive = resolve));
    telegram.fail('sendMessage', { held }, Infinity, slow.id);
    slow.say('hello');
    await until(() => telegram.calls.some(({ method }) => method === 'sendMessage'));
    await onboarded(ben);
    expect(slow.messages).toHaveLength(0);
    arrive();
    await slow.sees(2);
    await quiet(desk);
  }));

test('a send whose answer is lost is the only one that is repeated', () =>
  onDesk({}, async (desk) => {
    const { telegram } = desk;
    const ana = telegram.learner();
    telegram.fail('sendMessage', { broken: 'after' }, 1, ana.id);
    ana.say('hello');
    await ana.sees(/explain things in/);
    await quiet(desk);
    expect(ana.messages).toHaveLength(3);
    expect(ana.texts[0]).toBe(ana.texts[1]);
  }));
