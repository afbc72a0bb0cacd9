import type { Logger } from 'pino';
import type { Content } from '../content/content.js';
import { openContent } from '../content/open.js';
import { openStore } from '../db/sqlite/store.js';
import type { Store } from '../db/store.js';
import { web as webCapabilities } from './channels/capabilities/web.js';
import type { Channel } from './channels/channel.js';
import { isOwn, MediaFolder } from './media/folder.js';
import type { Files } from './channels/telegram/files.js';
import { WebChannel } from './channels/web/channel.js';
import type { Config } from './config.js';
import type { SpeechDeps } from './effects/speech.js';
import { tutorOf } from './effects/tutor/deps.js';
import { systemClock, type Clock } from './engine/clock.js';
import { Engine, type EngineDeps } from './engine/engine.js';
import { hourly } from './engine/hourly.js';
import { Poller } from './jobs/poller.js';
import { Budget } from './providers/budget.js';
import { CityTable } from './providers/city-table.js';
import { Harper } from './providers/harper/harper.js';
import { noModels } from './providers/models.js';
import { openVendors, type Vendors } from './providers/vendors.js';
import { openSpeech, type Speech } from './speech/open.js';
import { summed, type Parts } from './web/health.js';
import { openKey } from './web/media/key.js';
import { Metrics } from './web/metrics.js';
import { startThread } from './system/threads.js';
import { createServer, type WebServer } from './web/server.js';

/** The composition root: what is made of what. */

export interface Running {
  engine: Engine;
  poller: Poller;
  store: Store;
  /** Goes on from the last commit: what waited, what was not delivered, what came due meanwhile. */
  start(): Promise<void>;
  /** Takes nothing new, finishes or parks what is under way, closes. */
  stop(): Promise<void>;
}

export interface CoreDeps {
  store: Store;
  content: Content;
  channels: readonly Channel[];
  log: Logger;
  clock?: Clock;
  metrics?: Metrics;
  /** Absent: no language model; Harper. */
  vendors?: Vendors;
  /** Calls to vendors in a day; absent: no limit. */
  budget?: Budget;
  /** Absent: nothing is heard, said or drawn. */
  speech?: { able: NonNullable<EngineDeps['able']>; deps: SpeechDeps; stop: () => Promise<void> };
}

/** Engine, timers and store, for any set of channels. */
export function createCore({
  store,
  content,
  channels,
  log,
  clock = systemClock,
  metrics,
  vendors = { models: noModels, proofreader: new Harper() },
  budget = new Budget(store, { perLearner: 0, total: 0 }, () => clock.now()),
  speech,
}: CoreDeps): Running {
  // Whatever a vendor is still thinking about is given up when the engine stops.
  const stopping = new AbortController();
  // The two know of each other only through these calls: what is due later, and what is due now.
  const poller: Poller = new Poller({
    store,
    clock,
    log,
    fired: (learnerIds) => engine.wake(learnerIds),
    due: () => engine.deliver(),
    running: () => engine.delivering,
  });
  const engine: Engine = new Engine({
    store,
    content,
    channels,
    places: new CityTable(),
    tutor: tutorOf({ content, models: vendors.models, budget, signal: stopping.signal }),
    proofreader: vendors.proofreader,
    ...(speech && { speech: speech.deps, able: speech.able }),
    clock,
    log,
    waiting: (at) => poller.expect(at),
    ...(metrics && {
      measured: (outcome, milliseconds) => metrics.turn(outcome, milliseconds / 1000),
      delivered: (row, outcome) => metrics.effect(row.kind, outcome.kind),
    }),
  });
  return {
    engine,
    poller,
    store,
    async start() {
      await engine.start();
      await poller.tick();
    },
    async stop() {
      stopping.abort();
      await Promise.all([poller.stop(), speech?.stop()]);
      await Promise.all([engine.stop(), vendors.proofreader.stop()]);
      await store.close();
    },
  };
}

export interface App {
  address: string;
  stop(): Promise<void>;
}

/** The engine with every channel that is configured. @throws ContentError, DatabaseInUse, the listener's error */
export async function startApp(config: Config, log: Logger, store?: Store): Promise<App> {
  const content = await openContent(config.contentDir, { dataDir: config.dataDir });
  const threadFailed = (error: unknown): void =>
    log.warn({ error }, 'database: no thread writes the log, turns wait for it now and then');
  const opened = store ?? (await openStore(config.databasePath, { startThread, threadFailed }));
  // Only now: whoever has the database has the files.
  const folder = new MediaFolder(config.dataDir);
  await folder.sweep();
  const web = new WebChannel(webCapabilities, (address) =>
    folder
      .removeAll('recordings', `${address}-`)
      .catch((error: unknown) => log.error({ error }, 'recordings of a deleted chat are left')),
  );
  const channels: readonly Channel[] = [
    web,
    ...(await telegram(config, content, log, filesOf(folder, opened))),
  ];
  const metrics = new Metrics();
  const vendors = await openVendors(config, log);
  const budget = budgetOf(config, opened);
  const speech = await openSpeech(config, {
    budget,
    log,
    fetch: async (chat, ...asked) => channels.find(({ name }) => name === chat.channel)?.fetch?.(...asked),
  });
  const core = createCore({
    store: opened,
    content,
    channels,
    log,
    metrics,
    vendors,
    budget,
    speech,
  });
  const server: WebServer = createServer({
    config,
    store: core.store,
    channel: web,
    receive: core.engine.receive,
    routes: channels.flatMap(({ routes }) => routes ?? []),
    providers: () => ({ llm: vendors.models.status(), ...speech.status() }),
    parts: () => parts(channels, vendors, speech),
    media: { folder, key: await openKey(config.dataDir) },
    listens: speech.able.listens,
    logger: log,
    metrics,
  });
  try {
    const limited = hourly(core.engine.receive, config.limits.messagesPerHour, (text) => content.flag(text));
    // The web chat has a limit of its own, which answers 429.
    for (const channel of channels) await channel.start(channel === web ? core.engine.receive : limited);
    await server.listen();
  } catch (error) {
    await core.stop();
    throw error;
  }
  // New messages are taken while what a crash left is worked off.
  const recovered = core.start();
  recovered.catch((error: unknown) => log.error({ error }, 'recovery failed'));
  return {
    address: server.address() ?? '',
    async stop() {
      await server.close();
      for (const channel of channels) await channel.stop();
      await core.stop();
    },
  };
}

/** Loaded only where it is on: grammy costs memory that the others need not pay. */
async function telegram(config: Config, content: Content, log: Logger, files: Files): Promise<Channel[]> {
  if (!config.telegram) return [];
  const { TelegramChannel } = await import('./channels/telegram/channel.js');
  const languages = content.languages.filter(({ complete }) => complete).map(({ code }) => code);
  const words = { languages, phrase: content.phrase.bind(content) };
  return [new TelegramChannel({ ...config.telegram, words, files, log })];
}

/** The day's calls of everything that asks vendors, counted together. */
export function budgetOf({ limits }: Pick<Config, 'limits'>, store: Store): Budget {
  const { vendorCallsPerDay: perLearner, vendorCallsTotalPerDay: total } = limits;
  return new Budget(store, { perLearner, total }, Date.now);
}

/** Files of messages, and what a channel calls those that it has. */
export function filesOf(folder: MediaFolder, store: Store): Files {
  return {
    read: (file) => folder.read(file),
    sent: (account, file) => store.sentFile('telegram', account, file),
    // What is for one learner alone is sent once: nothing is kept of it.
    async remember(account, file, fileId) {
      if (!isOwn(file)) await store.rememberFile('telegram', account, file, fileId);
    },
  };
}

/** What is not configured is `off`, and that is no fault. */
function parts(channels: readonly Channel[], { models, proofreader }: Vendors, speech: Speech): Parts {
  const { stt, tts } = speech.status();
  return {
    channels: {
      telegram: { state: 'off' },
      ...Object.fromEntries(channels.map((channel) => [channel.name, channel.status()])),
    },
    providers: {
      places: { state: 'ok' },
      llm: summed(models.status()),
      proofreader: proofreader.status(),
      stt: summed(stt),
      tts: summed(tts),
    },
  };
}
