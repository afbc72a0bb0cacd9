import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { EngineProcess } from '../support/engine-process.js';
import { end, judge, place, play } from './load.js';

/** `npm start` is this file; the lock and SIGTERM are promises of the process (DESIGN §2.14, INTERFACE). */
const main = fileURLToPath(new URL('../../dist/bot/main.js', import.meta.url));
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env['PATH'], ...env } });
  started.push(child);
  let output = '';
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const wake of heard) wake();
    });
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  const listening = new Promise<void>((resolve, reject) => {
    heard.add(() => {
      if (output.includes('Parley is at')) resolve();
    });
    void exited.then((code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  listening.catch(() => {});
  return { child, exited, listening, output: () => output };
}

test(`SIGTERM under load ends with 0 and loses nothing (KILL_SEED=${seed})`, () =>
  place(async ({ base, database, env }) => {
    let stops = 0;
    const stopping = async () => {
      for (; stops < 3; stops += 1) {
        const { child, exited, listening } = run(env);
        await listening;
        await new Promise((resolve) => setTimeout(resolve, 300));
        const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
        child.kill('SIGTERM');
        expect(await exited).toBe(0);
        clearTimeout(patience);
      }
      engine = EngineProcess.spawn();
      expect(await engine.start({ env }), engine.errors).toBe(base);
    };
    let engine: EngineProcess | undefined;
    try {
      const [everybody] = await Promise.all([play(base, seed, () => engine !== undefined), stopping()]);
      if (!engine) throw new Error('nothing runs');
      await judge(everybody, engine, database, seed);
    } finally {
      engine?.child.kill('SIGKILL');
    }
  }));

test('a second process on the same file ends with 78 and one line, and the first goes on', () =>
  place(async ({ base, env }) => {
    const engine = EngineProcess.spawn();
    try {
      expect(await engine.start({ env }), engine.errors).toBe(base);
      const second = run({ ...env, PORT: '0' });
      expect(await second.exited).toBe(78);
      expect(second.output().trim().split('\n')).toEqual([expect.stringContaining('in use')]);
      expect((await fetch(`${base}/health`)).status).toBe(200);
      await end(engine);
      // The lock went with the process.
      const third = run(env);
      await third.listening;
    } finally {
      engine.child.kill('SIGKILL');
    }
  }));
