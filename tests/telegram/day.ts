import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { TelegramDesk, type TelegramDeskOptions } from '../support/telegram-desk.js';

/** A learner on whichever Bot API server. */
export interface Somebody {
  readonly messages: readonly unknown[];
  say(text: string): unknown;
  tap(label: string): unknown;
  /** Resolves when a message that matches is there, after so many. */
  sees(what: RegExp, from: number): Promise<unknown>;
}

/** Does something and waits for what is answered to it. */
export async function answered(ana: Somebody, act: () => void, what: RegExp): Promise<void> {
  const from = ana.messages.length;
  act();
  await ana.sees(what, from);
}

/** Somebody's first day in the fixture's course: from /start to the first question about tea. */
export async function onboarded(ana: Somebody, name = 'Ana'): Promise<void> {
  await answered(ana, () => ana.say('/start'), /explain things in/);
  await answered(ana, () => ana.tap('English'), /call you/);
  await answered(ana, () => ana.say(name), /What do you want English for/);
  await answered(ana, () => ana.tap('Travel'), /without help/);
  await answered(ana, () => ana.tap('1 and 2'), /Good: somewhere/);
  await answered(ana, () => ana.tap('Begin'), /kinder than/);
  await answered(ana, () => ana.tap('Go on'), /Which one is kinder/);
}

/** The lesson to its end. */
export async function lessonDone(ana: Somebody): Promise<void> {
  await answered(ana, () => ana.tap('I want a tea.'), /sounds like an order/);
  await answered(ana, () => ana.tap("I'd like a tea, please."), /I ___ like/);
  await answered(ana, () => ana.say('will'), /for the future/);
  await answered(ana, () => ana.say('would'), /A cup ___ tea/);
  await answered(ana, () => ana.say('of'), /now you can order a cup of tea/);
}

export async function onDesk(
  options: TelegramDeskOptions,
  use: (desk: TelegramDesk) => Promise<void>,
): Promise<void> {
  const desk = await TelegramDesk.open(options);
  try {
    await use(desk);
  } finally {
    await desk.close();
  }
}

/** Until nothing is under way and Telegram holds nothing for us. */
export async function quiet({ core, telegram }: TelegramDesk): Promise<void> {
  while (telegram.queue.waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await core.engine.idle();
}

/** A file for a database; gone with the test. */
export function databaseFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-telegram-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'parley.sqlite');
}
