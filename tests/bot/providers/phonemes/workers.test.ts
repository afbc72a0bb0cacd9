import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Workers, type WorkerSettings } from '../../../../bot/providers/phonemes/workers.js';

/** A thread that does what a text says instead of scoring it. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.on('message', ({ id, task, leave }) => {
    if (leave) return parentPort.close();
    if (task.text === 'crash') process.exit(1);
    if (task.text === 'throw') throw new Error('broken');
    if (task.text === 'hang') Atomics.wait(workerData, 0, 0);
    if (task.text === 'fail') parentPort.postMessage({ id, failed: 'no model' });
    else if (!['silent', 'hang'].includes(task.text)) parentPort.postMessage({ id, answer: task.text });
  });
`;

/** What hangs hangs until this is opened. */
let gate = new Int32Array(new SharedArrayBuffer(4));
function openGate(): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

let open: Workers[] = [];
let started = 0;
/** With which code each thread ended: 0 where it left by itself. */
let codes: number[] = [];

/** The settings are those that are given: a test may change them. */
function workers(settings: Partial<WorkerSettings> = {}): Workers {
  const usual: WorkerSettings = {
    start: () => {
      started += 1;
      return new Worker(program, { eval: true, workerData: gate }).on('exit', (code) => codes.push(code));
    },
    most: 2,
    waiting: 10,
    patience: 300_000,
    idle: 600_000,
  };
  const made = new Workers(Object.assign(settings, { ...usual, ...settings }));
  open.push(made);
  return made;
}

const task = (text: string) => ({ kind: 'read' as const, samples: new Float32Array(1), text });

afterEach(async () => {
  openGate();
  await Promise.all(open.map((one) => one.stop()));
  gate = new Int32Array(new SharedArrayBuffer(4));
  open = [];
  started = 0;
  codes = [];
});

describe('threads for the model', () => {
  it('start at the first call, and answer', async () => {
    const pool = workers();
    expect(started).toBe(0);
    expect(await pool.ask(task('a'))).toBe('a');
    expect(await pool.ask(task('b'))).toBe('b');
    expect(started).toBe(1);
  });

  it('are two at most, and everybody is answered', async () => {
    const pool = workers();
    const texts = ['a', 'b', 'c', 'd', 'e'];
    expect(await Promise.all(texts.map((text) => pool.ask(task(text))))).toEqual(texts);
    expect(started).toBe(2);
  });

  it.each([
    ['crash', 'ended'],
    ['throw', 'broken'],
  ])('that %s fail their call alone, and are replaced', async (text, reason) => {
    const pool = workers({ most: 1 });
    const [broken, next] = await Promise.allSettled([pool.ask(task(text)), pool.ask(task('a'))]);
    expect(broken).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining(reason) as string },
    });
    expect(next).toEqual({ status: 'fulfilled', value: 'a' });
    expect(started).toBe(2);
  });

  it('live on where a call failed', async () => {
    const pool = workers();
    await expect(pool.ask(task('fail'))).rejects.toThrow('no model');
    expect(await pool.ask(task('a'))).toBe('a');
    expect(started).toBe(1);
  });

  it('that take too long are replaced, and leave by themselves when they are done', async () => {
    const settings = { most: 1, patience: 400 };
    const pool = workers(settings);
    await expect(pool.ask(task('hang'))).rejects.toThrow('too long');
    // A new thread takes its time to start where the machine is busy.
    settings.patience = 300_000;
    const next = pool.ask(task('a'));
    openGate();
    expect(await next).toBe('a');
    expect(started).toBe(2);
    await pool.stop();
    // Ended in the middle of native code they would take the process with them.
    expect(codes).toEqual([0, 0]);
  });

  it('are no more than twice as many, however many take too long', async () => {
    const pool = workers({ most: 1, patience: 50 });
    const texts = ['hang', 'hang', 'hang', 'hang'];
    for (const text of texts) await expect(pool.ask(task(text))).rejects.toThrow('too long');
    expect(started).toBeLessThanOrEqual(2);
  });

  it('take no more than may wait', async () => {
    const pool = workers({ most: 1, waiting: 1 });
    const waiting = Promise.allSettled([pool.ask(task('silent')), pool.ask(task('a'))]);
    await expect(pool.ask(task('b'))).rejects.toThrow('too many');
    await pool.stop();
    const stopped = { status: 'rejected', reason: new Error('the pronunciation model was stopped') };
    expect(await waiting).toEqual([stopped, stopped]);
  });

  it('end when nobody asks for a while, and start again', async () => {
    const pool = workers({ idle: 10 });
    await pool.ask(task('a'));
    await vi.waitFor(() => expect(codes).toEqual([0]), { timeout: 120_000 });
    expect(await pool.ask(task('b'))).toBe('b');
    expect(started).toBe(2);
  });

  it('are gone after a stop, which may come twice', async () => {
    const pool = workers();
    await pool.ask(task('a'));
    await pool.stop();
    await pool.stop();
    expect(codes).toEqual([0]);
    await expect(pool.ask(task('a'))).rejects.toThrow('stopped');
  });
});
