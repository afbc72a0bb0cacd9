import { describe, expect, test } from 'vitest';
import type { FakeLearner, Shown } from '../support/fake-telegram/index.js';
import { packagedContent } from '../support/conversation.js';
import { TelegramDesk, until, type TelegramDeskOptions } from '../support/telegram-desk.js';

/** Somebody's whole first day in the fixture's course: from /start through the lesson about tea. */
export async function firstLesson(ana: FakeLearner): Promise<void> {
  await answers(ana, () => ana.say('/start'), /explain things in/);
  await answers(ana, () => ana.tap('English'), /call you/);
  await answers(ana, () => ana.say('Ana <b>&"'), /Nice to meet you, Ana <b>&"/);
  await answers(ana, () => ana.tap('Travel'), /without help/);
  await answers(ana, () => ana.tap('1 and 2'), /begin/i);
  await answers(ana, () => ana.tap('Begin'), /A cup of tea|Today/);
}

/** Does something and waits for what is answered to it. */
async function answers(ana: FakeLearner, act: () => void, what: RegExp): Promise<Shown> {
  const from = ana.messages.length;
  act();
  return ana.sees(what, from);
}

async function onDesk(options: TelegramDeskOptions, use: (desk: TelegramDesk) => Promise<void>) {
  const desk = await TelegramDesk.open(options);
  try {
    await use(desk);
  } finally {
    await desk.close();
  }
}

describe.each(['polling', 'webhook'] as const)('%s', (mode) => {
  test('from /start into a lesson', () =>
    onDesk({ mode, content: packagedContent() }, async ({ telegram }) => {
      const ana = telegram.learner({ language: 'en-GB' });
      await firstLesson(ana);
      await until(() => telegram.done('setMyDescription').length > 0);
    }));
});
