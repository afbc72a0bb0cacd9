import { afterEach, expect, test } from 'vitest';
import { openStore } from '../../db/sqlite/store.js';
import type { Turn } from '../../db/store.js';
import type { Place } from '../../flows/events.js';
import { Desk, gate, says } from '../support/desk.js';

/** The time zone is looked up beside the turn: the one asking effect there is (DESIGN §2.3, 2.4). */

const lima: Place = { name: 'Lima, Peru', zone: 'America/Lima' };
const cairo: Place = { name: 'Cairo, Egypt', zone: 'Africa/Cairo' };

let desk: Desk;
let places: ReturnType<typeof slowPlaces>;
/** While there is one, no event is taken. */
let held: ReturnType<typeof gate<void>> | undefined;
const turns: Turn[] = [];
afterEach(() => desk.close());

/** Look-ups that end when the test says so, by the place's name. */
function slowPlaces() {
  const asked: { text: string; answer(places: Place[]): void; fail(): void }[] = [];
  const slow = {
    asked,
    /** How many wait for the test. */
    open: 0,
    find: (text: string) => {
      slow.open += 1;
      const found = new Promise<Place[]>((resolve, reject) =>
        asked.push({ text, answer: resolve, fail: () => reject(new Error('no answer')) }),
      );
      return found.finally(() => (slow.open -= 1));
    },
  };
  return slow;
}

/** At the question for the time zone, in the settings. */
async function atZone(): Promise<void> {
  places = slowPlaces();
  const store = await openStore(':memory:');
  held = undefined;
  turns.length = 0;
  desk = await Desk.open({
    places,
    store: {
      ...store,
      load: async (id) => {
        await held?.opened;
        return store.load(id);
      },
      commit: async (turn) => {
        turns.push(turn);
        return store.commit(turn);
      },
    },
  });
  await desk.say('a', 'hello', '/settings');
  await desk.tap('a', '.menu.zone');
}

/** Hands a message over whose answer a look-up still keeps open. */
async function write(text: string): Promise<void> {
  await desk.accept('a', text);
  await desk.settled(() => places.open);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await moment();
}

const moment = () => new Promise((resolve) => setTimeout(resolve, 2));

test('a result that is awaited is taken', async () => {
  await atZone();
  await write('Lima');
  expect(places.asked.map(({ text }) => text)).toEqual(['Lima']);
  places.asked[0]?.answer([lima]);
  await desk.engine.idle();
  expect(says(desk.sent.at(-1)?.text ?? '', 'settings.changed')).toBe(true);
  expect(
    desk.sent
      .at(-1)
      ?.message.buttons.map(({ label }) => label)
      .join(),
  ).toContain('Lima');
});

test('while a result is awaited a command acts at once; leaving abandons the request', async () => {
  await atZone();
  await write('Lima');
  await write('/help');
  expect(await desk.said('a', 'help.commands')).toBe(1);
  // Help answers in place, so the result is still awaited; the lesson takes the floor.
  expect((await desk.store.counts()).outboxWaiting).toBe(1);
  await write('/lesson');
  expect((await desk.store.counts()).outboxWaiting).toBe(0);
  const before = desk.sent.length;
  places.asked[0]?.answer([lima]);
  await desk.engine.idle();
  await desk.pass(60_000);
  expect(desk.sent.slice(before).map(({ text }) => text)).toEqual([]);
});

test('a text replaces the look-up that is pending; its late answer changes nothing', async () => {
  await atZone();
  await write('Lima');
  await write('Cairo');
  expect(places.asked).toHaveLength(2);
  places.asked[0]?.answer([lima]);
  await moment();
  expect(desk.sent.some(({ message }) => message.buttons.some(({ label }) => label.includes('Lima')))).toBe(
    false,
  );
  places.asked[1]?.answer([cairo]);
  await desk.engine.idle();
  expect(
    desk.sent
      .at(-1)
      ?.message.buttons.map(({ label }) => label)
      .join(),
  ).toContain('Cairo');
});

test('a result that arrives behind the message that moved on is recorded as late and says nothing', async () => {
  await atZone();
  await write('Lima');
  const waiting = gate();
  held = waiting;
  await desk.accept('a', '/lesson');
  places.asked[0]?.answer([lima]);
  await until(async () => (await desk.store.counts()).eventsWaiting === 2);
  held = undefined;
  waiting.open();
  await desk.engine.idle();
  expect(turns.slice(-2).map(({ eventState }) => eventState)).toEqual(['done', 'late']);
  expect(turns.at(-1)?.records).toEqual([{ kind: 'lateResult', request: turns.at(-2)?.abandon[0] }]);
  expect(turns.at(-1)?.outbox).toEqual([]);
  expect(await desk.said('a', 'settings.changed')).toBe(0);
  expect((await desk.store.counts()).eventsAside).toBe(0);
});

test('the answer to a place that was replaced is late, though the same flow waits for another', async () => {
  await atZone();
  await write('Lima');
  const waiting = gate();
  held = waiting;
  await desk.accept('a', 'Cairo');
  places.asked[0]?.answer([lima]);
  await until(async () => (await desk.store.counts()).eventsWaiting === 2);
  held = undefined;
  waiting.open();
  await until(() => places.asked.length === 2 && turns.at(-1)?.eventState === 'late');
  expect(await desk.said('a', 'settings.changed')).toBe(0);
  places.asked[1]?.answer([cairo]);
  await desk.engine.idle();
  expect(
    desk.sent
      .at(-1)
      ?.message.buttons.map(({ label }) => label)
      .join(),
  ).toContain('Cairo');
});

test('whoever waits for five seconds is told so, once; the timer goes with the answer', async () => {
  await atZone();
  await write('Lima');
  desk.now += 4_900;
  await desk.poller.tick();
  await moment();
  expect(await desk.said('a', 'waiting.slow')).toBe(0);
  desk.now += 200;
  await desk.poller.tick();
  await until(() => desk.sent.some(({ text }) => says(text, 'waiting.slow')));
  desk.now += 60_000;
  await desk.poller.tick();
  await moment();
  expect(await desk.said('a', 'waiting.slow')).toBe(1);
  places.asked[0]?.answer([lima]);
  await desk.engine.idle();
  expect((await desk.store.counts()).timers).toBe(0);
});

test('an answer in time needs no such line', async () => {
  await atZone();
  await write('Lima');
  places.asked[0]?.answer([lima]);
  await desk.engine.idle();
  await desk.pass(60_000);
  expect(await desk.said('a', 'waiting.slow')).toBe(0);
});

test('a look-up that fails asks in another way and keeps nobody waiting', async () => {
  await atZone();
  await write('Lima');
  places.asked[0]?.fail();
  await desk.engine.idle();
  expect(says(desk.sent.at(-1)?.text ?? '', 'zone.nowhere', { time: '14:05' })).toBe(true);
});

test('presence is shown while a look-up runs and is kept nowhere', async () => {
  await atZone();
  const before = (await desk.history('a')).length;
  await write('Lima');
  expect(desk.presences).toEqual(['a typing']);
  expect((await desk.history('a')).slice(before).map(({ from }) => from)).toEqual(['learner']);
  places.asked[0]?.answer([lima]);
  await desk.engine.idle();
});
