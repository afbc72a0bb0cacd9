import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import emulator from 'telegram-test-api';
import { createCore, filesOf, type Running } from '../../bot/app.js';
import { MediaFolder } from '../../bot/media/folder.js';
import { TelegramChannel } from '../../bot/channels/telegram/channel.js';
import { openStore } from '../../db/sqlite/store.js';
import { fixtureContent } from '../support/desk.js';
import { freePort } from '../support/engine-process.js';
import { wordsOf } from '../support/telegram-desk.js';
import { lessonDone, onboarded, type Somebody } from './day.js';

/** The same day on a Bot API emulator that somebody else wrote: no limits, no long polls, no webhook secrets. */

const token = '7000000002:AAFakeTokenOfTheTests_0123456789';
// Its types say `default`, its CommonJS is the class itself.
const TelegramServer = emulator as unknown as typeof emulator.default;
let server: InstanceType<typeof TelegramServer>;
let channel: TelegramChannel;
let core: Running;

beforeEach(async () => {
  server = new TelegramServer({ host: '127.0.0.1', port: await freePort() });
  await server.start();
  const content = fixtureContent();
  const log = pino({ level: 'silent' });
  const store = await openStore(':memory:');
  channel = new TelegramChannel({
    token,
    apiRoot: server.config.apiURL,
    words: wordsOf(content),
    files: filesOf(new MediaFolder('nowhere'), store),
    log,
    tuning: { pause: 10, chatInterval: 0, perSecond: 1000 },
  });
  core = createCore({ store, content, channels: [channel], log });
  await channel.start(core.engine.receive);
  await core.start();
});
afterEach(async () => {
  await channel.stop();
  await core.stop();
  await server.stop();
});

interface Sent {
  message: {
    text: string;
    reply_markup?: { inline_keyboard: { text: string; callback_data: string }[][] };
  };
  messageId: number;
}

/** Somebody who writes through the emulator's client and reads its history. */
class Client implements Somebody {
  readonly #client = server.getClient(token, { userId: 41, chatId: 41, firstName: 'Ana' });

  get messages(): Sent[] {
    const history = server.getUpdatesHistory(token) as unknown as (Sent & {
      message?: { chat_id?: unknown };
    })[];
    return history.filter(({ message }) => message?.chat_id !== undefined);
  }

  async say(text: string): Promise<void> {
    // It numbers updates and leaves the messages themselves without.
    const numbered = { message_id: Math.floor(performance.now() * 100) } as object;
    await this.#client.sendMessage(this.#client.makeMessage(text, numbered));
  }

  async tap(label: string): Promise<void> {
    const keys = ({ message }: Sent) => message.reply_markup?.inline_keyboard.flat() ?? [];
    const under = this.messages.findLast((sent) => keys(sent).some(({ text }) => text === label));
    const data = under && keys(under).find(({ text }) => text === label)?.callback_data;
    if (!under || data === undefined) throw new Error(`nobody offers ( ${label} )`);
    const message = { message: { message_id: under.messageId } } as object;
    await this.#client.sendCallback(this.#client.makeCallbackQuery(data, message));
  }

  async sees(what: RegExp, from: number): Promise<void> {
    while (!this.messages.slice(from).some(({ message }) => what.test(message.text.replace(/<[^>]+>/g, ''))))
      await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('a first day, from /start to the end of the lesson', async () => {
  const ana = new Client();
  await onboarded(ana);
  await lessonDone(ana);
  await core.engine.idle();
  expect(channel.status()).toEqual({ state: 'ok' });
  expect((await core.store.counts()).eventsAside).toBe(0);
});
