import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Poller } from '../../../bot/jobs/poller.js';
import type { Store } from '../../../db/store.js';

const log = pino({ level: 'silent' });

function pollerOf(due: () => number | undefined) {
  let fired = 0;
  const store = {
    fireTimers: async () => {
      fired += 1;
      return [];
    },
    nextDue: async () => due(),
  } as unknown as Store;
  const poller = new Poller({
    store,
    log,
    clock: { now: () => Date.now() },
    fired: () => {},
    due: () => {},
    running: () => new Set(),
  });
  return { poller, fired: () => fired };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the poller', () => {
  it('fires what is due however much else is scheduled meanwhile', async () => {
    const { poller, fired } = pollerOf(() => undefined);
    poller.expect(Date.now() + 60);
    for (let time = 0; time < 20; time += 1) {
      poller.expect(Date.now() + 5_000);
      await pass(20);
    }
    expect(fired()).toBe(1);
    await poller.stop();
  });

  it('wakes earlier for what is due earlier', async () => {
    const { poller, fired } = pollerOf(() => undefined);
    poller.expect(Date.now() + 60_000);
    poller.expect(Date.now() + 30);
    await pass(29);
    expect(fired()).toBe(0);
    await pass(1);
    expect(fired()).toBe(1);
    await poller.stop();
  });

  it('does not spin on what is due and cannot go', async () => {
    const { poller, fired } = pollerOf(() => 0);
    await poller.tick();
    await pass(249);
    expect(fired()).toBe(1);
    await pass(1_000);
    expect(fired()).toBe(5);
    await poller.stop();
  });

  it('sleeps when it is stopped', async () => {
    const { poller, fired } = pollerOf(() => undefined);
    poller.expect(Date.now() + 20);
    await poller.stop();
    await pass(3_600_000);
    expect(fired()).toBe(0);
  });

  it('does not begin once it was stopped: the store may be closed', async () => {
    const { poller, fired } = pollerOf(() => undefined);
    await poller.stop();
    await poller.tick();
    expect(fired()).toBe(0);
  });
});
