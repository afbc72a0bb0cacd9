import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../db/store.js';
import type { StoreUnderTest } from '../store.js';
import { claimed, flow, head, learnerWith, noon, send, take, text } from './given.js';

export function durabilityContract(under: () => StoreUnderTest): void {
  describe('durability', () => {
    it('has everything that was acknowledged when a new process opens it', async ({ skip }) => {
      const { store, reopen } = under();
      if (!reopen) return skip('nothing outlives the process');
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
      expect(await next.nextDue()).toBe(noon);
      expect(await next.fireTimers(noon + 10)).toEqual([learnerId]);
    });

    it('finishes what was offered before it closes, and refuses what comes after', async () => {
      const { store, reopen } = under();
      const offered = store.accept(text('ana', '1'));
      await store.close();
      const { learnerId } = await offered;
      await expect(store.accept(text('ana', '2'))).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.load(learnerId)).rejects.toBeInstanceOf(StoreUnavailable);
      if (reopen) expect((await take(await reopen(), learnerId)).event).toMatchObject({ text: 'text 1' });
    });
  });
}
