import { describe, expect, it } from 'vitest';
import type { StoreUnderTest } from '../store.js';
import { asking, attempt, claimed, flow, head, learnerWith, noon, send, take, text, turn } from './given.js';

export function eraseContract(under: () => StoreUnderTest): void {
  describe('erase', () => {
    const everything = (chatId: number) => ({
      instances: [flow(1)],
      records: [attempt('english/a/b#c'), { kind: 'points' as const, amount: 3, source: 'english/a/b#c' }],
      outbox: [send(chatId, 'on its way'), asking(chatId, '1.place.1')],
      schedule: [{ timer: 'reminder', at: noon }],
    });

    it('leaves nothing of the learner, and everything of others', async () => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana', ({ chat }) => everything(chat.id));
      const ben = await learnerWith(store, 'ben', ({ chat }) => everything(chat.id));
      await store.accept(text('ana', '2'));
      await store.erase(ana.learnerId);

      expect(await store.load(ana.learnerId)).toBeUndefined();
      expect(await store.resolve(ana.learnerId)).toBeUndefined();
      expect(await store.findChat('web', 'main', 'ana')).toBeUndefined();
      expect(await store.messages(ana.chatId, 0, 10)).toEqual([]);
      expect((await store.progress(ana.learnerId, 'english', noon)).answered).toBe(0);
      expect(await store.waiting(10)).toEqual([]);
      expect(await store.counts()).toMatchObject({ learners: 1, outboxWaiting: 2, timers: 1 });
      expect(await store.messages(ben.chatId, 0, 10)).toHaveLength(1);
      expect((await store.progress(ben.learnerId, 'english', noon)).answered).toBe(1);
      expect(await claimed(store, noon)).toEqual(['on its way', '1.place.1']);
    });

    it('may be asked for again', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana');
      await store.erase(learnerId);
      await store.erase(learnerId);
      await store.erase('nobody');
      expect((await store.counts()).learners).toBe(0);
    });

    it('reaches whoever the learner was before a merge', async () => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana');
      const phone = await learnerWith(store, 'phone', ({ chat }) => everything(chat.id));
      await store.merge(phone.learnerId, ana.learnerId);
      await store.erase(phone.learnerId);
      expect(await store.counts()).toMatchObject({ learners: 0, outboxWaiting: 0, timers: 0 });
      expect(await store.findChat('web', 'main', 'phone')).toBeUndefined();
      expect(await store.resolve(phone.learnerId)).toBeUndefined();
    });

    it('meets whoever comes back as somebody new, whose ids nobody had before', async () => {
      const { store } = under();
      const before = await learnerWith(store, 'ana', ({ chat }) => everything(chat.id));
      const row = await head(store, noon);
      await store.erase(before.learnerId);
      const after = await store.accept(text('ana', 'first'));
      expect(after).toMatchObject({ duplicate: false, n: 1 });
      expect(after.learnerId).not.toBe(before.learnerId);
      expect(after.chatId).not.toBe(before.chatId);
      expect(after.eventId).not.toBe(before.eventId);
      const loaded = await take(store, after.learnerId);
      await store.commit(turn(loaded, { outbox: [send(loaded.chat.id, 'welcome')] }));
      // What still runs for the one who left settles nothing of the one who came.
      expect(await store.settle({ id: row.id, at: noon, outcome: { kind: 'done' } })).toEqual({
        applied: false,
      });
      expect(await claimed(store, noon)).toEqual(['welcome']);
    });

    it('refuses a turn that was under way', async () => {
      const { store } = under();
      const { learnerId } = await store.accept(text('ana', '1'));
      const loaded = await take(store, learnerId);
      await store.erase(learnerId);
      expect(await store.commit(turn(loaded, { outbox: [send(loaded.chat.id, 'too late')] }))).toEqual({
        outcome: 'conflict',
      });
      expect(await claimed(store, noon)).toEqual([]);
    });

    it('empties the failed and the set-aside', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', ({ chat }) => ({
        eventState: 'aside',
        error: 'boom',
        outbox: [send(chat.id, 'refused')],
      }));
      await store.settle({
        id: (await head(store, noon)).id,
        at: noon,
        outcome: { kind: 'rejected', error: 'no' },
      });
      await store.erase(learnerId);
      expect(await store.eventsAside(10)).toEqual([]);
      expect(await store.sendsFailed(10)).toEqual([]);
    });
  });
}
