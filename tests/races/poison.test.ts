import { afterEach, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import { bounds, type Flow } from '../../flows/machine.js';
import { flows } from '../../flows/registry.js';
import { health } from '../../bot/web/health.js';
import { Desk, says } from '../support/desk.js';

/** A poison event blocks nobody (DESIGN §2.6). */

let desk: Desk;
afterEach(() => desk.close());

/** Settings that do what a test wants when they begin. */
function settingsWith(start: () => void, endless = false): Flow {
  const machine = setup({ actions: { start: assign(() => (start(), {})) } }).createMachine({
    id: 'settings',
    options: bounds,
    context: {},
    initial: 'idle',
    states: {
      idle: { on: { START: { target: endless ? 'round' : 'asking', actions: 'start' } } },
      round: { always: 'about' },
      about: { always: 'round' },
      asking: {},
    },
  });
  return { ...flows.settings, machine };
}

async function begin(settings: Flow): Promise<void> {
  desk = await Desk.open({ flows: { ...flows, settings } });
  await desk.say('a', 'hello');
}

test('a turn that throws is tried once more, set aside, and told kindly; the next messages go on', async () => {
  let times = 0;
  await begin(
    settingsWith(() => {
      times += 1;
      throw new Error('poison');
    }),
  );
  await Promise.all([desk.accept('a', '/settings'), desk.accept('a', '/help'), desk.accept('b', 'hello')]);
  await desk.engine.idle();
  expect(times).toBe(2);
  expect(await desk.said('a', 'sorry.turn')).toBe(1);
  expect(await desk.said('a', 'help.commands')).toBe(1);
  expect(await desk.said('b', 'onboarding.hello')).toBe(1);

  expect(await desk.store.eventsAside(10)).toMatchObject([{ kind: 'message', error: 'Error: poison' }]);
  const { counts } = await health(desk.store, { channels: {}, providers: {} });
  expect(counts).toMatchObject({ eventsAside: 1, eventsWaiting: 0 });
  // The state is untouched: the question of before is still the one to answer.
  await desk.tap('a', '.language.en');
  expect(await desk.said('a', 'name.ask')).toBe(1);
});

test('one that throws only once is taken', async () => {
  let times = 0;
  await begin(
    settingsWith(() => {
      times += 1;
      if (times === 1) throw new Error('a hiccup');
    }),
  );
  await desk.say('a', '/settings');
  expect(times).toBe(2);
  expect(await desk.store.eventsAside(10)).toEqual([]);
});

test('a cycle without events ends as an error and is set aside', async () => {
  await begin(settingsWith(() => {}, true));
  await desk.say('a', '/settings', '/help');
  expect(await desk.store.eventsAside(10)).toHaveLength(1);
  expect(await desk.said('a', 'sorry.turn')).toBe(1);
  expect(await desk.said('a', 'help.commands')).toBe(1);
});

test('a timer or result that throws is set aside without a word', async () => {
  const take = () => {
    throw new Error('poison');
  };
  desk = await Desk.open({ flows: { ...flows, settings: { ...flows.settings, take } } });
  await desk.say('a', 'hello', '/settings');
  await desk.tap('a', '.menu.zone');
  await desk.say('a', 'Nowhere');
  expect((await desk.store.eventsAside(10)).map(({ kind }) => kind)).toEqual(['result']);
  expect(await desk.said('a', 'sorry.turn')).toBe(0);
  await desk.say('a', '/help');
  expect(await desk.said('a', 'help.commands')).toBe(1);
});

test('a commit that fails for a reason of its own is no reason to stand still', async () => {
  desk = await Desk.open();
  await desk.say('a', 'hello');
  const { store } = desk;
  const stubborn = await Desk.open({
    store: {
      ...store,
      commit: async (turn) => {
        const texts = turn.outbox.map(({ payload }) => (payload as { text: string }).text);
        if (texts.some((text) => says(text, 'help.commands'))) throw new Error('constraint');
        return store.commit(turn);
      },
    },
    idle: true,
  });
  await stubborn.accept('a', '/help', 'one');
  await stubborn.accept('a', '#' + desk.value('a', '.language.en'), 'two');
  await stubborn.engine.idle();
  expect(await store.eventsAside(10)).toMatchObject([{ error: 'Error: constraint' }]);
  expect(await desk.said('a', 'sorry.turn')).toBe(1);
  expect((await store.counts()).eventsWaiting).toBe(0);
  await stubborn.engine.stop();
});

test('a database that fails again and again during recovery is no crash of the event', async () => {
  desk = await Desk.open();
  await desk.say('a', 'hello');
  const { store } = desk;
  await desk.engine.stop();
  await store.accept(desk.inbound('a', '/help', 'one'));
  let failures = 7;
  const { StoreUnavailable } = await import('../../db/store.js');
  const again = await Desk.open({
    store: {
      ...store,
      commit: async (turn) => {
        if ((failures -= 1) >= 0) throw new StoreUnavailable('full');
        return store.commit(turn);
      },
    },
  });
  await again.engine.idle();
  expect(await store.eventsAside(10)).toEqual([]);
  expect(await desk.said('a', 'help.commands')).toBe(1);
  await again.engine.stop();
});

test('an event of a channel that is switched off holds up nobody; its answer waits', async () => {
  desk = await Desk.open();
  const { store } = desk;
  await desk.engine.stop();
  const elsewhere = { ...desk.inbound('t', 'hello', 'one'), channel: 'telegram' };
  await store.accept(elsewhere);
  await store.accept(desk.inbound('a', 'hello', 'two'));
  const again = await Desk.open({ store });
  await again.engine.idle();
  expect(await desk.said('a', 'onboarding.hello')).toBe(1);
  expect(await store.counts()).toMatchObject({ eventsWaiting: 0, eventsAside: 0 });
  expect((await store.counts()).outboxWaiting).toBeGreaterThan(0);
  await again.engine.stop();
});
