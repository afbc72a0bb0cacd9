import { describe, expect, test } from 'vitest';
import { until } from '../support/telegram-desk.js';
import { answered, databaseFile, lessonDone, onboarded, onDesk, quiet } from './day.js';

describe.each(['polling', 'webhook'] as const)('by %s', (mode) => {
  test('a first day, from /start to the end of the lesson', () =>
    onDesk({ mode }, async (desk) => {
      const { telegram } = desk;
      const ana = telegram.learner({ language: 'en-GB' });
      await onboarded(ana, 'Ana <b>&"');
      expect(ana.texts.join('\n')).toContain('Nice to meet you, Ana <b>&"');
      await lessonDone(ana);
      await quiet(desk);
      // Nothing was refused but what Telegram itself calls no change.
      expect(telegram.calls.filter(({ status }) => status !== 200)).toEqual([]);
      expect([...telegram.queries.values()].every((state) => state === 'answered')).toBe(true);
      expect(telegram.done('sendMessage').every(({ payload }) => payload['parse_mode'] === 'HTML')).toBe(
        true,
      );
      expect((await desk.core.store.counts()).learners).toBe(1);
    }));

  test('only the last question has buttons', () =>
    onDesk({ mode }, async (desk) => {
      const ana = desk.telegram.learner();
      await onboarded(ana);
      await until(() => ana.messages.filter(({ buttons }) => buttons.length > 0).length === 1);
      expect(ana.buttons).toContain('I want a tea.');
      await answered(ana, () => ana.say('I want a tea.'), /order/);
      await until(() => ana.messages.filter(({ buttons }) => buttons.length > 0).length === 1);
    }));

  test('a lesson that a link names begins: for somebody new after the first questions, else at once', () =>
    onDesk({ mode }, async ({ telegram }) => {
      const ana = telegram.learner();
      await answered(ana, () => ana.say('/start lesson_cafe_water'), /explain things in/);
      await answered(ana, () => ana.tap('English'), /call you/);
      await answered(ana, () => ana.say('Ana'), /What do you want English for/);
      await answered(ana, () => ana.tap('Travel'), /without help/);
      await answered(ana, () => ana.tap('1 and 2'), /Good: somewhere/);
      await answered(ana, () => ana.tap('Begin'), /A glass of water/);
      await answered(ana, () => ana.say('/lesson cafe/tea'), /A cup of tea/);
      await answered(ana, () => ana.say('/start lesson_cafe_water'), /A glass of water/);
      await answered(ana, () => ana.say('/start lesson_cafe_nothing'), /Here we are: A glass of water/);
      await answered(ana, () => ana.say(`/start ${'../'.repeat(20)}etc`), /Here we are: A glass of water/);
      await answered(ana, () => ana.say('/lesson@parley_test_bot cafe/tea'), /A cup of tea/);
    }));
});

test('a bot that comes back finds its learners where they were, and what they wrote meanwhile', () =>
  onDesk({ file: databaseFile() }, async (desk) => {
    const ana = desk.telegram.learner();
    await onboarded(ana);
    await desk.stop();
    const from = ana.messages.length;
    ana.tap('I want a tea.');
    await desk.start();
    await ana.sees(/sounds like an order/, from);
  }));

describe('commands and descriptions', () => {
  test('are told once in each language and once without, and not again', () =>
    onDesk({}, async (desk) => {
      const { telegram } = desk;
      await until(() => telegram.done('setMyDescription').length === 2);
      const names = (telegram.profile.get('commands ') as { command: string }[]).map(
        ({ command }) => command,
      );
      expect(names.slice(0, 2)).toEqual(['start', 'lesson']);
      expect(names.slice(-3)).toEqual(['help', 'stop', 'privacy']);
      expect(telegram.profile.get('commands en')).toEqual(telegram.profile.get('commands '));
      await desk.stop();
      await desk.start();
      await until(() => telegram.done('getMyDescription').length === 4);
      expect(telegram.calls.filter(({ method }) => method.startsWith('setMy'))).toHaveLength(6);
    }));
});
