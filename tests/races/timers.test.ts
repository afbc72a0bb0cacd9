import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../support/desk.js';

/** A reminder is a timer: it survives the process, fires once, and keeps to the learner's clock (DESIGN §2.1). */

let folder: string;
let desk: Desk;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-timers-'));
});
afterEach(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const hour = 3_600_000;
const open = (now: string) => Desk.open({ file: join(folder, 'parley.sqlite'), now: Date.parse(now) });

/** Somebody in Madrid who wants to be reminded at half past six in the evening. */
async function reminded(at: string): Promise<void> {
  desk = await open(at);
  await desk.say('a', 'hello', '/settings');
  await desk.tap('a', '.menu.zone');
  await desk.say('a', 'Europe/Madrid');
  await desk.tap('a', '.menu.reminder');
  await desk.tap('a', '.reminder.18:30');
  await desk.tap('a', '.menu.close');
}

const due = async () => new Date((await desk.store.nextDue()) ?? 0).toISOString();

test('it fires after a restart, once, and the next one is the next day’s', async () => {
  await reminded('2026-03-02T09:00:00Z');
  expect(await due()).toBe('2026-03-02T17:30:00.000Z');
  await desk.close();
  // The process was away at the hour itself.
  desk = await open('2026-03-02T18:00:00Z');
  await Promise.all([desk.poller.tick(), desk.poller.tick()]);
  await desk.pass(0);
  await desk.pass(0);
  expect(desk.sent).toHaveLength(1);
  expect(await due()).toBe('2026-03-03T17:30:00.000Z');
  await desk.close();
  desk = await open('2026-03-02T18:01:00Z');
  await desk.pass(0);
  expect(desk.sent).toEqual([]);
  expect(await due()).toBe('2026-03-03T17:30:00.000Z');
});

test('one that became an event before the process died is taken once by the next', async () => {
  await reminded('2026-03-02T09:00:00Z');
  await desk.engine.stop();
  await desk.store.fireTimers(Date.parse('2026-03-02T17:30:00Z'));
  await desk.store.fireTimers(Date.parse('2026-03-02T17:30:00Z'));
  await desk.close();
  desk = await open('2026-03-02T17:30:01Z');
  await desk.engine.idle();
  await desk.pass(0);
  expect(desk.sent).toHaveLength(1);
});

test('the hour stays the learner’s when the clocks change', async () => {
  await reminded('2026-03-28T16:00:00Z');
  // Madrid goes from UTC+1 to UTC+2 in the night to the 29th.
  expect(await due()).toBe('2026-03-28T17:30:00.000Z');
  await desk.pass(1.5 * hour);
  expect(await due()).toBe('2026-03-29T16:30:00.000Z');
  await desk.pass(23 * hour);
  expect(await due()).toBe('2026-03-30T16:30:00.000Z');
});

test('changing the time moves the one timer there is', async () => {
  await reminded('2026-03-02T09:00:00Z');
  await desk.say('a', '/settings');
  await desk.tap('a', '.menu.reminder');
  await desk.tap('a', '.reminder.13:00');
  expect((await desk.store.counts()).timers).toBe(1);
  expect(await due()).toBe('2026-03-02T12:00:00.000Z');
});
