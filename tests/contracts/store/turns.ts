import { describe, expect, it } from 'vitest';
import type { Store } from '../../../db/store.js';
import type { StoreUnderTest } from '../store.js';
import {
  asking,
  attempt,
  claimed,
  flow,
  head,
  learnerWith,
  nextTurn,
  noon,
  send,
  take,
  text,
  turn,
} from './given.js';

export function turnContract(under: () => StoreUnderTest): void {
  describe('queues', () => {
    it('gives a learner’s events in the order of acceptance, one until it is done', async () => {
      const { store } = under();
      const { learnerId } = await store.accept(text('ana', '1'));
      await store.accept(text('ana', '2'));
      const first = await take(store, learnerId);
      expect(first.event).toMatchObject({ text: 'text 1' });
      expect((await take(store, learnerId)).eventId).toBe(first.eventId);
      await store.commit(turn(first));
      expect((await take(store, learnerId)).event).toMatchObject({ text: 'text 2' });
    });

    it('names the learners with something to do, the longest waiting first, each once', async () => {
      const { store } = under();
      const ana = await store.accept(text('ana', '1'));
      const ben = await store.accept(text('ben', '1'));
      const eve = await store.accept(text('eve', '1'));
      await store.accept(text('ana', '2'));
      expect(await store.waiting(10)).toEqual([ana.learnerId, ben.learnerId, eve.learnerId]);
      expect(await store.waiting(2)).toEqual([ana.learnerId, ben.learnerId]);
      await store.commit(turn(await take(store, ana.learnerId)));
      expect(await store.waiting(10)).toEqual([ben.learnerId, eve.learnerId, ana.learnerId]);
    });

    it('has nothing to give where nothing waits or nobody is', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana');
      expect(await store.load(learnerId)).toBeUndefined();
      expect(await store.load('l999')).toBeUndefined();
      expect(await store.load('nobody')).toBeUndefined();
      expect(await store.waiting(10)).toEqual([]);
    });

    it('counts how often an event was begun', async () => {
      const { store } = under();
      const { eventId } = await store.accept(text('ana', '1'));
      expect(await store.markBegun(eventId)).toBe(1);
      expect(await store.markBegun(eventId)).toBe(2);
    });
  });

  describe('commit', () => {
    it('writes all of a turn', async () => {
      const { store } = under();
      const { learnerId } = await store.accept(text('ana', '1'));
      const loaded = await take(store, learnerId);
      const learner = {
        ...loaded.learner,
        sequence: 3,
        profile: { language: 'es', name: 'Ana', interests: ['food'] },
        thread: { asked: 1, slips: 2 },
        active: 2,
      };
      const instances = [
        flow(1, { status: 'done' }),
        flow(2, { frozen: 'f00', snapshot: { a: [1, null, 'ü'] } }),
      ];
      expect(
        await store.commit(turn(loaded, { learner, instances, outbox: [send(loaded.chat.id, 'hi')] })),
      ).toEqual({ outcome: 'committed', appended: [], queued: true, more: false });

      await store.accept(text('ana', '2'));
      const next = await take(store, learnerId);
      expect(next.learner).toEqual({ ...learner, version: 1 });
      expect(next.instances).toEqual([instances[1]]);
      expect(await claimed(store, noon)).toEqual(['hi']);
    });

    it('lets one of two turns of a learner through and keeps nothing of the other', async () => {
      const { store } = under();
      const { learnerId } = await store.accept(text('ana', '1'));
      const loaded = await take(store, learnerId);
      const outcomes = await Promise.all([
        store.commit(turn(loaded, { outbox: [send(loaded.chat.id, 'one')], instances: [flow(1)] })),
        store.commit(
          turn(loaded, { outbox: [send(loaded.chat.id, 'two')], records: [attempt('english/a/b#c')] }),
        ),
      ]);
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['committed', 'conflict']);
      expect(await claimed(store, noon)).toEqual(['one']);
      expect((await store.progress(learnerId, 'english', noon)).answered).toBe(0);
    });

    it('refuses a turn for an event that is done, even with the version of today', async () => {
      const { store } = under();
      const { learnerId } = await store.accept(text('ana', '1'));
      const first = await take(store, learnerId);
      await store.commit(turn(first));
      await store.accept(text('ana', '2'));
      const second = await take(store, learnerId);
      const stale = turn(second, { eventId: first.eventId, outbox: [send(second.chat.id, 'twice')] });
      expect(await store.commit(stale)).toEqual({ outcome: 'conflict' });
      expect(await claimed(store, noon)).toEqual([]);
    });

    it('refuses a turn for another learner’s event', async () => {
      const { store } = under();
      const ana = await store.accept(text('ana', '1'));
      const ben = await store.accept(text('ben', '1'));
      const loaded = await take(store, ana.learnerId);
      expect(await store.commit(turn(loaded, { eventId: ben.eventId }))).toEqual({ outcome: 'conflict' });
      expect((await take(store, ben.learnerId)).eventId).toBe(ben.eventId);
    });

    it('undoes all of a turn that fails half-way, and nothing of those committed with it', async () => {
      const { store } = under();
      const ana = await take(store, (await store.accept(text('ana', '1'))).learnerId);
      const bad = await take(store, (await store.accept(text('bad', '1'))).learnerId);
      const eve = await take(store, (await store.accept(text('eve', '1'))).learnerId);
      const nowhere = 987_654;
      const outcomes = await Promise.allSettled([
        store.commit(turn(ana, { outbox: [send(ana.chat.id, 'to ana')] })),
        store.commit(
          turn(bad, {
            instances: [flow(1)],
            records: [attempt('english/a/b#c')],
            schedule: [{ timer: 'reminder', at: noon }],
            outbox: [send(bad.chat.id, 'to bad'), send(nowhere, 'to nobody')],
          }),
        ),
        store.commit(turn(eve, { outbox: [send(eve.chat.id, 'to eve')] })),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await claimed(store, noon)).toEqual(['to ana', 'to eve']);
      expect(await take(store, bad.learner.id)).toEqual(bad);
      expect((await store.progress(bad.learner.id, 'english', noon)).answered).toBe(0);
      expect((await store.counts()).timers).toBe(0);
    });

    it('says whether another event of the learner waits', async () => {
      const { store } = under();
      const { learnerId } = await store.accept(text('ana', '1'));
      await store.accept(text('ana', '2'));
      await store.accept(text('ben', '1'));
      expect(await store.commit(turn(await take(store, learnerId)))).toMatchObject({ more: true });
      expect(await store.commit(turn(await take(store, learnerId)))).toMatchObject({ more: false });
    });

    it('keeps an event that was set aside with its reason, and goes on with the next', async () => {
      const { store } = under();
      const { learnerId, eventId } = await store.accept(text('ana', '1'));
      await store.accept(text('ana', '2'));
      await store.commit(turn(await take(store, learnerId), { eventState: 'aside', error: 'Error: boom' }));
      expect((await take(store, learnerId)).event).toMatchObject({ text: 'text 2' });
      expect(await store.eventsAside(10)).toEqual([
        { eventId, learnerId, kind: 'message', error: 'Error: boom', at: noon },
      ]);
      expect(await store.counts()).toMatchObject({ eventsAside: 1, eventsWaiting: 1 });
    });
  });

  describe('lines that are delivered with their turn', () => {
    const line = (chatId: number, said: string) =>
      send(chatId, said, { append: { kind: 'text', text: said } });
    const said = async (store: Store, chatId: number) =>
      (await store.messages(chatId, 0, 100)).filter(({ from }) => from === 'bot').map(({ text }) => text);

    it('stand in the history, in order, and never in the outbox', async () => {
      const { store } = under();
      const { learnerId, chatId } = await store.accept(text('ana', '1'));
      const loaded = await take(store, learnerId);
      const outbox = [line(chatId, 'one'), line(chatId, 'two')];
      const committed = await store.commit(turn(loaded, { outbox, now: noon + 7 }));
      const lines = ['one', 'two'].map((text, index) => ({
        chatId,
        n: index + 2,
        from: 'bot',
        kind: 'text',
        text,
        body: { text },
        at: noon + 7,
      }));
      expect(committed).toEqual({ outcome: 'committed', appended: lines, queued: false, more: false });
      expect(await store.messages(chatId, 1, 100)).toEqual(lines);
      expect(await claimed(store, noon)).toEqual([]);
    });

    it('wait behind what waits in the line already, and behind what their own turn puts there', async () => {
      const { store } = under();
      const { chatId } = await learnerWith(store, 'ana', ({ chat }) => ({ outbox: [send(chat.id, '1')] }));
      const { learnerId } = await store.accept(text('ana', '2'));
      const behind = turn(await take(store, learnerId), { outbox: [line(chatId, '2')] });
      expect(await store.commit(behind)).toMatchObject({ appended: [], queued: true });
      expect(await said(store, chatId)).toEqual([]);
      for (const text of ['1', '2']) {
        const { id } = await head(store, noon);
        const append = { kind: 'text', text, body: null };
        await store.settle({ id, at: noon, outcome: { kind: 'done', append } });
      }
      expect(await said(store, chatId)).toEqual(['1', '2']);
      const mixed = [line(chatId, '3'), send(chatId, '4'), line(chatId, '5')];
      await store.accept(text('ana', '3'));
      await store.commit(turn(await take(store, learnerId), { outbox: mixed }));
      expect(await said(store, chatId)).toEqual(['1', '2', '3']);
      expect(await claimed(store, noon)).toEqual(['4']);
    });

    it('wait for nothing that is not in their line: what failed, what is unordered, other chats', async () => {
      const { store } = under();
      await learnerWith(store, 'ben', ({ chat }) => ({ outbox: [send(chat.id, 'to ben')] }));
      const { chatId } = await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [send(chat.id, 'refused'), asking(chat.id, '1.place.1')],
      }));
      const rows = await store.claim(noon, 10, new Set());
      const refused = rows.find((row) => row.chatId === chatId && row.ordered);
      await store.settle({ id: refused?.id ?? 0, at: noon, outcome: { kind: 'rejected', error: 'no' } });
      await nextTurn(store, 'ana', '2', () => ({ outbox: [line(chatId, 'hi')] }));
      expect(await said(store, chatId)).toEqual(['hi']);
    });

    it('are not there when their turn is not', async () => {
      const { store } = under();
      const { learnerId, chatId } = await store.accept(text('ana', '1'));
      const loaded = await take(store, learnerId);
      const outbox = [line(chatId, 'hi')];
      const bad = turn(loaded, { outbox: [...outbox, send(987_654, 'to nobody')] });
      await expect(store.commit(bad)).rejects.toThrow();
      expect(await said(store, chatId)).toEqual([]);
      const twice = await Promise.all([1, 2].map(() => store.commit(turn(loaded, { outbox }))));
      expect(twice.map(({ outcome }) => outcome)).toEqual(['committed', 'conflict']);
      expect(await said(store, chatId)).toEqual(['hi']);
    });
  });

  describe('instances', () => {
    it('gives the unfinished ones, the last touched first, and the active one', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', ({ learner }) => ({
        learner: { ...learner, sequence: 5, active: 3 },
        instances: [
          flow(1, { touched: noon + 5 }),
          flow(2, { status: 'ended', touched: noon + 9 }),
          flow(3, { status: 'done', touched: noon + 2 }),
          flow(4, { touched: noon + 7 }),
        ],
      }));
      await store.accept(text('ana', '2'));
      expect((await take(store, learnerId)).instances.map(({ id }) => id)).toEqual([4, 1, 3]);
    });

    it('writes an instance over its earlier self', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({ instances: [flow(1)] }));
      const changed = flow(1, { version: 2, snapshot: { value: 'done' }, touched: noon + 1 });
      await nextTurn(store, 'ana', '2', () => ({ instances: [changed] }));
      await store.accept(text('ana', '3'));
      expect((await take(store, learnerId)).instances).toEqual([changed]);
    });

    it('keeps learners’ instances apart', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', () => ({ instances: [flow(1, { flow: 'lesson' })] }));
      const ben = await learnerWith(store, 'ben', () => ({ instances: [flow(1, { flow: 'settings' })] }));
      await store.accept(text('ben', '2'));
      expect((await take(store, ben.learnerId)).instances.map(({ flow }) => flow)).toEqual(['settings']);
    });
  });

  describe('where the answer goes', () => {
    it('is the chat of the event', async () => {
      const { store } = under();
      const here = await store.accept(text('ana', '1'));
      const there = await store.accept(text('ana-two', '1', { sender: { address: 'ana' }, at: noon + 5 }));
      expect(there.learnerId).toBe(here.learnerId);
      expect((await take(store, here.learnerId)).chat.address).toBe('ana');
    });

    it('is the chat a look-up was asked from, for its result', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [asking(chat.id, '1.a.1')],
      }));
      const [row] = await store.claim(noon, 1, new Set());
      await store.settle({
        id: row?.id ?? 0,
        at: noon,
        outcome: { kind: 'result', request: '1.a.1', result: { kind: 'failed' } },
      });
      expect((await take(store, learnerId)).chat.address).toBe('ana');
    });

    it('is where the learner last wrote, for a timer', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', () => ({ schedule: [{ timer: 'reminder', at: noon + 100 }] }));
      const { learnerId } = await store.accept(
        text('ana-two', '1', { sender: { address: 'ana' }, at: noon + 50 }),
      );
      await store.commit(turn(await take(store, learnerId)));
      await store.fireTimers(noon + 100);
      expect((await take(store, learnerId)).chat.address).toBe('ana-two');
    });
  });
}
