import { describe, expect, it } from 'vitest';
import type { HandlerDeps } from '../../../bot/effects/handler.js';
import { proofread } from '../../../bot/effects/proofread.js';
import type { OutboxRow } from '../../../db/store.js';
import type { ProofHint } from '../../../flows/events.js';

const row = { request: '1.talk.1', payload: { text: 'I ate a apple.' } } as OutboxRow;
const hint: ProofHint = { from: 6, to: 7, better: 'an', rule: 'AnA' };

function deps(hints: () => Promise<ProofHint[]>, stopped = false): HandlerDeps {
  const signal = stopped ? AbortSignal.abort() : new AbortController().signal;
  const proofreader = { hints, status: () => ({ state: 'ok' as const }), stop: async () => {} };
  return { proofreader, tutor: { signal }, now: () => 7 } as unknown as HandlerDeps;
}

describe('proofreading', () => {
  it('comes to hints', async () => {
    expect(
      await proofread(
        row,
        deps(async () => [hint]),
      ),
    ).toEqual({
      kind: 'result',
      request: '1.talk.1',
      result: { kind: 'proofread', hints: [hint] },
    });
  });

  it.each([
    ['takes too long', row],
    ['cannot be read', { ...row, payload: null }],
  ])('that %s has failed', async (_, asked) => {
    const fails = () => Promise.reject(new Error('no answer'));
    expect(await proofread(asked, deps(fails))).toMatchObject({ result: { kind: 'failed' } });
  });

  it('that is stopped with the engine is done after the next start', async () => {
    const fails = () => Promise.reject(new Error('no answer'));
    expect(await proofread(row, deps(fails, true))).toMatchObject({ kind: 'retry', at: 7 });
  });
});
