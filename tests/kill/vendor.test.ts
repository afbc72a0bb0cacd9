import { expect, test } from 'vitest';
import { EngineProcess } from '../support/engine-process.js';
import { seeded } from '../support/faults.mjs';
import { place } from './load.js';
import { openVendor, type Delivery, type Vendor } from './vendor.js';

/** A kill repeats at most one send per chat and one call per vendor call that was running (DESIGN §2.2). */

const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);
const kills = 16;
const chats = ['a', 'b', 'c', 'd', 'e', 'f'];

/** What everybody says, one after another; the place is their own. */
const script = (chat: string) => [
  'hello',
  '/help',
  '/privacy',
  '/settings',
  '#2.menu.zone',
  `Place of ${chat}`,
  '/nonsense',
  '/help',
  '#2.menu.close',
  '/settings',
];

test(`kills inside sends over HTTP (KILL_SEED=${seed})`, async () => {
  const expected = await undisturbed();
  await place(async ({ env }) => {
    const random = seeded(seed);
    const vendor = await openVendor(seed);
    let round = 0;
    let engine = EngineProcess.spawn('vendor-child.mjs');
    let inside = 0;
    let last = false;
    const begin = async () => {
      round += 1;
      last = round > kills;
      const plan = { point: 'send', nth: 1 + Math.floor(random() * 6) } as const;
      const next = EngineProcess.spawn('vendor-child.mjs');
      await next.start({ env, vendor: vendor.url, round, ...(!last && { plan }) });
      engine = next;
    };
    const killing = async () => {
      engine.child.kill('SIGKILL');
      for (await begin(); !last; await begin()) {
        const current = engine;
        // With nothing left to send it would live for ever.
        const timer = setTimeout(() => current.child.kill('SIGKILL'), 6_000);
        expect((await current.exited).signal, current.errors).toBe('SIGKILL');
        clearTimeout(timer);
        if (current.landed() === 'send') inside += 1;
      }
    };
    try {
      await Promise.all([killing(), ...chats.map((chat) => write(chat, () => engine, vendor, expected))]);
      engine.tell({ idle: 1 });
      expect(await engine.hears('idle 1'), engine.errors).toBe('idle 1 []');
      for (const chat of chats) {
        const { said, repeats } = read(vendor.delivered.get(chat) ?? [], expected.get(chat) ?? []);
        expect(said, `${chat}, seed ${seed}`).toEqual((expected.get(chat) ?? []).flat());
        // Only what a process that was killed had under way came twice, one a chat.
        expect(new Set(repeats).size, `${chat}, seed ${seed}: ${repeats.join()}`).toBe(repeats.length);
        expect(repeats).not.toContain(round);
        const calls = vendor.places.filter(({ text }) => text === `Place of ${chat}`);
        expect(new Set(calls.map((call) => call.round)).size).toBe(calls.length);
        expect(calls.length).toBeGreaterThan(0);
      }
      expect(inside).toBeGreaterThanOrEqual(kills / 2);
    } finally {
      engine.child.kill('SIGKILL');
      await vendor.close();
    }
  });
});

/** What each chat gets for each line of its script. */
async function undisturbed(): Promise<Map<string, string[][]>> {
  return place(async ({ env }) => {
    const vendor = await openVendor(seed);
    const engine = EngineProcess.spawn('vendor-child.mjs');
    try {
      await engine.start({ env, vendor: vendor.url, round: 0 });
      const got = new Map(chats.map((chat): [string, string[][]] => [chat, []]));
      for (let line = 0; line < script('').length; line += 1) {
        for (const chat of chats)
          engine.tell({ accept: { chat, id: String(line), said: script(chat)[line] } });
        for (const chat of chats) await engine.hears(`accepted ${chat} ${line}`);
        engine.tell({ idle: line + 1 });
        await engine.hears(`idle ${line + 1}`);
        for (const chat of chats) {
          const lines = got.get(chat) ?? [];
          const before = lines.flat().length;
          lines.push((vendor.delivered.get(chat) ?? []).slice(before).map(({ text }) => text));
        }
      }
      return got;
    } finally {
      engine.child.kill('SIGKILL');
      await vendor.close();
    }
  });
}

/** Hands each line over until it is accepted, and goes on when its answer has arrived. */
async function write(
  chat: string,
  engine: () => EngineProcess,
  vendor: Vendor,
  expected: Map<string, string[][]>,
): Promise<void> {
  const answers = expected.get(chat) ?? [];
  for (const [line, said] of script(chat).entries()) {
    while (!engine().said.includes(`accepted ${chat} ${line}`)) {
      const current = engine();
      current.tell({ accept: { chat, id: String(line), said } });
      await Promise.race([current.hears(`accepted ${chat} ${line}`), pause(300)]);
      await pause(10);
    }
    const wanted = answers.slice(0, line + 1).flat().length;
    while (read(vendor.delivered.get(chat) ?? [], answers).said.length < wanted) await pause(5);
  }
}

/** Deliveries without repeats, and the processes whose deliveries were repeated by a later one. */
function read(deliveries: Delivery[], expected: string[][]): { said: string[]; repeats: number[] } {
  const said: Delivery[] = [];
  const repeats: number[] = [];
  const all = expected.flat();
  for (const delivery of deliveries) {
    const before = said.at(-1);
    const isNext = delivery.text === all[said.length];
    if (!isNext && before?.text === delivery.text && before.round < delivery.round)
      repeats.push(before.round);
    else said.push(delivery);
  }
  return { said: said.map(({ text }) => text), repeats };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
