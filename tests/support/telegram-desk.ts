import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type CoreDeps, createCore, filesOf, type Running } from '../../bot/app.js';
import { TelegramChannel, type Tuning } from '../../bot/channels/telegram/channel.js';
import type { Words } from '../../bot/channels/telegram/words.js';
import { MediaFolder } from '../../bot/media/folder.js';
import { WebChannel } from '../../bot/channels/web/channel.js';
import { web } from '../../bot/channels/capabilities/web.js';
import { createServer, type WebServer } from '../../bot/web/server.js';
import type { Content } from '../../content/load.js';
import { openStore } from '../../db/sqlite/store.js';
import type { Store } from '../../db/store.js';
import { fixtureContent } from './desk.js';

import { FakeTelegram, type FakeOptions } from './fake-telegram/index.js';
import { freePort } from './engine-process.js';
import { compilePages } from './pages.js';

export interface TelegramDeskOptions extends FakeOptions {
  mode?: 'polling' | 'webhook';
  /** Fast where it is left out: no pace, short pauses. */
  tuning?: Partial<Tuning>;
  content?: Content;
  file?: string;
  store?: (store: Store) => Store;
  /** What hears, speaks and draws; nothing without. */
  speech?: (desk: TelegramDesk) => Omit<NonNullable<CoreDeps['speech']>, 'stop'>;
  /** The server of an engine before: it stays when that ends. */
  telegram?: FakeTelegram;
}

export const secret = 'secret-of-the-webhook';
const fast: Tuning = { pollSeconds: 5, pause: 10, chatInterval: 0, perSecond: 100_000 };

/** The engine on Telegram in this process, with a Bot API server of the test's own. */
export class TelegramDesk {
  /** Everything that was logged, as JSON lines. */
  readonly log: string[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'parley-telegram-'));
  readonly media = new MediaFolder(this.folder);
  channel!: TelegramChannel;
  core!: Running;
  server: WebServer | undefined;

  private constructor(
    readonly telegram: FakeTelegram,
    private readonly options: TelegramDeskOptions,
  ) {}

  static async open(options: TelegramDeskOptions = {}): Promise<TelegramDesk> {
    const desk = new TelegramDesk(options.telegram ?? (await FakeTelegram.open(options)), options);
    await desk.start();
    return desk;
  }

  async start(): Promise<void> {
    const { telegram, options } = this;
    const content = options.content ?? fixtureContent();
    const log = pino({ level: 'trace' }, { write: (line: string) => void this.log.push(line) });
    const opened = await openStore(options.file ?? ':memory:');
    const store = options.store?.(opened) ?? opened;
    const port = options.mode === 'webhook' ? await freePort() : 0;
    this.channel = new TelegramChannel({
      token: telegram.token,
      apiRoot: telegram.root,
      webhook: options.mode === 'webhook' ? { publicUrl: `http://127.0.0.1:${port}/`, secret } : undefined,
      words: wordsOf(content),
      files: filesOf(this.media, store),
      log,
      tuning: { ...fast, ...options.tuning },
    });
    const page = new WebChannel(web);
    const speech = options.speech?.(this);
    this.core = createCore({
      store,
      content,
      channels: [this.channel, page],
      log,
      ...(speech && { speech: { ...speech, stop: async () => {} } }),
    });
    await this.channel.start(this.core.engine.receive);
    if (options.mode === 'webhook') {
      compilePages();
      this.server = createServer({
        config: {
          host: '127.0.0.1',
          port,
          corsOrigins: [],
          limits: { messagesPerHour: 0, newChatsPerHour: 0 },
        },
        store,
        channel: page,
        receive: this.core.engine.receive,
        routes: this.channel.routes,
        parts: () => ({ channels: { telegram: this.channel.status() }, providers: {} }),
        media: { folder: this.media, key: randomBytes(32) },
        logger: log,
      });
      await this.server.listen();
    }
    await this.core.start();
  }

  /** Ends the engine; what Telegram holds waits for the next. */
  async stop(): Promise<void> {
    await this.server?.close(500);
    await this.channel.stop();
    await this.core.stop();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.telegram.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Until the channel is as expected. */
  async becomes(state: 'ok' | 'degraded'): Promise<string> {
    for (;;) {
      const status = this.channel.status();
      if (status.state === state) return status.detail ?? '';
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

export function wordsOf(content: Content): Words {
  return {
    languages: content.languages.filter(({ complete }) => complete).map(({ code }) => code),
    phrase: (language, line) => content.phrase(language, line),
  };
}

/** Until something holds; the test's own time-out ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
