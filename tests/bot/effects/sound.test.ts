import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../../db/store.js';
import type { HandlerDeps } from '../../../bot/effects/handler.js';
import { listen } from '../../../bot/effects/listen.js';
import { speak } from '../../../bot/effects/speak.js';
import type { SpeechDeps } from '../../../bot/effects/speech.js';
import { ProviderError } from '../../../bot/providers/provider.js';
import type { Cost } from '../../../flows/events.js';
import type { Heard } from '../../../flows/speech/heard.js';

const now = 1_000_000;
const heard: Heard = { seconds: 2, speech: [], transcripts: [] };
const clip = { file: 'speech/x.ogg', seconds: 1, bytes: 9 };
const tokens = { tokensIn: 0, tokensOut: 0 };
const cost: Cost = { prompt: 'speak', promptHash: '', model: 'm', calls: 2, ...tokens, microdollars: 5 };
const usage = { model: 'm', calls: 1, ...tokens };

const rowOf = (attempts: number) =>
  ({ id: 7, learnerId: 'l1', request: '1.0.1', attempts, payload: {}, chat: {} }) as unknown as OutboxRow;

function depsOf(speech: SpeechDeps, { stopped = false, logged = [] as object[] } = {}): HandlerDeps {
  const signal = stopped ? AbortSignal.abort() : new AbortController().signal;
  const log = { warn: (what: object) => void logged.push(what) };
  return { speech, tutor: { signal }, now: () => now, log } as unknown as HandlerDeps;
}

describe.each([
  ['listen', listen, { kind: 'listened', heard }, async () => heard],
  ['speak', speak, { kind: 'spoken', clip }, async () => clip],
] as const)('%s', (name, handler, result, does) => {
  const failing = (error: Error): SpeechDeps => ({
    [name]: async () => {
      throw error;
    },
    spent: () => cost,
  });
  const busy = (retryAfterMs: number) => new ProviderError('rate-limited', 'x', { usage, retryAfterMs });

  it('ends with what came of it and what it took', async () => {
    const asked = await handler(rowOf(0), depsOf({ [name]: does, spent: () => cost }));
    expect(asked).toEqual({ kind: 'result', request: '1.0.1', result: { ...result, cost } });
    const free = await handler(rowOf(0), depsOf({ [name]: does, spent: () => undefined }));
    expect(free).toEqual({ kind: 'result', request: '1.0.1', result });
  });

  it('is tried once more, when the vendor says so, and then fails with what it took', async () => {
    expect(await handler(rowOf(0), depsOf(failing(busy(3_000))))).toMatchObject({
      kind: 'retry',
      at: now + 3_000,
    });
    expect(await handler(rowOf(0), depsOf(failing(new Error('disk'))))).toMatchObject({ at: now + 1_000 });
    expect(await handler(rowOf(1), depsOf(failing(busy(3_000))))).toMatchObject({
      result: { kind: 'failed', reason: 'unavailable', cost },
    });
  });

  it('is not tried again where that is in vain', async () => {
    const misconfigured = new ProviderError('misconfigured', 'HTTP 401', { usage });
    for (const error of [misconfigured, busy(60_000)])
      expect(await handler(rowOf(0), depsOf(failing(error)))).toMatchObject({ result: { kind: 'failed' } });
  });

  it('leaves a trace of what is our own fault, at every attempt, and of no other', async () => {
    const logged: object[] = [];
    const bug = new TypeError('cannot read');
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    await handler(rowOf(0), depsOf(failing(bug), { logged }));
    await handler(rowOf(1), depsOf(failing(full), { logged }));
    expect(logged).toEqual([
      { error: bug, effect: 7 },
      { error: full, effect: 7 },
    ]);
    await handler(rowOf(0), depsOf(failing(busy(3_000)), { logged }));
    await handler(rowOf(0), depsOf(failing(bug), { logged, stopped: true }));
    expect(logged).toHaveLength(2);
  });

  it('that was stopped with the engine counts as no attempt, and nobody there fails at once', async () => {
    const stopped = await handler(rowOf(1), depsOf(failing(new Error('stopped')), { stopped: true }));
    expect(stopped).toMatchObject({ kind: 'retry', free: true });
    expect(await handler(rowOf(0), depsOf({}))).toMatchObject({ result: { kind: 'failed' } });
  });
});

it('listens no longer than an attempt may take: then it has failed, which counts', async () => {
  const attempt = new AbortController();
  const hangs: NonNullable<SpeechDeps['listen']> = async (_, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  const [first, second] = [0, 1].map(async (attempts) =>
    listen(rowOf(attempts), { ...depsOf({ listen: hangs }), signal: attempt.signal }),
  );
  attempt.abort();
  expect(await first).toMatchObject({ kind: 'retry', at: now + 1_000 });
  expect(await second).toMatchObject({ kind: 'result', result: { kind: 'failed', reason: 'unavailable' } });
});
