import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Presences, type Drafted } from '../../../../bot/channels/telegram/presence.js';

let shown: string[];
let can: (chat: string) => Drafted;
let presences: Presences;
beforeEach(() => {
  vi.useFakeTimers();
  shown = [];
  can = () => 'yes';
  presences = new Presences({
    type: (chat) => void shown.push(`${chat} types`),
    show: async (chat, text, id) => {
      shown.push(`${chat} ${id} ${text}`);
      return can(chat);
    },
    now: () => Date.now(),
  });
});
afterEach(() => {
  presences.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('typing is shown at once and again, until a message comes', async () => {
  presences.typing('a');
  presences.typing('a');
  expect(shown).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(9_100);
  expect(shown).toHaveLength(3);
  presences.over('a');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown).toHaveLength(3);
});

test('typing ends by itself when nobody says anything', async () => {
  presences.typing('a');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(shown.length).toBeLessThan(9);
});

test('a draft is shown once a second, always the newest state, until the message comes', async () => {
  for (let words = 1; words <= 25; words += 1) {
    presences.draft('a', 'word '.repeat(words).trim(), 3);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(shown.length).toBeLessThanOrEqual(4);
  presences.draft('a', 'the end', 3);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown.at(-1)).toBe('a 3 the end');
  presences.draft('a', 'too late', 3);
  presences.over('a');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shown.at(-1)).toBe('a 3 the end');
});

test('where drafts are not known it is typing, without another try', async () => {
  can = () => 'nowhere';
  presences.draft('a', 'one', 3);
  await vi.advanceTimersByTimeAsync(0);
  presences.draft('a', 'two', 3);
  presences.draft('b', 'one', 4);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(shown).toEqual(['a 3 one', 'a types', 'b types']);
});

test('where one chat refuses a draft it is typing there, and a draft elsewhere', async () => {
  can = (chat) => (chat === 'a' ? 'not here' : 'yes');
  presences.draft('a', 'one', 3);
  await vi.advanceTimersByTimeAsync(0);
  presences.draft('a', 'two', 3);
  presences.draft('b', 'one', 4);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(shown).toEqual(['a 3 one', 'a types', 'b 4 one']);
  presences.over('a');
  presences.draft('a', 'three', 5);
  expect(shown.at(-1)).toBe('a types');
});
