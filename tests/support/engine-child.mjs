// The compiled engine as a process of its own, made to die or to fail at chosen moments by the test that
// owns it. Standard input takes one JSON object a line; standard output says `loaded`, then `at <address>`.
// Descriptor 3 gets a mark for every commit and send as it begins and ends, and for every failure of the
// database, written before anything else can happen: what was open when the process died can be read from it.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';

const dist = new URL('../../dist/', import.meta.url);
const [{ startApp }, { WebChannel }, { parseConfig }, { createLogger }, { openStore }] = await Promise.all(
  ['bot/app.js', 'bot/channels/web/channel.js', 'bot/config.js', 'bot/log.js', 'db/sqlite/store.js'].map(
    (path) => import(new URL(path, dist).href),
  ),
);
const { startThread } = await import(new URL('bot/system/threads.js', dist).href);
const { faulty } = await import('./faults.mjs');

const mark = (letter) => void writeSync(3, letter);
const say = (line) => void writeSync(1, `${line}\n`);
const die = () => process.kill(process.pid, 'SIGKILL');
const milliseconds = (duration) => new Promise((resolve) => setTimeout(resolve, duration));

const faults = faulty(() => mark('F'));
let app;

/** Kills from another thread, so that it can happen while this one is inside SQLite. */
function killer(microseconds) {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(
    `const { workerData: [flag, delay] } = require('node:worker_threads');
     Atomics.wait(flag, 0, 0);
     const from = performance.now();
     while (performance.now() - from < delay / 1000);
     process.kill(process.pid, 'SIGKILL');`,
    { eval: true, workerData: [flag, microseconds] },
  );
  worker.unref();
  return () => {
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  };
}

/** Marks every COMMIT, and dies at the nth as the plan says: before it, somewhere in it, or when it is done. */
function dying(driver, { point, nth, microseconds } = {}) {
  const strike = point === 'within' ? killer(microseconds) : undefined;
  let commits = 0;
  return new Proxy(driver, {
    get(target, key) {
      if (key !== 'prepare') return Reflect.get(target, key);
      return (sql) => {
        const statement = target.prepare(sql);
        if (!/^commit$/i.test(sql)) return statement;
        const run = () => {
          commits += 1;
          const now = commits === nth ? point : undefined;
          mark('C');
          if (now === 'before') die();
          if (now === 'within') strike();
          const result = statement.run();
          if (now === 'after') die();
          mark('c');
          return result;
        };
        return { run, get: () => statement.get(), all: () => statement.all() };
      };
    },
  });
}

/** A web send takes no time by itself; in a round that dies inside one, it takes a little. */
function slowSends(plan) {
  const send = WebChannel.prototype.send;
  WebChannel.prototype.send = async function (...given) {
    mark('S');
    if (plan?.point === 'send') await milliseconds(3);
    const outcome = await send.apply(this, given);
    mark('s');
    return outcome;
  };
}

/** Messages to Telegram leave at once; its fake does not mind. */
async function unpace() {
  const { Rates } = await import(new URL('bot/channels/telegram/rates.js', dist).href);
  Rates.prototype.turn = async () => undefined;
}

async function start({ env, plan, fault, unpaced }) {
  if (unpaced) await unpace();
  const config = parseConfig(env);
  const log = createLogger(config.logLevel);
  slowSends(plan);
  const store = await openStore(config.databasePath, {
    wrap: (driver) => dying(faults.wrap(driver), plan),
    startThread,
  });
  if (fault) faults.set(fault);
  app = await startApp(config, log, store);
  say(`at ${app.address}`);
}

async function stop() {
  await app?.stop();
  process.exit(0);
}

const fail = (error) => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
};

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const told = JSON.parse(line);
    if (told.start) start(told.start).catch(fail);
    if (told.fault) faults.set(told.fault);
  })
  // The test is gone.
  .on('close', () => process.exit(1));
process.on('SIGTERM', () => void stop().catch(fail));
say('loaded');
