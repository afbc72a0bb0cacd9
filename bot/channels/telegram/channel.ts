import type { Logger } from 'pino';
import type { Chat } from '../../../db/store.js';
import { telegram as capabilities } from '../capabilities/telegram.js';
import type { Recording } from '../../../flows/speech/recording.js';
import type { Accept, Channel, PhysicalMessage, Presence, SendOutcome, WebhookRoute } from '../channel.js';
import { ApiFailure, BotApi, type Method, type Payload } from './api.js';
import { Courtesies } from './courtesy.js';
import { fetchRecording, type Files } from './files.js';
import { Groups } from './groups.js';
import { hear, type Heard } from './hearing.js';
import { OpenKeyboards } from './keyboards.js';
import type { MediaDeps } from './media.js';
import { persist } from './persist.js';
import { Polling } from './polling.js';
import { Presences, type Drafted } from './presence.js';
import { introduce } from './profile.js';
import { Rates } from './rates.js';
import { sendOne } from './sending.js';
import { Standing } from './standing.js';
import { Subscription } from './subscription.js';
import { webhookRoute } from './webhook.js';
import type { Words } from './words.js';

export interface TelegramOptions {
  token: string;
  /** Base URL of the Bot API; the official one where it is left out. */
  apiRoot?: string | undefined;
  /** Polling where it is left out. */
  webhook?: { publicUrl: string; secret: string } | undefined;
  words: Words;
  files: Files;
  log: Logger;
  /** Epoch milliseconds. */
  now?: () => number;
  /** What tests turn: seconds of a poll, the first pause after a failure, the pace. */
  tuning?: Partial<Tuning>;
}

export interface Tuning {
  pollSeconds: number;
  pause: number;
  chatInterval: number;
  perSecond: number;
}

const usual: Tuning = { pollSeconds: 30, pause: 1_000, chatInterval: 1_000, perSecond: 30 };

/** Seconds that a call may take: less than an attempt of the outbox, so that its outcome is known. */
const patience = 20;
const blockedKept = 50_000;

/** Telegram by the Bot API: private chats are learners, groups are sent on to them. */
export class TelegramChannel implements Channel {
  readonly name = capabilities.name;
  readonly capabilities = capabilities;
  readonly routes: readonly WebhookRoute[];
  readonly #api: BotApi;
  readonly #account: string;
  readonly #rates: Rates;
  readonly #standing: Standing;
  readonly #courtesies: Courtesies;
  readonly #presences: Presences;
  readonly #keyboards: OpenKeyboards;
  readonly #groups: Groups;
  /** Chats that told us so; after a restart the first send tells it. */
  readonly #blocked = new Set<string>();
  readonly #media: MediaDeps;
  readonly #source: Polling | Subscription;
  readonly #stopping = new AbortController();
  #accept: Accept | undefined;
  #username: string | undefined;

  constructor(private readonly options: TelegramOptions) {
    const { token, apiRoot: root, webhook, words, log } = options;
    const tuning = { ...usual, ...options.tuning };
    this.#api = new BotApi({ token, root, patience });
    // The bot's number: it stays when its token is changed.
    this.#account = token.split(':')[0] ?? '';
    this.#rates = new Rates({
      ...tuning,
      now: () => performance.now(),
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    });
    this.#standing = new Standing((detail) => {
      if (detail === undefined) log.info('telegram: all is well');
      else log.warn({ detail }, 'telegram: degraded');
    });
    this.#courtesies = new Courtesies(
      () => performance.now(),
      (error) => log.debug({ error }, 'telegram: a courtesy failed'),
    );
    this.#presences = new Presences({
      type: (chat) => this.#act(chat, 'typing'),
      show: (chat, text, id) => this.#show(chat, text, id),
      now: () => performance.now(),
    });
    this.#keyboards = new OpenKeyboards((chat, message_id) =>
      this.#courteously('editMessageReplyMarkup', { chat_id: Number(chat), message_id }),
    );
    this.#media = {
      api: this.#api,
      files: options.files,
      account: this.#account,
      voiceless: new Set(),
      uploading: (chat, kind) => this.#act(chat, kind === 'voice' ? 'upload_voice' : 'upload_photo'),
    };
    this.#groups = new Groups(words, () => this.#now());
    const take = (update: unknown): Promise<void> => this.#take(hear(update));
    const standing = this.#standing;
    this.routes = webhook ? [webhookRoute({ secret: webhook.secret, take })] : [];
    this.#source = webhook
      ? new Subscription({ api: this.#api, ...webhook, standing, pause: tuning.pause })
      : new Polling({
          // A poll takes as long as it is asked to, and then some.
          api: new BotApi({ token, root, patience: tuning.pollSeconds + patience }),
          take,
          standing,
          log,
          seconds: tuning.pollSeconds,
          pause: tuning.pause,
        });
  }

  /** Returns before Telegram has answered: the engine starts without it too. */
  async start(accept: Accept): Promise<void> {
    this.#accept = accept;
    this.#source.start();
    void this.#introduce();
  }

  /** Hears nothing more; what is in the outbox can still be sent. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#presences.stop();
    await this.#source.stop();
  }

  async send({ address }: Chat, message: PhysicalMessage): Promise<SendOutcome> {
    if (this.#blocked.has(address)) return { kind: 'gone', error: 'the learner blocked the bot' };
    const later = await this.#rates.turn(address);
    if (later !== undefined) return { kind: 'retry', afterMs: later, error: 'waits for its turn' };
    this.#presences.over(address);
    const { outcome, message: number, failure } = await sendOne(this.#media, address, message);
    if (failure?.code === 429) this.#rates.refused(address, failure.retryAfterMs ?? 1_000);
    if (outcome.kind === 'misconfigured' && failure) this.#standing.ill('sending', failure);
    else if (outcome.kind === 'sent') this.#standing.well('sending');
    if (number !== undefined && message.buttons.length > 0) this.#keyboards.opened(address, number);
    return outcome;
  }

  presence({ address }: Chat, presence: Presence): void {
    if (this.#blocked.has(address) || this.#stopping.signal.aborted) return;
    // What is said beside a text is shown once, for five seconds: nobody waits for it.
    if (presence === 'recording') this.#act(address, 'record_voice');
    else this.#presences.typing(address);
  }

  fetch(recording: Recording, limit: number, signal: AbortSignal): Promise<Uint8Array> {
    return fetchRecording(this.#api, recording, limit, signal);
  }

  draft({ address }: Chat, text: string, id: number): void {
    if (!this.#blocked.has(address) && !this.#stopping.signal.aborted)
      this.#presences.draft(address, text, id);
  }

  closed({ address }: Chat): void {
    this.#presences.over(address);
    this.#keyboards.forget(address);
  }

  status(): ReturnType<Channel['status']> {
    return this.#standing.status();
  }

  /** Resolves when it is stored, where it is something that is. */
  async #take(heard: Heard): Promise<void> {
    switch (heard.kind) {
      case 'learner':
        return this.#learner(heard);
      case 'query':
        return this.#answerQuery(heard.query);
      case 'group':
        return this.#group(heard.chat, heard.language);
      case 'blocked':
        if (this.#blocked.size >= blockedKept) this.#blocked.clear();
        this.#blocked.add(heard.chat);
        this.#presences.over(heard.chat);
        return;
      case 'unblocked':
        this.#blocked.delete(heard.chat);
        return;
      case 'nothing':
        return;
    }
  }

  async #learner({ said, query, tapped }: Extract<Heard, { kind: 'learner' }>): Promise<void> {
    if (!this.#accept) throw new Error('telegram has not been started');
    if (query !== undefined) this.#answerQuery(query);
    this.#blocked.delete(said.chat);
    // What is open now is what was answered, however quick the next question is.
    const open = said.content.kind === 'other' ? undefined : this.#keyboards.of(said.chat);
    const { duplicate } = await this.#accept({
      ...said,
      channel: this.name,
      account: this.#account,
      at: this.#now(),
    });
    if (!duplicate) this.#keyboards.answered(said.chat, [open, tapped]);
  }

  /** At once and before everything else: the button shows that it waits until then. */
  #answerQuery(callback_query_id: string): void {
    this.#courtesies.run(() => this.#api.call('answerCallbackQuery', { callback_query_id }), true);
  }

  #group(chat_id: number, language: string | undefined): void {
    if (this.#username === undefined) return;
    const text = this.#groups.answer(chat_id, this.#username, language);
    if (text === undefined) return;
    this.#courteously('sendMessage', { chat_id, text, link_preview_options: { is_disabled: true } });
  }

  #act(chat: string, action: 'typing' | 'record_voice' | 'upload_voice' | 'upload_photo'): void {
    this.#courteously('sendChatAction', { chat_id: Number(chat), action });
  }

  #courteously<M extends Method>(method: M, payload: Payload<M>): void {
    this.#courtesies.run(() => this.#api.call(method, payload));
  }

  async #show(chat: string, text: string, draft_id: number): Promise<Drafted> {
    try {
      await this.#api.call('sendMessageDraft', { chat_id: Number(chat), draft_id, text });
      return 'yes';
    } catch (error) {
      if (!(error instanceof ApiFailure)) return 'yes';
      if (error.code === 404 || /method not found/i.test(error.description)) return 'nowhere';
      // What else fails (a limit, the network) is over by the next one.
      return error.code === 400 ? 'not here' : 'yes';
    }
  }

  /** Who we are, and what we say of ourselves. Nothing waits for it, nothing fails with it. */
  async #introduce(): Promise<void> {
    const { signal } = this.#stopping;
    const { words, log, tuning } = this.options;
    const work = async (): Promise<void> => {
      const me: { username?: unknown } = await this.#api.call('getMe', {} as never, signal);
      if (typeof me.username === 'string') this.#username = me.username;
      await introduce(this.#api, words, signal);
    };
    const failed = ({ code, message }: ApiFailure): boolean => {
      log.info({ failure: message }, 'telegram: commands and descriptions are not set yet');
      // Limited for hours, or refused: the next start asks again.
      return code === undefined || code >= 500;
    };
    const pause = tuning?.pause ?? usual.pause;
    await persist(work, { pause, signal, failed }).catch((error: unknown) =>
      log.error({ error }, 'telegram: commands and descriptions'),
    );
  }

  #now(): number {
    return this.options.now?.() ?? Date.now();
  }
}
