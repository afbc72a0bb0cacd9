import { expect, test } from 'vitest';
import { EngineProcess } from '../support/engine-process.js';
import { place } from './load.js';
import { openVendor } from './vendor.js';

test('an event whose step takes the process down at five recoveries in a row is set aside', async () => {
  const vendor = await openVendor(1);
  await place(async ({ env }) => {
    const spawn = async (round: number) => {
      const engine = EngineProcess.spawn('vendor-child.mjs');
      await engine.start({ env, vendor: vendor.url, round, poison: true });
      return engine;
    };
    let engine = await spawn(0);
    try {
      for (const [id, chat, said] of [
        ['0', 'a', 'hello'],
        ['0', 'b', 'hello'],
        ['1', 'a', '/settings'],
      ]) {
        engine.tell({ accept: { id, chat, said } });
        await engine.hears(`accepted ${chat} ${id}`);
      }
      let crashes = 0;
      for (; (await dies(engine)) && crashes < 10; crashes += 1) {
        engine = await spawn(crashes + 1);
        if (crashes > 0) continue;
        // Written while the process cannot stay up: kept, and answered later. It may die before it hears.
        engine.tell({ accept: { id: '1', chat: 'b', said: '/help' } });
      }
      // Once as it was taken first, and at five recoveries.
      expect(crashes).toBe(6);
      for (const [chat, id] of [
        ['a', '2'],
        ['b', '1'],
      ]) {
        engine.tell({ accept: { id, chat, said: '/help' } });
        await engine.hears(`accepted ${chat} ${id}`);
      }
      engine.tell({ idle: 1 });
      const idle = await engine.hears('idle 1');
      expect(JSON.parse((idle ?? '').slice('idle 1 '.length))).toMatchObject([
        { kind: 'message', error: 'Error: running at 5 crashes in a row' },
      ]);
      const help = vendor.delivered.get('b')?.at(-2)?.text ?? '';
      expect(help).not.toBe('');
      const toA = (vendor.delivered.get('a') ?? []).map(({ text }) => text);
      // Whoever sent it is told once; what they wrote afterwards is answered.
      expect(toA.filter((text) => text === help)).toHaveLength(1);
      expect(toA.length).toBe((vendor.delivered.get('b')?.length ?? 0) + 1);
    } finally {
      engine.child.kill('SIGKILL');
      await vendor.close();
    }
  });
});

/** Whether it ends by itself, rather than having nothing left to do. */
async function dies(engine: EngineProcess): Promise<boolean> {
  engine.tell({ idle: 9 });
  return (await engine.hears('idle 9')) === undefined;
}
