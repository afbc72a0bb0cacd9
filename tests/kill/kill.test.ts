import { expect, test } from 'vitest';
import { EngineProcess, type Landed, type Plan } from '../support/engine-process.js';
import { seeded } from '../support/faults.mjs';
import { judge, place, play } from './load.js';

const kills = 64;
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);

/**
 * Three in four die at a commit, which in the web chat is the send as well; the others whenever it happens to be.
 * Kills inside sends over a wire are those of vendor.test.ts.
 */
function planned(kill: number, random: () => number): Plan | undefined {
  const point = (['before', 'within', 'after', undefined] as const)[kill % 4];
  if (point === undefined) return undefined;
  const nth = 1 + Math.floor(random() * 14);
  return { point, nth, ...(point === 'within' && { microseconds: Math.floor(random() * 900) }) };
}

test(`${kills} kills under load lose nothing and repeat nothing (KILL_SEED=${seed})`, async () => {
  await place(async ({ base, database, env }) => {
    const random = seeded(seed);
    const landed: Record<Landed, number> = { commit: 0, send: 0, elsewhere: 0 };
    let killed = 0;
    // The next process is loaded while one still runs, so that most of the time is spent under load.
    let next = EngineProcess.spawn();
    let engine = next;

    async function killing(): Promise<void> {
      while (killed < kills) {
        engine = next;
        const plan = planned(killed, random);
        const address = await engine.start({ env, ...(plan && { plan }) });
        next = EngineProcess.spawn();
        // Dead already is also dead: its first commits are those of the recovery.
        if (address !== undefined) expect(address).toBe(base);
        const patience = plan ? 15_000 : 20 + random() * 150;
        const timer = setTimeout(() => engine.child.kill('SIGKILL'), patience);
        const { code, signal } = await engine.exited;
        clearTimeout(timer);
        expect({ code, signal }, engine.errors).toEqual({ code: null, signal: 'SIGKILL' });
        killed += 1;
        landed[engine.landed()] += 1;
      }
      engine = next;
      expect(await engine.start({ env }), engine.errors).toBe(base);
    }

    try {
      const [everybody] = await Promise.all([play(base, seed, () => killed >= kills), killing()]);
      await judge(everybody, engine, database, seed);
      expect(landed.commit, JSON.stringify(landed)).toBeGreaterThanOrEqual(kills / 2);
    } finally {
      engine.child.kill('SIGKILL');
      next.child.kill('SIGKILL');
    }
  });
});
