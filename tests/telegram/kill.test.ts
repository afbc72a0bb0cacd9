import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { EngineProcess, type Plan } from '../support/engine-process.js';
import { FakeTelegram, type FakeLearner } from '../support/fake-telegram/index.js';
import { seeded } from '../support/faults.mjs';
import { place } from '../kill/load.js';
import { lessonDone, onboarded } from './day.js';

const kills = 12;
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);
const secret = 'secret-of-the-webhook';

/** Where a process dies: at a commit, inside a send, or with updates in its hands whose offset is not moved. */
type Moment = Exclude<Plan['point'], 'send'> | 'asked' | 'carried out' | 'handed over';
const moments: Moment[] = ['before', 'handed over', 'asked', 'within', 'carried out', 'after'];
/** A webhook's update is stored before its answer: that is the commit. */
const byWebhook = moments.filter((moment) => moment !== 'handed over');

async function day(ana: FakeLearner): Promise<void> {
  await onboarded(ana);
  await lessonDone(ana);
  await ana.sees(/When shall I remind you/);
}

/** What each of them saw with nothing in the way. */
async function undisturbed(learners: number, mode: 'polling' | 'webhook'): Promise<string[][]> {
  return running(learners, mode, async ({ everybody, spawn }) => {
    const engine = await spawn();
    try {
      await Promise.all(everybody.map(day));
      return everybody.map(({ texts }) => texts);
    } finally {
      engine.child.kill('SIGKILL');
    }
  });
}

interface Stage {
  telegram: FakeTelegram;
  everybody: FakeLearner[];
  database: string;
  spawn: (plan?: Plan) => Promise<EngineProcess>;
}

async function running<T>(
  learners: number,
  mode: 'polling' | 'webhook',
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  const telegram = await FakeTelegram.open({ patience: 170_000 });
  try {
    return await place(async ({ base, database, env }) => {
      const settings = {
        ...env,
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.root,
        ...(mode === 'webhook' && {
          TELEGRAM_MODE: mode,
          TELEGRAM_WEBHOOK_SECRET: secret,
          PUBLIC_URL: base,
        }),
      };
      const everybody = Array.from({ length: learners }, () => telegram.learner({ language: 'en' }));
      const spawn = async (plan?: Plan) => {
        const engine = EngineProcess.spawn();
        await engine.start({ env: settings, unpaced: true, ...(plan && { plan }) });
        return engine;
      };
      return await use({ telegram, everybody, database, spawn });
    });
  } finally {
    await telegram.close();
  }
}

test.each(['polling', 'webhook'] as const)(
  `${kills} kills by %s lose nothing and repeat at most one send each (KILL_SEED=${seed})`,
  async (mode) => {
    const learners = 8;
    const expected = await undisturbed(learners, mode);
    await running(learners, mode, async ({ telegram, everybody, database, spawn }) => {
      const random = seeded(seed);
      let killed = 0;
      let landed = 0;
      let over = false;
      let engine = await spawn();
      const finished = Promise.all(everybody.map(day)).finally(() => (over = true));
      const killing = async (): Promise<void> => {
        while (killed < kills && !over) {
          const among = mode === 'polling' ? moments : byWebhook;
          const moment = among[killed % among.length] ?? 'before';
          const nth = 1 + Math.floor(random() * 6);
          engine.child.kill('SIGKILL');
          await engine.exited;
          const atCommit = moment === 'before' || moment === 'within' || moment === 'after';
          const microseconds = Math.floor(random() * 900);
          let struck = false;
          const strike = (): void => {
            struck = true;
            engine.child.kill('SIGKILL');
          };
          telegram.watch = atCommit ? undefined : striking(moment, nth, strike);
          engine = await spawn(atCommit ? { point: moment, nth, microseconds } : undefined);
          // Whoever has nothing left to say kills nobody.
          await Promise.race([engine.exited, finished]);
          killed += 1;
          if (struck || engine.landed() === 'commit') landed += 1;
        }
        telegram.watch = undefined;
        engine.child.kill('SIGKILL');
        await engine.exited;
        engine = await spawn();
      };
      try {
        await Promise.all([finished, killing()]);
        const repeated = everybody.map(({ texts }, number) => {
          const once = texts.filter((text, index) => text !== texts[index - 1]);
          expect(once, `learner ${number}`).toEqual(expected[number]);
          return texts.length - once.length;
        });
        expect(landed, `${landed} of ${killed}`).toBeGreaterThanOrEqual(kills / 2);
        // One send for each chat and kill at the most.
        for (const times of repeated) expect(times).toBeLessThanOrEqual(killed);
        engine.child.kill('SIGTERM');
        expect((await engine.exited).code, engine.errors).toBe(0);
        expect(events(database)).toEqual({ done: learners * said });
      } finally {
        engine.child.kill('SIGKILL');
      }
    });
  },
);

/** Messages and taps of a day (day.ts). */
const said = 12;

function striking(moment: Moment, nth: number, strike: () => void): FakeTelegram['watch'] {
  let count = 0;
  return (call, when, result) => {
    const hit =
      moment === 'handed over'
        ? call.method === 'getUpdates' && when === 'done' && (result as unknown[]).length > 0
        : call.method === 'sendMessage' && when === (moment === 'asked' ? 'asked' : 'done');
    count += hit ? 1 : 0;
    if (hit && count === nth) setTimeout(strike, moment === 'handed over' ? nth * 2 : 0);
  };
}

function events(database: string): Record<string, number> {
  const db = new Database(database, { readonly: true });
  try {
    const rows = db
      .prepare('select state, count(*) as n from event where kind != ? group by state')
      .all('timer');
    return Object.fromEntries((rows as { state: string; n: number }[]).map(({ state, n }) => [state, n]));
  } finally {
    db.close();
  }
}
