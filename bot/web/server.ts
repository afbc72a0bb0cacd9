import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import type { Store } from '../../db/store.js';
import type { Accept, WebhookRoute } from '../channels/channel.js';
import type { MediaFolder } from '../media/folder.js';
import type { WebChannel } from '../channels/web/channel.js';
import { createApp } from './app.js';
import { usualLingering, type Lingering } from './body.js';
import { answerClientErrors } from './client-errors.js';
import type { Parts } from './health.js';
import type { Statuses } from './orchestrator.js';
import { MediaAddresses } from './media/addresses.js';
import { Metrics } from './metrics.js';
import { unreadable } from './problem.js';

export interface ServerConfig {
  host: string;
  /** 0 takes any free one. */
  port: number;
  publicUrl?: string | undefined;
  corsOrigins: readonly string[];
  /** 0 switches a limit off. */
  /** 0, and recordings where it is absent: no limit. */
  limits: { messagesPerHour: number; newChatsPerHour: number; recordingBytesPerDay?: number };
}

export interface ServerDeps {
  config: ServerConfig;
  store: Store;
  channel: WebChannel;
  /** Stores an inbound message before it resolves. */
  receive: Accept;
  /** What channels are called at; none where it is left out. */
  routes?: readonly WebhookRoute[];
  /** For /orchestrator/llm-status, stt-status and tts-status; absent: none. */
  providers?(): Statuses;
  /** How channels and providers are, for /health. */
  parts(): Parts;
  /** Voice notes are heard here; absent: no. */
  listens?: boolean;
  /** Files that go with messages, and the key that their addresses are signed with. */
  media: { folder: MediaFolder; key: Uint8Array };
  logger: Logger;
  /** The process's measures; its own when the caller has none. */
  metrics?: Metrics;
  /** Epoch milliseconds. */
  now?(): number;
  /** For who still sends when they are answered; 8 MB and two seconds where it is left out. */
  lingering?: Lingering;
}

export interface WebServer {
  /** Rejects with the system's error when the address cannot be had (EADDRINUSE, EACCES …). */
  listen(): Promise<void>;
  /** Where it listens, `http://127.0.0.1:3000`; undefined while it does not. */
  address(): string | undefined;
  /** Takes no more, lets go of everybody who only waits, and lets running requests finish for `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

/** Node would refuse it without a word; the listener does so with a problem. */
const withoutHost = { requireHostHeader: false };

export function createServer(deps: ServerDeps): WebServer {
  const { host, port, publicUrl, corsOrigins, limits } = deps.config;
  const closing = new AbortController();
  const now = (): number => deps.now?.() ?? Date.now();
  const lingering = deps.lingering ?? usualLingering;
  const app = createApp({
    store: deps.store,
    channel: deps.channel,
    receive: deps.receive,
    routes: deps.routes ?? [],
    providers: () => deps.providers?.() ?? {},
    parts: () => deps.parts(),
    listens: deps.listens ?? false,
    media: { folder: deps.media.folder, addresses: new MediaAddresses(deps.media.key, now) },
    logger: deps.logger,
    metrics: deps.metrics ?? new Metrics(),
    now,
    origins: { publicUrl, corsOrigins: corsOrigins.map((listed) => new URL(listed).origin) },
    limits,
    lingering,
    closing: closing.signal,
  });
  const errorHandler = (): Response => unreadable(randomUUID());
  const listener = getRequestListener(app.fetch, { errorHandler });
  // It answers its own errors: its promise never rejects.
  const server = createHttpServer(withoutHost, (incoming, outgoing) => void listener(incoming, outgoing));
  answerClientErrors(server, deps.logger, lingering);

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve();
        });
      }),
    address() {
      const bound = server.address() as AddressInfo | null;
      if (bound === null) return undefined;
      return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
    },
    async close(graceMs = 5000) {
      closing.abort();
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const end = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(end);
    },
  };
}
