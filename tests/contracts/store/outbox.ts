import { describe, expect, it } from 'vitest';
import type { Settlement, Store } from '../../../db/store.js';
import type { StoreUnderTest } from '../store.js';
import { asking, claimed, head, learnerWith, nextTurn, noon, send, take, text, turn } from './given.js';

function settle(store: Store, id: number, outcome: Settlement['outcome'], at = noon) {
  return store.settle({ id, at, outcome });
}

const shown = (said: string) => ({
  kind: 'done' as const,
  append: { kind: 'text', text: said, body: { text: said } },
});

export function outboxContract(under: () => StoreUnderTest): void {
  describe('outbox', () => {
    it('hands a row over as it was committed', async () => {
      const { store } = under();
      const { chatId, learnerId } = await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [asking(chat.id, '1.place.1', { notAfter: noon + 9, dueAt: noon + 2 })],
      }));
      const row = await head(store, noon + 2);
      expect(row).toEqual({
        id: row.id,
        learnerId,
        chatId,
        kind: 'locate',
        payload: { place: 'Lima' },
        request: '1.place.1',
        notAfter: noon + 9,
        dueAt: noon + 2,
        ordered: false,
        attempts: 0,
        chat: { id: chatId, channel: 'web', account: 'main', address: 'ana', learnerId },
      });
    });

    it('lets only the head of a chat’s line leave, and the chats side by side', async () => {
      const { store } = under();
      for (const name of ['ana', 'ben'])
        await learnerWith(store, name, ({ chat }) => ({
          outbox: [send(chat.id, `${name} 1`), send(chat.id, `${name} 2`), asking(chat.id, `${name}.place`)],
        }));
      expect(await claimed(store, noon)).toEqual(['ana 1', 'ana.place', 'ben 1', 'ben.place']);
      await settle(store, (await head(store, noon)).id, shown('ana 1'));
      expect(await claimed(store, noon)).toEqual(['ana 2', 'ana.place', 'ben 1', 'ben.place']);
    });

    it('lets an answer be shown while it is made only where nothing waits in the line', async () => {
      const { store } = under();
      const { learnerId, chatId } = await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [send(chat.id, 'first'), asking(chat.id, '1.talk.1')],
      }));
      const [before, asked] = await store.claim(noon, 2, new Set());
      if (!before || !asked) throw new Error('two rows are due');
      expect(await store.drafts(asked.id)).toBe(false);
      await settle(store, before.id, shown('first'));
      expect(await store.drafts(asked.id)).toBe(true);
      await nextTurn(store, 'ana', 'b', () => ({ abandon: ['1.talk.1'] }));
      expect(await store.drafts(asked.id)).toBe(false);
      expect([learnerId, chatId]).toEqual([asked.learnerId, asked.chatId]);
    });

    it('keeps the order of a line over turns', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', ({ chat }) => ({ outbox: [send(chat.id, '1'), send(chat.id, '2')] }));
      await nextTurn(store, 'ana', 'b', ({ chat }) => ({ outbox: [send(chat.id, '3')] }));
      const said: string[] = [];
      for (let i = 0; i < 3; i += 1) {
        const row = await head(store, noon);
        said.push((row.payload as { text: string }).text);
        await settle(store, row.id, shown(said.at(-1) ?? ''));
      }
      expect(said).toEqual(['1', '2', '3']);
      expect(await claimed(store, noon)).toEqual([]);
    });

    it('leaves out what is running, and gives no more than asked for', async () => {
      const { store } = under();
      for (const name of ['ana', 'ben', 'eve'])
        await learnerWith(store, name, ({ chat }) => ({
          outbox: [send(chat.id, name), send(chat.id, 'later')],
        }));
      const first = await head(store, noon);
      expect(await claimed(store, noon, [first.id])).toEqual(['ben', 'eve']);
      expect(await claimed(store, noon, [first.id], 1)).toEqual(['ben']);
    });

    it('holds a row back until it is due, and with it the rest of its line', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [
          send(chat.id, 'later', { dueAt: noon + 10 }),
          send(chat.id, 'after that'),
          asking(chat.id, 'now'),
        ],
      }));
      expect(await claimed(store, noon)).toEqual(['now']);
      expect(await claimed(store, noon + 10)).toEqual(['now', 'later']);
    });

    it('lets what is due at once leave though the clock was set back, in order', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', ({ chat }) => ({ outbox: [send(chat.id, 'one')] }));
      await store.accept(text('ben', '1', { at: noon - 5000 }));
      const { learnerId } = await store.accept(text('ben', '2', { at: noon - 5000 }));
      const loaded = await take(store, learnerId);
      await store.commit(turn(loaded, { outbox: [send(loaded.chat.id, 'two')] }));
      expect(await claimed(store, noon - 4000)).toEqual(['one', 'two']);
      expect((await head(store, noon - 4000)).dueAt).toBeUndefined();
    });

    it('appends what the learner sees to the history', async () => {
      const { store } = under();
      const { chatId } = await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [send(chat.id, 'hello')],
      }));
      await store.accept(text('ana', '2'));
      const settled = await settle(store, (await head(store, noon)).id, shown('hello'), noon + 3);
      const line = {
        chatId,
        n: 3,
        from: 'bot',
        kind: 'text',
        text: 'hello',
        body: { text: 'hello' },
        at: noon + 3,
      };
      expect(settled).toEqual({ applied: true, message: line });
      expect(await store.messages(chatId, 2, 10)).toEqual([line]);
      expect((await store.findChat('web', 'main', 'ana'))?.lastN).toBe(3);
    });

    it('settles a row once', async () => {
      const { store } = under();
      const { chatId } = await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [send(chat.id, 'hello')],
      }));
      const { id } = await head(store, noon);
      const outcomes = await Promise.all([
        settle(store, id, shown('hello')),
        settle(store, id, shown('hello')),
      ]);
      expect(outcomes.map(({ applied }) => applied)).toEqual([true, false]);
      expect(await settle(store, id, { kind: 'gone', error: 'blocked' })).toEqual({ applied: false });
      expect(await store.messages(chatId, 0, 10)).toHaveLength(2);
    });

    it('turns a result into an event of the learner, once', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [asking(chat.id, '1.place.1')],
      }));
      const { id } = await head(store, noon);
      const result = { kind: 'located' as const, zones: [{ name: 'Lima, Peru', zone: 'America/Lima' }] };
      const outcome = { kind: 'result' as const, request: '1.place.1', result };
      expect(await settle(store, id, outcome, noon + 4)).toEqual({ applied: true, learnerId });
      expect(await settle(store, id, outcome, noon + 5)).toEqual({ applied: false });
      expect((await take(store, learnerId)).event).toEqual({
        kind: 'result',
        request: '1.place.1',
        result,
        at: noon + 4,
        seen: 1,
      });
      expect((await store.counts()).eventsWaiting).toBe(1);
    });

    it('keeps a row that is tried again at the head of its line', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [send(chat.id, 'one'), send(chat.id, 'two')],
      }));
      const { id } = await head(store, noon);
      await settle(store, id, { kind: 'retry', at: noon + 100, error: '502' });
      expect(await claimed(store, noon + 99)).toEqual([]);
      expect(await head(store, noon + 100)).toMatchObject({ id, attempts: 1 });
    });

    it('counts no attempt where it was cut off by ourselves', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', ({ chat }) => ({ outbox: [asking(chat.id, '1.place.1')] }));
      const { id } = await head(store, noon);
      await settle(store, id, { kind: 'retry', at: noon, error: 'stopped', free: true });
      expect(await head(store, noon)).toMatchObject({ id, attempts: 0 });
    });

    it('lets the line go on past what was refused, and shows it', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [send(chat.id, 'one'), send(chat.id, 'two')],
      }));
      const { id } = await head(store, noon);
      await settle(store, id, { kind: 'rejected', error: 'too long' }, noon + 1);
      expect(await claimed(store, noon)).toEqual(['two']);
      expect(await store.sendsFailed(10)).toEqual([
        { id, kind: 'send', channel: 'web', error: 'too long', at: noon + 1 },
      ]);
      expect(await store.counts()).toMatchObject({ sendsFailed: 1, outboxWaiting: 1 });
    });

    it('cancels the rest of a chat that is gone, and no other', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [
          send(chat.id, 'one'),
          send(chat.id, 'two'),
          { chatId: chat.id, kind: 'erase', payload: { erase: true }, ordered: true },
          send(chat.id, 'three'),
        ],
      }));
      await learnerWith(store, 'ben', ({ chat }) => ({ outbox: [send(chat.id, 'ben')] }));
      await settle(store, (await head(store, noon)).id, { kind: 'gone', error: 'blocked' });
      // Who blocks us after asking to be forgotten is still to be forgotten.
      expect((await store.claim(noon, 10, new Set())).map(({ kind }) => kind)).toEqual(['erase', 'send']);
      expect(await store.counts()).toMatchObject({ sendsFailed: 1, outboxWaiting: 2 });
    });

    it('writes to a chat again that came back', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', ({ chat }) => ({ outbox: [send(chat.id, 'one')] }));
      await settle(store, (await head(store, noon)).id, { kind: 'gone', error: 'blocked' });
      await nextTurn(store, 'ana', '2', ({ chat }) => ({ outbox: [send(chat.id, 'hello again')] }));
      expect(await claimed(store, noon)).toEqual(['hello again']);
    });
  });

  describe('requests', () => {
    it('takes an abandoned request out of the outbox; its result is not applied', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [asking(chat.id, '1.place.1'), asking(chat.id, '1.place.2')],
      }));
      const { id } = await head(store, noon);
      await nextTurn(store, 'ana', '2', () => ({ abandon: ['1.place.1'] }));
      expect(await claimed(store, noon)).toEqual(['1.place.2']);
      const outcome = { kind: 'result' as const, request: '1.place.1', result: { kind: 'failed' as const } };
      expect(await settle(store, id, outcome)).toEqual({ applied: false });
      expect(await store.load(learnerId)).toBeUndefined();
    });

    it('keeps what an abandoned request cost as an event that is late, once, and nothing of who is gone', async () => {
      const { store } = under();
      const { learnerId, chatId } = await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [asking(chat.id, '1.talk.1'), asking(chat.id, '1.talk.2')],
      }));
      const [first, second] = await store.claim(noon, 10, new Set());
      await nextTurn(store, 'ana', '2', () => ({ abandon: ['1.talk.1', '1.talk.2'] }));
      const cost = {
        prompt: 'talk' as const,
        promptHash: '',
        model: 'm',
        tokensIn: 9,
        tokensOut: 1,
        microdollars: 5,
      };
      const of = { chatId, learnerId };
      const late = (id: number, calls: number) =>
        store.settle({
          id,
          at: noon + 5,
          of,
          outcome: {
            kind: 'result',
            request: '1.talk.1',
            result: { kind: 'failed', cost: { ...cost, calls } },
          },
        });
      expect(await late(first?.id ?? 0, 0)).toEqual({ applied: false });
      expect(await late(first?.id ?? 0, 1)).toEqual({ applied: true, learnerId });
      expect(await late(first?.id ?? 0, 1)).toEqual({ applied: false });
      expect((await store.load(learnerId))?.event).toMatchObject({
        kind: 'result',
        request: '1.talk.1',
        late: true,
      });
      await store.erase(learnerId);
      expect(await late(second?.id ?? 0, 1)).toEqual({ applied: false });
    });

    it('lets the line go on when an ordered request is abandoned', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [asking(chat.id, '1.place.1', { ordered: true }), send(chat.id, 'after it')],
      }));
      await nextTurn(store, 'ana', '2', () => ({ abandon: ['1.place.1'] }));
      expect(await claimed(store, noon)).toEqual(['after it']);
    });

    it('leaves what was answered already, and other learners’ requests, alone', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [asking(chat.id, '1.place.1')],
      }));
      await settle(store, (await head(store, noon)).id, {
        kind: 'result',
        request: '1.place.1',
        result: { kind: 'failed' },
      });
      await learnerWith(store, 'ben', ({ chat }) => ({ outbox: [asking(chat.id, '1.place.1')] }));
      const loaded = await take(store, learnerId);
      await store.commit({
        eventId: loaded.eventId,
        eventState: 'late',
        learner: loaded.learner,
        instances: [],
        records: [{ kind: 'lateResult', request: '1.place.1' }],
        outbox: [],
        schedule: [],
        unschedule: [],
        abandon: ['1.place.1'],
        at: noon,
      });
      expect(await store.load(learnerId)).toBeUndefined();
      expect(await claimed(store, noon)).toEqual(['1.place.1']);
      expect((await head(store, noon)).chat.address).toBe('ben');
    });
  });

  describe('when something is due next', () => {
    it('is never where nothing waits', async () => {
      const { store } = under();
      await learnerWith(store, 'ana');
      expect(await store.nextDue()).toBeUndefined();
    });

    it('is the earliest of timers and rows that could leave', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', ({ chat }) => ({
        schedule: [{ timer: 'reminder', at: noon + 50 }],
        outbox: [send(chat.id, 'held up', { dueAt: noon + 70 }), send(chat.id, 'behind it')],
      }));
      expect(await store.nextDue()).toBe(noon + 50);
      await store.fireTimers(noon + 50);
      expect(await store.nextDue()).toBe(noon + 70);
    });

    it('does not count what is running', async () => {
      const { store } = under();
      await learnerWith(store, 'ana', ({ chat }) => ({
        outbox: [send(chat.id, 'one'), asking(chat.id, 'two', { dueAt: noon + 30 })],
      }));
      const { id } = await head(store, noon);
      expect(await store.nextDue()).toBe(0);
      expect(await store.nextDue(new Set([id]))).toBe(noon + 30);
    });
  });
}
