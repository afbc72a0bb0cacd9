import type { Context } from 'hono';
import type { z } from 'zod';
import {
  type Accepted,
  type Chat,
  ChatGone,
  type FoundChat,
  type Inbound,
  type Store,
} from '../../../db/store.js';
import type { Accept } from '../../channels/channel.js';
import type { MediaFolder } from '../../media/folder.js';
import { account, type WebChannel } from '../../channels/web/channel.js';
import type { WebEnv } from '../env.js';
import type { HourlyLimit } from '../hourly-limit.js';
import { notOpened } from './access.js';
import type { DailyBytes } from './daily-bytes.js';
import { InLine } from './in-line.js';
import { contentOf, type sendBody } from './send.js';
import { readVoice, recordingName, type SentVoice, stored } from './voice.js';

export interface InboxDeps {
  store: Store;
  channel: WebChannel;
  receive: Accept;
  folder: MediaFolder;
  /** Messages an hour. */
  limit: HourlyLimit;
  /** Of recordings. */
  sound: DailyBytes;
  now(): number;
}

/** Takes in what is said in a chat, each message once, counted against the hour. */
export class Inbox {
  readonly #uploads = new InLine();

  constructor(private readonly deps: InboxDeps) {}

  /** @throws Problem 429, 401 for a chat that is gone; StoreUnavailable */
  async written(c: Context<WebEnv>, chat: FoundChat, body: z.infer<typeof sendBody>): Promise<Accepted> {
    const { store } = this.deps;
    // What was lost is the answer, not the message: it is told again, whatever the limit.
    const before = await store.accepted(chat.id, body.id);
    if (before) return before;
    return this.#counting(chat, async (count) => {
      await count();
      return this.#take(c, chat, body, await contentOf(body, chat, store));
    });
  }

  /**
   * The sound first, then its row: what is told to be accepted can be listened to, whenever we are killed.
   *
   * @throws as `written`, and Problem 400, 413 (also for all of a day), 415 for what cannot be taken: nothing of it stays
   */
  async spoken(c: Context<WebEnv>, chat: Chat): Promise<Accepted> {
    const { store, folder } = this.deps;
    return this.#counting(chat, async (count) => {
      const accepted = (id: string): Promise<Accepted | undefined> => store.accepted(chat.id, id);
      const admit = async (): Promise<void> => {
        await this.deps.sound.admit(keyOf(chat));
        await count();
      };
      const sent = await readVoice(c, folder, { accepted, admit });
      if (!('part' in sent)) return sent;
      const name = recordingName(chat.address, sent.id);
      // Two of one id that come at once would each believe to be the first.
      return this.#uploads.run(name, () => this.#keep(c, chat, sent, name));
    });
  }

  /** What does not become a new message has not counted. */
  async #counting(chat: Chat, work: (count: () => Promise<void>) => Promise<Accepted>): Promise<Accepted> {
    const { limit } = this.deps;
    let counted = false;
    const count = async (): Promise<void> => {
      await limit.take(keyOf(chat));
      counted = true;
    };
    let taken = false;
    try {
      const accepted = await work(count);
      taken = !accepted.duplicate;
      return accepted;
    } finally {
      if (counted && !taken) await limit.giveBack(keyOf(chat));
    }
  }

  async #keep(c: Context<WebEnv>, chat: Chat, sent: SentVoice, name: string): Promise<Accepted> {
    const { store, folder, sound } = this.deps;
    const { id, part } = sent;
    try {
      const before = await store.accepted(chat.id, id);
      if (before) return before;
      const file = await stored(() => part.keep(name));
      try {
        const recording = { file, bytes: part.bytes };
        const accepted = await this.#take(c, chat, sent, { kind: 'voice', recording });
        if (!accepted.duplicate) await sound.took(accepted.learnerId, part.bytes);
        return accepted;
      } catch (error) {
        // Nobody knows of it, unless the row is there in spite of what we were told.
        const row = await store.accepted(chat.id, id).catch(() => 'perhaps');
        if (row === undefined) await folder.remove(file);
        throw error;
      }
    } finally {
      await part.drop();
    }
  }

  async #take(
    c: Context<WebEnv>,
    chat: Chat,
    { id, seen }: { id: string; seen?: number | undefined },
    content: Inbound['content'],
  ): Promise<Accepted> {
    const { channel, limit } = this.deps;
    try {
      const accepted = await this.deps.receive({
        channel: channel.name,
        account,
        chat: chat.address,
        externalId: id,
        sender: { address: chat.address },
        content,
        ...(seen !== undefined && { seenN: seen }),
        // What the client said of itself is kept with the chat.
        guess: {},
        at: this.deps.now(),
        // It may have been deleted while the body was read.
        opened: true,
      });
      c.set('learner', accepted.learnerId);
      if (!accepted.duplicate) {
        // The first message makes the learner; from the second on it is the learner who is counted.
        if (chat.learnerId === undefined) await limit.count(accepted.learnerId);
        channel.audience.tell(chat.address, 'shown');
      }
      return accepted;
    } catch (error) {
      if (error instanceof ChatGone) throw notOpened(c);
      throw error;
    }
  }
}

function keyOf({ learnerId, address }: Chat): string {
  return learnerId ?? address;
}
