import { describe, expect, test } from 'vitest';
import { secret } from '../support/telegram-desk.js';
import { answered, databaseFile, onboarded, onDesk, quiet } from './day.js';

describe('the same update again', () => {
  test('is no second turn: later, in parallel, after a restart', () =>
    onDesk({ file: databaseFile() }, async (desk) => {
      const { telegram } = desk;
      const ana = telegram.learner();
      await onboarded(ana);
      const message = ana.message({ text: 'I want a tea.' });
      const from = ana.messages.length;
      const put = (update_id: number) => telegram.queue.put({ update_id, message });
      for (let time = 0; time < 5; time += 1) put(700_000);
      await ana.sees(/sounds like an order/, from);
      put(700_001);
      await quiet(desk);
      await desk.stop();
      // Numbers restart at random after a quiet week: the number says nothing, the message does.
      put(12);
      telegram.queue.restartAt(20);
      await desk.start();
      await quiet(desk);
      expect(ana.texts.slice(from).filter((text) => /sounds like an order/.test(text))).toHaveLength(1);
      await answered(ana, () => ana.tap("I'd like a tea, please."), /I ___ like/);
    }));

  test('by webhook: each is answered with 200, and there is one turn', () =>
    onDesk({ mode: 'webhook' }, async (desk) => {
      const { telegram } = desk;
      const ana = telegram.learner();
      await onboarded(ana);
      const from = ana.messages.length;
      const body = JSON.stringify({ update_id: 9, message: ana.message({ text: 'I want a tea.' }) });
      const bring = () =>
        fetch(`${desk.server?.address()}/gateway/webhook/telegram`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
          body,
        });
      const answers = await Promise.all(Array.from({ length: 8 }, bring));
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
      await ana.sees(/sounds like an order/, from);
      await quiet(desk);
      expect(ana.texts.slice(from)).toHaveLength(1);
    }));

  test('a tap is a turn once', () =>
    onDesk({}, async (desk) => {
      const { telegram } = desk;
      const ana = telegram.learner();
      await onboarded(ana);
      const from = ana.messages.length;
      ana.tap('I want a tea.');
      const again = structuredClone(telegram.queue.waiting.at(-1));
      await ana.sees(/sounds like an order/, from);
      if (again) telegram.queue.put(again);
      await quiet(desk);
      expect(ana.texts.slice(from)).toHaveLength(1);
    }));
});
