import { expect, test } from 'vitest';
import { EngineProcess } from '../support/engine-process.js';
import type { Fault } from '../support/faults.mjs';
import { judge, place, play } from './load.js';
import type { Learner } from './learner.js';

const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);

/** Twenty learners, a fault that begins under load and is over later; the process lives through it. */
async function survives(fault: Fault, failures: number) {
  await place(async ({ base, database, env }) => {
    const engine = EngineProcess.spawn();
    let over = false;
    try {
      expect(await engine.start({ env }), engine.errors).toBe(base);
      const everybody: Learner[] = [];
      const failing = async () => {
        while (engine.commits < 60) await pause(10);
        engine.tell({ fault });
        while (engine.failures < failures) {
          await pause(20);
          // It stays up and answers, whatever it can say.
          expect((await fetch(`${base}/health`)).status).toBeOneOf([200, 503]);
        }
        engine.tell({ fault: { kind: 'none' } });
        over = true;
      };
      await Promise.all([play(base, seed, () => over, everybody), failing()]);
      expect(engine.child.exitCode, engine.errors).toBeNull();
      await judge(everybody, engine, database, seed);
      // Some could not be taken, and whoever wrote them was told so.
      expect(everybody.reduce((sum, { refused }) => sum + refused, 0)).toBeGreaterThan(0);
    } finally {
      engine.child.kill('SIGKILL');
    }
  });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test(`a full disk loses nothing that was acknowledged (KILL_SEED=${seed})`, () =>
  survives({ kind: 'full' }, 150));

test(`SQLITE_BUSY and SQLITE_IOERR at random lose nothing (KILL_SEED=${seed})`, () =>
  survives({ kind: 'flaky', chance: 0.04, seed }, 300));
