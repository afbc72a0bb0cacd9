import { join } from 'node:path';
import { createCore, filesOf } from '../../bot/app.js';
import { telegram as capabilities } from '../../bot/channels/capabilities/telegram.js';
import { MediaFolder } from '../../bot/media/folder.js';
import { TelegramChannel } from '../../bot/channels/telegram/channel.js';
import { createLogger } from '../../bot/log.js';
import type { Content } from '../../content/load.js';
import { startThread } from '../../bot/system/threads.js';
import { openStore } from '../../db/sqlite/store.js';
import { BotApiServer, official } from './bot-api.js';
import { account, type Learner, type Learners } from './learners.js';
import { pause } from './numbers.js';
import { quizOf } from './quiz/quiz.js';
import { openStage, packagedContent } from './stage.js';

const crowd = 1_000;
const atOnce = 50;
/** Of the bot's seconds in one of ours: its minute takes thirty. What our own code takes is not shortened. */
const factor = 2;
/** Times what the limits force, after which nobody waits any longer. */
const patience = 4;

/** Seconds of the bot's time. */
export interface CrowdTelegram {
  /** The longest that anybody waits, from the moment they answer to the last message of what is said to it. */
  longest: number;
  /** For so many messages, one a second to a chat and 30 a second in all. */
  forced: number;
  ratio: number;
  /** Messages that were sent, and that Telegram would have refused. */
  messages: number;
  refused: number;
}

/**
 * A thousand learners on Telegram who all answer a question of their lesson at one moment. The channel, the engine and
 * the file are the product's; the Bot API is ours, on the loopback address, with the official limits.
 */
export async function crowdTelegram(folder: string): Promise<CrowdTelegram> {
  const { content } = quizOf(packagedContent());
  const file = join(folder, 'telegram.sqlite');
  const updates = await inTheirLesson(file, content);
  const sent: { chat: number; asks: boolean; at: number }[] = [];
  const api = new BotApiServer({
    factor,
    sent: (chat, { reply_markup }) =>
      void sent.push({ chat, asks: reply_markup !== undefined, at: performance.now() }),
  });
  const log = createLogger('error');
  const store = await openStore(file, { startThread });
  const channel = new TelegramChannel({
    token: `${account}:crowd`,
    apiRoot: await api.open(),
    words: { languages: ['en'], phrase: (language, line) => content.phrase(language, line) },
    files: filesOf(new MediaFolder(folder), store),
    log,
    tuning: { chatInterval: 1000 / (official.perChat * factor), perSecond: official.perSecond * factor },
  });
  const core = createCore({ store, content, channels: [channel], log });
  await channel.start(core.engine.receive);
  await core.start();
  // It introduces itself first.
  await pause(1_000);

  const began = performance.now();
  api.happen(updates);
  const waits = new Map<number, number>();
  for (let seen = 0; waits.size < crowd; await pause(20)) {
    for (; seen < sent.length; seen += 1) {
      const { chat, asks, at } = sent[seen] as (typeof sent)[number];
      if (asks) waits.set(chat, at - began);
    }
    if (performance.now() - began > (patience * 1000 * forcedBy(2 * crowd, 2)) / factor)
      throw new Error(`${crowd - waits.size} of the crowd got no answer`);
  }
  await channel.stop();
  await core.stop();
  await api.close();
  const longest = (Math.max(...waits.values()) / 1000) * factor;
  const forced = forcedBy(sent.length, sent.length / crowd);
  return { longest, forced, ratio: longest / forced, messages: sent.length, refused: api.refused };
}

/** The first leaves at once. */
function forcedBy(messages: number, each: number): number {
  return Math.max((messages - 1) / official.perSecond, (each - 1) / official.perChat);
}

/** Everybody is asked the first question; nothing of it goes over a wire. @returns what they answer */
async function inTheirLesson(file: string, content: Content): Promise<Record<string, unknown>[]> {
  const { core, learners } = await openStage(file, {}, undefined, { content, capabilities, right: 1 });
  const all = Array.from({ length: crowd }, (_, n) =>
    learners.adopt({ address: String(1_000_001 + n), sent: 0 }),
  );
  const begin = async (learner: Learner): Promise<void> => {
    while (learners.questionOf(learner) !== 0) await learners.turn(learner);
  };
  for (let from = 0; from < crowd; from += atOnce)
    await Promise.all(all.slice(from, from + atOnce).map(begin));
  await core.stop();
  return all.map((learner, n) => updateOf(learners, learner, n + 1));
}

function updateOf(learners: Learners, learner: Learner, message_id: number): Record<string, unknown> {
  const id = Number(learner.address);
  const from = { id, is_bot: false, first_name: 'Ana', language_code: 'en' };
  const message = { message_id, date: 0, chat: { id, type: 'private', first_name: 'Ana' } };
  const said = learners.next(learner);
  if (said.kind === 'tap')
    return { callback_query: { id: String(id), from, chat_instance: '1', message, data: said.value } };
  if (said.kind === 'message') return { message: { ...message, from, text: said.text } };
  throw new Error(`nobody says ${said.kind}`);
}
