import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { web } from '../../../bot/channels/capabilities/web.js';
import type { Channel } from '../../../bot/channels/channel.js';
import { Outbox, type OutboxDeps } from '../../../bot/engine/outbox.js';
import type { OutboxRow, Settlement, Store } from '../../../db/store.js';
import { vendors } from '../../support/vendors.js';

const chat = { id: 1, channel: 'web', account: 'test', address: 'a', lastN: 0 };

function row(id: number, more: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id,
    chatId: 1,
    learnerId: 'l1',
    kind: 'send',
    payload: {},
    ordered: true,
    attempts: 0,
    chat,
    ...more,
  };
}

/** An outbox over rows that leave it when they are settled, as a store has it. */
function outboxOf(rows: OutboxRow[], more: Partial<OutboxDeps> = {}, settle?: (one: Settlement) => void) {
  const settled: Settlement[] = [];
  const left = new Map(rows.map((one) => [one.id, one]));
  const store = {
    claim: async (_now: number, limit: number, running: ReadonlySet<number>, lines = false) =>
      [...left.values()].filter(({ id, ordered }) => !running.has(id) && (ordered || !lines)).slice(0, limit),
    settle: async (one: Settlement) => {
      settle?.(one);
      settled.push(one);
      left.delete(one.id);
      return { applied: true };
    },
  } as unknown as Store;
  const channel: Channel = {
    name: 'web',
    capabilities: web,
    start: async () => {},
    stop: async () => {},
    send: async () => ({ kind: 'sent' }),
    status: () => ({ state: 'ok' }),
    ...more.channels?.get('web'),
  };
  const outbox = new Outbox({
    store,
    channels: new Map([['web', channel]]),
    places: { find: async () => [] },
    ...vendors({ store }),
    speech: {},
    handlers: { send: async () => ({ kind: 'done' }) },
    log: pino({ level: 'silent' }),
    now: () => 0,
    wake: () => {},
    waiting: () => {},
    ...more,
  });
  return { outbox, settled, left };
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the outbox', () => {
  it('sends although hundreds of other calls hang', async () => {
    const hanging = Array.from({ length: 300 }, (_, id) => row(id, { kind: 'locate', ordered: false }));
    const { outbox, settled } = outboxOf([...hanging, row(1000)], {
      handlers: { send: async () => ({ kind: 'done' }), locate: () => new Promise(() => {}) },
    });
    outbox.wake();
    await until(() => settled.length > 0);
    expect(settled.map(({ id }) => id)).toEqual([1000]);
  });

  it('gives an attempt that hangs up and tries it again later', async () => {
    const { outbox, settled } = outboxOf([row(1)], {
      handlers: { send: () => new Promise(() => {}) },
      patience: 20,
    });
    outbox.wake();
    await until(() => settled.length > 0);
    expect(settled[0]?.outcome).toMatchObject({
      kind: 'retry',
      error: expect.stringContaining('longer') as string,
    });
  });

  it('lets an attempt whose time is up say itself what it came to', async () => {
    const { outbox, settled } = outboxOf([row(1, { kind: 'listen', request: '7.listen', ordered: false })], {
      handlers: {
        listen: async (_, { signal }) =>
          new Promise((resolve) => {
            signal.addEventListener('abort', () => resolve({ kind: 'retry', at: 77, error: 'slow' }));
          }),
      },
      patience: 200,
    });
    outbox.wake();
    await until(() => settled.length > 0);
    expect(settled[0]?.outcome).toEqual({ kind: 'retry', at: 77, error: 'slow' });
  });

  it('tells whoever asked when what was asked hangs a second time', async () => {
    const asks = { kind: 'listen', ordered: false };
    const { outbox, settled } = outboxOf(
      [row(1, { ...asks, request: '7.listen' }), row(2, { ...asks, request: '8.listen', attempts: 1 })],
      { handlers: { listen: () => new Promise(() => {}) }, patience: 20 },
    );
    outbox.wake();
    await until(() => settled.length > 1);
    const outcomes = Object.fromEntries(settled.map(({ id, outcome }) => [id, outcome]));
    expect(outcomes).toMatchObject({
      1: { kind: 'retry' },
      2: { kind: 'result', request: '8.listen', result: { kind: 'failed', reason: 'unavailable' } },
    });
  });

  it('keeps an outcome that cannot be settled from being sent again and again', async () => {
    let attempts = 0;
    const { outbox, settled } = outboxOf(
      [row(1), row(2)],
      {
        handlers: {
          send: async () => {
            attempts += 1;
            return { kind: 'done' };
          },
        },
      },
      ({ id }) => {
        if (id === 1) throw new TypeError('not to be kept');
      },
    );
    outbox.wake();
    await until(() => settled.length > 0 && outbox.idle);
    expect(settled.map(({ id }) => id)).toEqual([2]);
    expect(attempts).toBe(2);
    expect([...outbox.running]).toEqual([1]);
  });

  it('tells whoever asked that nothing comes of it where its outcome cannot be kept', async () => {
    const { outbox, settled } = outboxOf(
      [row(1, { kind: 'listen', request: '7.listen', ordered: false })],
      {
        handlers: {
          listen: async () => ({
            kind: 'result',
            request: '7.listen',
            result: { kind: 'located', zones: [] },
          }),
        },
      },
      ({ outcome }) => {
        if (outcome.kind === 'result' && outcome.result.kind !== 'failed')
          throw new TypeError('not to be kept');
      },
    );
    outbox.wake();
    await until(() => settled.length > 0);
    expect(settled[0]?.outcome).toEqual({
      kind: 'result',
      request: '7.listen',
      result: { kind: 'failed', reason: 'unavailable' },
    });
  });

  it('does not let a listener undo what is done', async () => {
    const { outbox, settled } = outboxOf([row(1)], {
      delivered: () => {
        throw new Error('a listener');
      },
    });
    outbox.wake();
    await until(() => settled.length > 0 && outbox.idle);
    expect(settled).toHaveLength(1);
  });
});
