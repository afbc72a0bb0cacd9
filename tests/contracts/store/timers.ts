import { describe, expect, it } from 'vitest';
import type { StoreUnderTest } from '../store.js';
import { learnerWith, nextTurn, noon, take, turn } from './given.js';

export function timerContract(under: () => StoreUnderTest): void {
  describe('timers', () => {
    it('become an event of their learner when they are due, once', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        schedule: [{ timer: 'reminder', at: noon + 10 }],
      }));
      expect(await store.fireTimers(noon + 9)).toEqual([]);
      expect(await store.load(learnerId)).toBeUndefined();
      expect(await store.fireTimers(noon + 12)).toEqual([learnerId]);
      expect(await store.fireTimers(noon + 12)).toEqual([]);
      expect((await take(store, learnerId)).event).toEqual({
        kind: 'timer',
        timer: 'reminder',
        at: noon + 12,
        seen: 1,
      });
      expect(await store.counts()).toMatchObject({ eventsWaiting: 1, timers: 0 });
    });

    it('replace the earlier one of the same name', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        schedule: [{ timer: 'reminder', at: noon + 10 }],
      }));
      await nextTurn(store, 'ana', '2', () => ({ schedule: [{ timer: 'reminder', at: noon + 20 }] }));
      expect(await store.fireTimers(noon + 10)).toEqual([]);
      expect(await store.fireTimers(noon + 20)).toEqual([learnerId]);
    });

    it('are each learner’s own', async () => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana', () => ({
        schedule: [{ timer: 'reminder', at: noon + 10 }],
      }));
      const ben = await learnerWith(store, 'ben', () => ({
        schedule: [{ timer: 'reminder', at: noon + 20 }],
      }));
      expect(await store.fireTimers(noon + 10)).toEqual([ana.learnerId]);
      expect(await store.fireTimers(noon + 20)).toEqual([ben.learnerId]);
    });

    it('can be taken back', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', () => ({
        schedule: [
          { timer: 'reminder', at: noon + 10 },
          { timer: 'slow', at: noon + 10 },
        ],
      }));
      await nextTurn(store, 'ana', '2', () => ({ unschedule: ['slow', 'never set'] }));
      expect((await store.counts()).timers).toBe(1);
    });

    it('fire once for one instant, however often that is asked for', async () => {
      const { store } = under();
      const schedule = [{ timer: 'reminder', at: noon + 10 }];
      const { learnerId } = await learnerWith(store, 'ana', () => ({ schedule }));
      await store.fireTimers(noon + 10);
      await store.commit(turn(await take(store, learnerId), { schedule }));
      await store.fireTimers(noon + 11);
      expect(await store.load(learnerId)).toBeUndefined();
    });

    it('all fire, however many are due at nine o’clock', async () => {
      const { store } = under();
      const names = Array.from({ length: 230 }, (_, i) => `learner ${i}`);
      const all = await Promise.all(
        names.map((name) =>
          learnerWith(store, name, () => ({ schedule: [{ timer: 'reminder', at: noon }] })),
        ),
      );
      const fired = await store.fireTimers(noon);
      expect(new Set(fired)).toEqual(new Set(all.map(({ learnerId }) => learnerId)));
      expect((await store.counts()).timers).toBe(0);
    });
  });
}
