import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../db/store.js';
import type { StoreUnderTest } from '../store.js';
import { claimed, flow, head, learnerWith, noon, send, take, text } from './given.js';

export function durabilityContract(under: () => StoreUnderTest): void {
  describe('durability', () => {
    it('has everything that was acknowledged when a new process opens it', async () => {
      const { store, reopen } = under();
      if (!reopen) throw new Error('a lasting store can be opened again');
      const { learnerId, chatId } = await learnerWith(store, 'ana', ({ chat, learner }) => ({
        learner: { ...learner, thread: { slips: 1 } },
        instances: [flow(1)],
        outbox: [send(chat.id, 'one'), send(chat.id, 'two')],
        schedule: [{ timer: 'reminder', at: noon + 10 }],
      }));
      await store.settle({ id: (await head(store, noon)).id, at: noon, outcome: { kind: 'done' } });
      const waiting = await store.accept(text('ana', '2'));

      const next = await reopen();
      expect(await take(next, learnerId)).toMatchObject({
        eventId: waiting.eventId,
        learner: { version: 1, thread: { slips: 1 } },
        instances: [flow(1)],
      });
      expect(await claimed(next, noon)).toEqual(['two']);
      expect(await next.accept(text('ana', '2'))).toEqual({ ...waiting, duplicate: true });
      expect(await next.messages(chatId, 0, 10)).toHaveLength(2);
      expect(await next.nextDue()).toBe(0);
      expect(await next.fireTimers(noon + 10)).toEqual([learnerId]);
    });

    it('has what was offered just before it closed', async () => {
      const { store, reopen } = under();
      const offered = store.accept(text('ana', '1'));
      await store.close();
      const { learnerId } = await offered;
      const next = await reopen?.();
      expect(await next?.load(learnerId)).toMatchObject({ event: { text: 'text 1' } });
    });
  });
}

export function closingContract(under: () => StoreUnderTest): void {
  describe('closing', () => {
    it('finishes what was offered, and refuses what comes after', async () => {
      const { store } = under();
      const offered = store.accept(text('ana', '1'));
      await store.close();
      expect(await offered).toMatchObject({ duplicate: false });
      await expect(store.accept(text('ana', '2'))).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.load('l1')).rejects.toBeInstanceOf(StoreUnavailable);
    });

    it('may be asked for twice', async () => {
      const { store } = under();
      await store.close();
      await store.close();
      await expect(store.counts()).rejects.toBeInstanceOf(StoreUnavailable);
    });
  });
}
