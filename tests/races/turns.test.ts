import { afterEach, expect, test } from 'vitest';
import type { Store } from '../../db/store.js';
import type { StringKey } from '../../flows/strings.js';
import { Desk, gate, intoLesson, says } from '../support/desk.js';

let desk: Desk;
afterEach(() => desk.close());

test('two turns of one learner at the same time: one commits, the other starts anew and finds nothing to do', async () => {
  desk = await Desk.open();
  const { learnerId } = await desk.accept('a', 'hello');
  await desk.engine.idle();
  // Another engine on the same store loads the very event that this one has loaded.
  const bothLoaded = gate();
  let loads = 0;
  const { store } = desk;
  const together: Store = {
    ...store,
    load: async (id) => {
      const loaded = await store.load(id);
      if (loaded && (loads += 1) === 2) bothLoaded.open();
      if (loaded && loads <= 2) await bothLoaded.opened;
      return loaded;
    },
  };
  const one = await Desk.open({ store: together, idle: true });
  const other = await Desk.open({ store: together, idle: true });
  await store.accept(desk.inbound('a', '#' + desk.value('a', '.language.en'), 'tap'));
  one.engine.wake([learnerId]);
  other.engine.wake([learnerId]);
  await Promise.all([one.engine.idle(), other.engine.idle()]);

  expect([...one.outcomes, ...other.outcomes].sort()).toEqual(['committed', 'conflict']);
  expect((await store.counts()).eventsWaiting).toBe(0);
  await Promise.all([one.engine.stop(), other.engine.stop()]);
  expect(await desk.said('a', 'name.ask')).toBe(1);
});

test('a turn whose learner changed meanwhile is taken again from the new state', async () => {
  desk = await Desk.open();
  await intoLesson(desk, 'a');
  const { learnerId } = await desk.chat('a');
  await desk.say('b', 'hello');
  const { learnerId: other } = await desk.chat('b');
  let merged = false;
  const { store } = desk;
  const interfering: Store = {
    ...store,
    commit: async (turn) => {
      if (!merged) {
        merged = true;
        await store.merge(other ?? '', learnerId ?? '');
      }
      return store.commit(turn);
    },
  };
  const engine = await Desk.open({ store: interfering, idle: true });
  await engine.accept('a', '#' + desk.value('a', '.2.skip'), 'skip');
  await engine.engine.idle();
  expect(engine.outcomes).toEqual(['conflict', 'committed']);
  expect((await store.counts()).eventsWaiting).toBe(0);
  await engine.engine.stop();
});

test('fifty identical sends at once are one message and one turn', async () => {
  desk = await Desk.open();
  const accepted = await Promise.all(Array.from({ length: 50 }, () => desk.accept('a', 'hello', 'same')));
  await desk.engine.idle();
  expect(accepted.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(new Set(accepted.map(({ n, learnerId }) => `${n} ${learnerId}`)).size).toBe(1);
  expect(desk.outcomes).toEqual(['committed']);
  expect((await desk.history('a')).filter(({ from }) => from === 'learner')).toHaveLength(1);
});

test('the same id in two chats is two messages', async () => {
  desk = await Desk.open();
  const accepted = await Promise.all([desk.accept('a', 'hello', '1'), desk.accept('b', 'hello', '1')]);
  await desk.engine.idle();
  accepted.push(...(await Promise.all([desk.accept('a', '/help', '2'), desk.accept('b', '/help', '2')])));
  await desk.engine.idle();
  expect(accepted.map(({ duplicate }) => duplicate)).toEqual([false, false, false, false]);
  expect(desk.outcomes).toEqual(Array(4).fill('committed'));
  expect((await desk.history('a')).length).toBe((await desk.history('b')).length);
});

test('one learner’s events run in the order they came, whatever else runs beside them', async () => {
  desk = await Desk.open();
  const chats = ['a', 'b', 'c', 'd'];
  await Promise.all(
    chats.flatMap((chat) =>
      ['hello', '/help', '/nonsense', '/privacy'].map((text) => desk.accept(chat, text)),
    ),
  );
  await desk.engine.idle();
  const [first, ...others] = await Promise.all(
    chats.map(async (chat) => {
      const lines = await desk.history(chat);
      expect(lines.map(({ n }) => n)).toEqual(lines.map((_, index) => index + 1));
      return lines.filter(({ from }) => from === 'bot').map(({ text }) => text);
    }),
  );
  for (const other of others) expect(other).toEqual(first);
  const place = (say: StringKey) => first?.findIndex((text) => says(text, say)) ?? -1;
  const places = (['onboarding.hello', 'help.commands', 'command.unknown', 'privacy.kept'] as const).map(
    place,
  );
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('a learner whose turn takes long holds up nobody else', async () => {
  const slow = gate();
  const inner = await Desk.open();
  const { learnerId } = await inner.accept('slow', 'hello');
  await inner.engine.idle();
  desk = inner;
  const { store } = inner;
  const waiting: Store = {
    ...store,
    load: async (id) => {
      if (id === learnerId) await slow.opened;
      return store.load(id);
    },
  };
  const engine = await Desk.open({ store: waiting, idle: true });
  await engine.accept('slow', '/help', 'h1');
  await engine.accept('quick', 'hello', 'h2');
  while (engine.sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  expect(engine.sent.every(({ chat }) => chat === 'quick')).toBe(true);
  slow.open();
  await engine.engine.idle();
  expect(engine.sent.some(({ chat }) => chat === 'slow')).toBe(true);
  await engine.engine.stop();
});
