import { describe, expect, test } from 'vitest';
import { Rates } from '../../../../bot/channels/telegram/rates.js';

/** A clock that goes on when everybody sleeps. */
class Simulated {
  now = 0;
  readonly #sleepers: { at: number; wake: () => void }[] = [];

  rates(): Rates {
    return new Rates({
      chatInterval: 1000,
      perSecond: 30,
      now: () => this.now,
      sleep: (milliseconds) => this.sleep(milliseconds),
    });
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ at: this.now + milliseconds, wake }));
  }

  async run(): Promise<void> {
    for (;;) {
      // Whoever was woken goes on before time does.
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      this.#sleepers.sort((a, b) => a.at - b.at);
      const next = this.#sleepers.shift();
      if (!next) return;
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
  }

  /** A send as the outbox does it: comes back when it is told to. @returns when it left */
  async send(rates: Rates, chat: string, tries: { count: number } = { count: 0 }): Promise<number> {
    for (;;) {
      tries.count += 1;
      const later = await rates.turn(chat);
      if (later === undefined) return this.now;
      await this.sleep(later);
    }
  }
}

/** The most that left within any second. */
function densest(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(
    ...sorted.map((from, index) => sorted.slice(index).filter((at) => at < from + 1000).length),
  );
}

describe('a thousand learners answered at once', () => {
  test('leave at thirty a second, in the order of asking, and none later than that forces', async () => {
    const clock = new Simulated();
    const rates = clock.rates();
    const tries = { count: 0 };
    const left = Array.from({ length: 1000 }, (_, chat) => clock.send(rates, String(chat), tries));
    await clock.run();
    const times = await Promise.all(left);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(densest(times)).toBeLessThanOrEqual(31);
    for (const [place, at] of times.entries()) expect(at).toBeLessThanOrEqual((place * 1000) / 30 + 40);
    // Each is sent away once at most: a row that comes back has its place.
    expect(tries.count).toBeLessThanOrEqual(2000);
  });

  test('hold up nobody who has been told to wait for their own chat, nor the other way round', async () => {
    const clock = new Simulated();
    const rates = clock.rates();
    const times: number[] = [];
    const chatty = async () => {
      for (let n = 0; n < 10; n += 1) times.push(await clock.send(rates, 'chatty'));
    };
    const others = Array.from({ length: 20 }, (_, chat) => clock.send(rates, String(chat)));
    const talked = chatty();
    await clock.run();
    await talked;
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(999);
    expect(Math.max(...(await Promise.all(others)))).toBeLessThan(750);
  });
});

describe('told to wait', () => {
  test('about one chat: it waits that long and the others do not', async () => {
    const clock = new Simulated();
    const rates = clock.rates();
    rates.refused('a', 5000);
    const [a, b] = [clock.send(rates, 'a'), clock.send(rates, 'b')];
    await clock.run();
    expect(await a).toBeGreaterThanOrEqual(5000);
    expect(await b).toBeLessThan(100);
  });

  test('about a second chat meanwhile: all wait, and then go on at their pace', async () => {
    const clock = new Simulated();
    const rates = clock.rates();
    const before = Array.from({ length: 100 }, (_, chat) => clock.send(rates, `early ${chat}`));
    rates.refused('a', 8000);
    rates.refused('b', 8000);
    const after = Array.from({ length: 100 }, (_, chat) => clock.send(rates, `late ${chat}`));
    await clock.run();
    const times = [...(await Promise.all(before)), ...(await Promise.all(after))];
    const held = times.filter((at) => at > 0);
    expect(Math.min(...held)).toBeGreaterThanOrEqual(8000);
    expect(densest(held)).toBeLessThanOrEqual(31);
    expect(Math.max(...held)).toBeLessThan(8000 + (200 * 1000) / 30 + 2000);
  });
});

test('chats that are long quiet are forgotten', async () => {
  const clock = new Simulated();
  const rates = new Rates({
    chatInterval: 1000,
    perSecond: 1e9,
    now: () => clock.now,
    sleep: () => clock.sleep(0),
  });
  for (let chat = 0; chat < 60_000; chat += 1) {
    clock.now += 1;
    expect(await rates.turn(String(chat))).toBeUndefined();
  }
  // Still known: it was a moment ago.
  expect(await Promise.race([rates.turn('59999'), Promise.resolve('waits')])).toBe('waits');
});
