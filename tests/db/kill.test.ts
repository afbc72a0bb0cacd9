import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openReader } from '../../db/sqlite/reader.js';
import { openStore } from '../../db/sqlite/store.js';
import { scratchFile } from './files.js';

const writer = fileURLToPath(new URL('writer.mjs', import.meta.url));

/** Lets a process write until it has acknowledged so much, kills it, and tells what it acknowledged. */
async function writeAndKill(file: string, run: number, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, file, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > lines) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return said.split('\n').slice(0, -1);
}

describe('a process that is killed while it writes', () => {
  it('has kept all it acknowledged, each turn whole', async () => {
    const file = scratchFile();
    const acknowledged: string[] = [];
    for (const [run, lines] of [3, 40, 95, 170].entries())
      acknowledged.push(...(await writeAndKill(file, run, lines)));
    expect(acknowledged.length).toBeGreaterThan(300);

    const reader = openReader(file);
    expect(reader.damage()).toEqual([]);
    reader.close();
    const store = await openStore(file);
    const outbox = (await store.claim(Infinity, 100_000, new Set())).length;
    expect(outbox).toBe(4);
    let committed = 0;
    for (const name of ['ana', 'ben', 'eve', 'joe']) {
      const chat = await store.findChat('web', 'main', name);
      const lines = await store.messages(chat?.id ?? 0, 0, 100_000);
      const texts = new Set(lines.map((line) => line.text));
      expect(lines.map(({ n }) => n)).toEqual(lines.map((_, index) => index + 1));
      for (const line of acknowledged) {
        const [what, who, text = ''] = line.split(' ');
        if (who === name && what === 'accepted') expect(texts).toContain(text);
      }
      const learnerId = chat?.learnerId ?? '';
      const { points } = await store.progress(learnerId, 'english', 0);
      const acked = acknowledged.filter((line) => line.startsWith(`committed ${name} `)).length;
      expect(points).toBeGreaterThanOrEqual(acked);
      // Version, points and outbox are written by the same turns.
      const next = await store.accept({
        channel: 'web',
        account: 'main',
        chat: name,
        externalId: 'last',
        sender: { address: name },
        content: { kind: 'message', text: 'last' },
        guess: {},
        at: 1,
      });
      const loaded = await store.load(next.learnerId);
      expect(loaded?.learner).toMatchObject({ version: points, thread: { slips: points } });
      committed += points;
    }
    expect((await store.counts()).outboxWaiting).toBe(committed);
    await store.close();
  });
});
