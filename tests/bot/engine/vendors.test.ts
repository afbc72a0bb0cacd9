import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createCore } from '../../../bot/app.js';
import { web } from '../../../bot/channels/capabilities/web.js';
import type { Channel } from '../../../bot/channels/channel.js';
import { openVendors } from '../../../bot/providers/vendors.js';
import { openStore } from '../../../db/sqlite/store.js';
import { asking, learnerWith } from '../../contracts/store/given.js';
import { scratchFile } from '../../db/files.js';
import { fixtureContent } from '../../support/desk.js';
import { answers, fakeModel, hangs } from '../../support/fake-model.js';

const channel: Channel = {
  name: 'web',
  capabilities: web,
  start: async () => {},
  stop: async () => {},
  send: async () => ({ kind: 'sent' }),
  status: () => ({ state: 'ok' }),
};
const reply = { reply: 'Hi!', corrections: [], goals: [], over: false };

it('a model that hangs holds up no stop, and is asked again by the next start', async () => {
  const file = scratchFile();
  const fake = await fakeModel(hangs);
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const start = async () => {
    const store = await openStore(file);
    const llm = [{ apiKey: 'sk-never-told', baseUrl: fake.baseUrl, model: 'small' }];
    const vendors = await openVendors({ llm }, log);
    return createCore({ store, content: fixtureContent(), channels: [channel], log, vendors });
  };
  const asked = async (times: number) => {
    while (fake.chats().length < times) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  const first = await start();
  await learnerWith(first.store, 'ana', ({ chat }) => ({
    outbox: [asking(chat.id, '1.talk.1', { kind: 'tutor', payload: { prompt: 'talk', args: {} } })],
  }));
  await first.start();
  await asked(1);
  await first.stop();

  fake.chat = [answers(reply)];
  const second = await start();
  await second.start();
  await asked(2);
  await second.engine.idle();
  expect((await second.store.counts()).outboxWaiting).toBe(0);
  await second.stop();
  await fake.close();
  expect(lines.join('')).not.toContain('sk-never-told');
});
