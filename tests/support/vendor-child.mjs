// The compiled engine behind a channel whose messages go over HTTP to a vendor, which is the test's. Standard
// input takes one JSON object a line ({start}, then {accept} and {idle}); standard output says `loaded`,
// `at <nothing>`, `accepted <chat> <id>` and `idle <number>`. Descriptor 3: S and s around each send.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { assign, setup } from 'xstate';

const dist = new URL('../../dist/', import.meta.url);
const load = (path) => import(new URL(path, dist).href);
const [
  { Engine },
  { Poller },
  { loadContent },
  { createLogger },
  { openStore },
  { flows },
  { telegram },
  { bounds },
  { tutorOf },
  { noModels },
] = await Promise.all(
  [
    'bot/engine/engine.js',
    'bot/jobs/poller.js',
    'content/load.js',
    'bot/log.js',
    'db/sqlite/store.js',
    'flows/registry.js',
    'bot/channels/capabilities/telegram.js',
    'flows/machine.js',
    'bot/effects/tutor/deps.js',
    'bot/providers/models.js',
  ].map(load),
);

const mark = (letter) => void writeSync(3, letter);
const say = (line) => void writeSync(1, `${line}\n`);
// Stands still: nothing here is a matter of time, however slow the machine.
const clock = { now: () => Date.UTC(2026, 2, 2, 9) };

/** Settings that take the process down as they begin. */
const deadly = {
  ...flows.settings,
  machine: setup({
    actions: { die: assign(() => process.kill(process.pid, 'SIGKILL') && {}) },
  }).createMachine({
    id: 'settings',
    options: bounds,
    context: {},
    initial: 'idle',
    states: { idle: { on: { START: { actions: 'die' } } } },
  }),
};

let engine;
let store;

async function start({ env, vendor, round, poison }) {
  const ask = async (path, body) => {
    const response = await fetch(`${vendor}${path}`, {
      method: 'POST',
      body: JSON.stringify({ ...body, round }),
    });
    return { status: response.status, body: await response.json() };
  };
  const log = createLogger('silent');
  const channel = {
    name: 'vendor',
    capabilities: { ...telegram, name: 'vendor' },
    start: async () => {},
    stop: async () => {},
    async send(chat, { text }) {
      mark('S');
      const { status } = await ask('/send', { chat: chat.address, text });
      mark('s');
      if (status === 429) return { kind: 'retry', afterMs: 0, error: 'slow down' };
      return { kind: 'sent' };
    },
    status: () => ({ state: 'ok' }),
  };
  const places = { find: async (place) => (await ask('/places', { place })).body };
  store = await openStore(env.DATABASE_PATH);
  const poller = new Poller({
    store,
    clock,
    log,
    fired: (learners) => engine.wake(learners),
    due: () => engine.deliver(),
    running: () => engine.delivering,
  });
  const content = loadContent(env.CONTENT_DIR);
  const { signal } = new AbortController();
  const limits = { perLearner: 0, total: 0 };
  engine = new Engine({
    store,
    content,
    channels: [channel],
    places,
    // Nobody to talk with: kills while a model is asked are those of talk.test.ts.
    tutor: tutorOf({ store, content, models: noModels, limits, now: () => clock.now(), signal }),
    proofreader: { hints: async () => [], stop: async () => {} },
    clock,
    log,
    waiting: (at) => poller.expect(at),
    ...(poison && { flows: { ...flows, settings: deadly } }),
  });
  say('at nothing');
  await engine.start();
  await poller.tick();
}

async function accept({ chat, id, said }) {
  const tap = said.startsWith('#');
  await engine.receive({
    channel: 'vendor',
    account: 'test',
    chat,
    externalId: id,
    sender: { address: chat },
    content: tap ? { kind: 'tap', value: said.slice(1), label: '' } : { kind: 'message', text: said },
    guess: {},
    at: clock.now(),
  });
  say(`accepted ${chat} ${id}`);
}

async function idle(number) {
  await engine.idle();
  say(`idle ${number} ${JSON.stringify(await store.eventsAside(10))}`);
}

const fail = (error) => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
};

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const told = JSON.parse(line);
    if (told.start) start(told.start).catch(fail);
    if (told.accept) accept(told.accept).catch(fail);
    if (told.idle) idle(told.idle).catch(fail);
  })
  .on('close', () => process.exit(1));
say('loaded');
