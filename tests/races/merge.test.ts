import { afterEach, expect, test } from 'vitest';
import type { Turn } from '../../db/store.js';
import { openStore } from '../../db/sqlite/store.js';
import { Desk, gate, intoLesson, says } from '../support/desk.js';

/** Two learners turn out to be one person while their messages wait (DESIGN §2.12). */

let desk: Desk;
afterEach(() => desk.close());

test('what waits is answered once each, in the order it was accepted, in the chat it was written in', async () => {
  const store = await openStore(':memory:');
  let held: ReturnType<typeof gate<void>> | undefined;
  const turns: Turn[] = [];
  desk = await Desk.open({
    store: {
      ...store,
      load: async (id) => {
        await held?.opened;
        return store.load(id);
      },
      commit: async (turn) => {
        const committed = await store.commit(turn);
        if (committed.outcome === 'committed') turns.push(turn);
        return committed;
      },
    },
  });
  await intoLesson(desk, 'a');
  await desk.tap('a', '.2.0');
  await desk.say('b', 'hello');
  const a = (await desk.chat('a')).learnerId ?? '';
  const b = (await desk.chat('b')).learnerId ?? '';
  const answered = async () => (await store.progress(a, 'english', desk.now)).answered;
  expect(await answered()).toBe(1);

  const waiting = gate();
  held = waiting;
  const order = [
    await desk.accept('b', '/help'),
    await desk.accept('a', '/privacy'),
    await desk.accept('b', 'will'),
    await desk.accept('a', '/help'),
  ].map(({ eventId }) => eventId);
  const before = turns.length;
  await store.merge(b, a);
  held = undefined;
  waiting.open();
  desk.engine.wake([a]);
  await desk.engine.idle();

  expect(turns.slice(before).map(({ eventId }) => eventId)).toEqual(order);
  expect((await store.counts()).eventsWaiting).toBe(0);
  expect(await store.resolve(b)).toBe(a);
  expect((await desk.chat('b')).learnerId).toBe(a);
  const said = async (chat: string, say: 'help.commands' | 'privacy.kept') => desk.said(chat, say);
  expect([await said('b', 'help.commands'), await said('a', 'help.commands')]).toEqual([1, 1]);
  expect([await said('b', 'privacy.kept'), await said('a', 'privacy.kept')]).toEqual([0, 1]);
  // What was written as another had not seen the lesson's question.
  expect(await answered()).toBe(1);
  // From here on both chats are one learner's.
  await desk.say('b', 'would');
  expect(await answered()).toBe(2);
  expect(says(desk.sent.at(-1)?.text ?? '', 'menu.ask')).toBe(false);
});

test('a result that was asked for before the merge reaches the flow that asked', async () => {
  const lookUp = gate<{ name: string; zone: string }[]>();
  desk = await Desk.open({ places: { find: () => lookUp.opened } });
  await desk.say('b', 'hello');
  await desk.say('a', 'hello', '/settings');
  await desk.tap('a', '.menu.zone');
  await desk.accept('a', 'Lima');
  while (desk.presences.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const a = (await desk.chat('a')).learnerId ?? '';
  const b = (await desk.chat('b')).learnerId ?? '';
  await desk.store.merge(a, b);
  lookUp.open([{ name: 'Lima, Peru', zone: 'America/Lima' }]);
  await desk.engine.idle();
  expect(await desk.store.counts()).toMatchObject({ eventsWaiting: 0, eventsAside: 0, outboxWaiting: 0 });
  expect(desk.sent.at(-1)?.message.buttons.some(({ label }) => label.includes('Lima'))).toBe(true);
});

test('a look-up that came to nothing leaves its question without a word in the middle of another flow', async () => {
  const last = gate<never[]>();
  let asked = 0;
  const find = () => ((asked += 1) > 3 ? last.opened : Promise.resolve([]));
  desk = await Desk.open({ places: { find } });
  await intoLesson(desk, 'b');
  await desk.say('a', 'hello', '/settings');
  await desk.tap('a', '.menu.zone');
  await desk.say('a', 'Atlantis', 'Utopia', 'Ys');
  await desk.accept('a', 'Camelot');
  while (asked < 4) await new Promise((resolve) => setTimeout(resolve, 1));
  const a = (await desk.chat('a')).learnerId ?? '';
  const b = (await desk.chat('b')).learnerId ?? '';
  await desk.store.merge(a, b);
  last.open([]);
  await desk.engine.idle();
  expect(await desk.store.counts()).toMatchObject({ eventsWaiting: 0, eventsAside: 0, outboxWaiting: 0 });
  expect(says(desk.sent.at(-1)?.text ?? '', 'settings.ask')).toBe(true);
  expect(await desk.said('a', 'slip.left')).toBe(0);
});

test('a flow that moved goes on under its new number: its buttons work', async () => {
  desk = await Desk.open();
  await desk.say('b', 'hello');
  await intoLesson(desk, 'a');
  const a = (await desk.chat('a')).learnerId ?? '';
  const b = (await desk.chat('b')).learnerId ?? '';
  await desk.store.merge(a, b);
  await desk.say('a', '/lesson');
  await desk.tap('a', '.2.0');
  expect((await desk.store.progress(b, 'english', desk.now)).answered).toBe(1);
  expect(await desk.said('a', 'button.over')).toBe(0);
});
