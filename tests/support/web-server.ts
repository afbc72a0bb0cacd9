import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { web } from '../../bot/channels/capabilities/web.js';
import { MediaFolder } from '../../bot/media/folder.js';
import { WebChannel } from '../../bot/channels/web/channel.js';
import { usualLingering } from '../../bot/web/body.js';
import { createServer, type ServerConfig, type ServerDeps, type WebServer } from '../../bot/web/server.js';
import type { Store } from '../../db/store.js';
import { openStore } from '../../db/sqlite/store.js';
import { compilePages } from './pages.js';
import { type Script, ScriptedBot } from './scripted-bot.js';

export interface Running {
  server: WebServer;
  store: Store;
  channel: WebChannel;
  bot: ScriptedBot;
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** Everything that was logged, as JSON lines. */
  log: string[];
  /** DATA_DIR: what is uploaded lies there. */
  data: string;
  /** Ends this server and begins another at the same address over the same store. */
  restart(whileDown?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** However slow a test is, it hears its answer out. */
const lingering = { ...usualLingering, ms: 600_000 };

/** The real server and channel with a scripted bot behind them, on a free port of the loopback address. */
export async function runServer(
  script: Script,
  more: { config?: Partial<ServerConfig>; store?: (store: Store) => Store; deps?: Partial<ServerDeps> } = {},
): Promise<Running> {
  compilePages();
  const log: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(line) });
  const memory = await openStore(':memory:');
  const store = more.store?.(memory) ?? memory;
  const data = mkdtempSync(join(tmpdir(), 'parley-web-'));
  const media = { folder: new MediaFolder(data), key: randomBytes(32) };
  const channel = new WebChannel(web, (address) => media.folder.removeAll('recordings', `${address}-`));
  const bot = new ScriptedBot(store, channel, script);
  const make = (port: number): WebServer =>
    createServer({
      config: {
        host: '127.0.0.1',
        corsOrigins: [],
        limits: { messagesPerHour: 0, newChatsPerHour: 0 },
        port,
        ...more.config,
      },
      store,
      channel,
      receive: bot.receive,
      parts: () => ({ channels: { web: channel.status() }, providers: {} }),
      media,
      logger,
      lingering,
      ...more.deps,
    });
  await channel.start();
  let server = make(0);
  await server.listen();
  const url = server.address()!;
  return {
    get server() {
      return server;
    },
    store,
    channel,
    bot,
    url,
    log,
    data,
    async restart(whileDown) {
      await server.close();
      await whileDown?.();
      server = make(Number(new URL(url).port));
      await server.listen();
    },
    async close() {
      await server.close();
      await bot.settled();
      await channel.stop();
      await store.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
