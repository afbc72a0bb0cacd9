import { describe, expect, it } from 'vitest';
import type { Store } from '../../../db/store.js';
import type { Profile } from '../../../flows/learner.js';
import type { LessonDone } from '../../../flows/records.js';
import type { StoreUnderTest } from '../store.js';
import { asking, attempt, claimed, flow, head, learnerWith, noon, send, take, text, turn } from './given.js';

function done(lesson: string): LessonDone {
  return {
    kind: 'lessonDone',
    course: 'english',
    lesson,
    hash: 'f00',
    firstTry: 1,
    exercises: 2,
    durationMs: 3,
  };
}

const nothing = {
  prompt: 'talk' as const,
  promptHash: '',
  model: '',
  calls: 0,
  tokensIn: 0,
  tokensOut: 0,
  microdollars: 0,
};

/** Ana with this much said about models, and a phone whose learner waits for one in a talk. */
async function talking(store: Store, profile: Partial<Profile>) {
  const ana = await learnerWith(store, 'ana', ({ learner }) => ({
    learner: { ...learner, sequence: 4, profile: { ...learner.profile, ...profile } },
  }));
  const phone = await learnerWith(store, 'phone', ({ learner, chat }) => ({
    learner: { ...learner, sequence: 2, profile: { ...learner.profile, consent: true, age: 'adult' } },
    instances: [flow(2)],
    outbox: [
      asking(chat.id, '2.talk.1', {
        kind: 'tutor',
        payload: { prompt: 'talk', args: {}, talk: { instance: 2, after: 3 } },
      }),
      asking(chat.id, '2.proof.1', { kind: 'proofread', payload: { text: 'I ate a apple.' } }),
      asking(chat.id, '2.grade.1', { kind: 'tutor', payload: { prompt: 'grade-translate', args: {} } }),
    ],
  }));
  return { ana, phone };
}

export function mergeContract(under: () => StoreUnderTest): void {
  describe('merge', () => {
    it('makes one learner of two: chats, identities and waiting events', async () => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana');
      const phone = await learnerWith(store, 'phone');
      await store.accept(text('ana', 'a'));
      await store.accept(text('phone', 'b'));
      await store.accept(text('ana', 'c'));
      await store.merge(phone.learnerId, ana.learnerId);

      expect(await store.waiting(10)).toEqual([ana.learnerId]);
      const texts: unknown[] = [];
      for (let i = 0; i < 3; i += 1) {
        const loaded = await take(store, ana.learnerId);
        texts.push(loaded.event);
        await store.commit(turn(loaded));
      }
      // In the order of acceptance; what was written to the other had seen nothing of this one's questions.
      expect(texts).toMatchObject([
        { text: 'text a', seen: 1 },
        { text: 'text b', seen: 0 },
        { text: 'text c', seen: 1 },
      ]);
      expect((await store.accept(text('phone', 'd'))).learnerId).toBe(ana.learnerId);
      expect((await store.accept(text('phone-two', 'e', { sender: { address: 'phone' } }))).learnerId).toBe(
        ana.learnerId,
      );
      expect((await store.counts()).learners).toBe(1);
    });

    it('moves both versions: a turn that began before conflicts', async () => {
      const { store } = under();
      const ana = await store.accept(text('ana', '1'));
      const phone = await store.accept(text('phone', '1'));
      const [turnOfAna, turnOfPhone] = [await take(store, ana.learnerId), await take(store, phone.learnerId)];
      await store.merge(phone.learnerId, ana.learnerId);
      expect(await store.commit(turn(turnOfAna))).toEqual({ outcome: 'conflict' });
      expect(await store.commit(turn(turnOfPhone))).toEqual({ outcome: 'conflict' });
      expect((await take(store, ana.learnerId)).learner.version).toBe(turnOfAna.learner.version + 1);
    });

    it('numbers the instances of the one after those of the other, whose active one stays', async () => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana', ({ learner }) => ({
        learner: { ...learner, sequence: 3, active: 2 },
        instances: [flow(1), flow(2, { touched: noon + 1 })],
      }));
      const phone = await learnerWith(store, 'phone', ({ learner }) => ({
        learner: { ...learner, sequence: 2, active: 1 },
        instances: [flow(1, { flow: 'settings', touched: noon + 2 })],
      }));
      await store.merge(phone.learnerId, ana.learnerId);
      await store.accept(text('ana', '2'));
      const { learner, instances } = await take(store, ana.learnerId);
      expect(instances.map(({ id, flow }) => [id, flow])).toEqual([
        [4, 'settings'],
        [2, 'lesson'],
        [1, 'lesson'],
      ]);
      expect(learner).toMatchObject({ active: 2, sequence: 5 });
    });

    it('adds up what was earned; what both have counts once', async () => {
      const { store } = under();
      const earned = (word: string) => [
        attempt('english/a/b#c'),
        { kind: 'points' as const, amount: 3, source: 'english/a/b#c' },
        done('cafe/ordering'),
        { kind: 'wordMet' as const, course: 'english', item: 'english/a/b#w', word },
        { kind: 'wordMet' as const, course: 'english', item: 'english/a/b#w', word: 'both' },
      ];
      const ana = await learnerWith(store, 'ana', () => ({ records: earned('bill') }));
      const phone = await learnerWith(store, 'phone', () => ({
        records: [...earned('tip'), done('cafe/paying')],
        at: noon + 5,
      }));
      await store.merge(phone.learnerId, ana.learnerId);
      expect(await store.doneLessons(ana.learnerId, 'english')).toEqual([
        { lesson: 'cafe/ordering', times: 2, lastAt: noon + 5 },
        { lesson: 'cafe/paying', times: 1, lastAt: noon + 5 },
      ]);
      expect(await store.progress(ana.learnerId, 'english', noon + 5)).toMatchObject({
        lessonsDone: 2,
        right: 2,
        answered: 2,
        words: 3,
        points: 6,
        recent: [noon, noon + 5],
      });
    });

    it('takes over what is learned only by the other', async () => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana');
      const phone = await learnerWith(store, 'phone', () => ({ records: [attempt('english/a/b#c')] }));
      await store.merge(phone.learnerId, ana.learnerId);
      expect(await store.progress(ana.learnerId, 'english', noon)).toMatchObject({ right: 1, answered: 1 });
    });

    it('keeps the own timer of a name, and takes over the others', async () => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana', () => ({
        schedule: [{ timer: 'reminder', at: noon + 10 }],
      }));
      const phone = await learnerWith(store, 'phone', () => ({
        schedule: [
          { timer: 'reminder', at: noon + 5 },
          { timer: 'other', at: noon + 7 },
        ],
      }));
      await store.merge(phone.learnerId, ana.learnerId);
      expect(await store.nextDue()).toBe(noon + 7);
      expect(await store.fireTimers(noon + 7)).toEqual([ana.learnerId]);
      expect(await store.nextDue()).toBe(noon + 10);
    });

    it('gives a late result to the one who is left, never to an instance that did not ask', async () => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana', ({ learner }) => ({
        learner: { ...learner, sequence: 4 },
        instances: [flow(1), flow(3)],
      }));
      const phone = await learnerWith(store, 'phone', ({ learner, chat }) => ({
        learner: { ...learner, sequence: 2 },
        instances: [flow(1)],
        outbox: [asking(chat.id, '1.place.1')],
      }));
      const row = await head(store, noon);
      await store.merge(phone.learnerId, ana.learnerId);
      const result = { kind: 'failed' as const };
      expect(
        await store.settle({
          id: row.id,
          at: noon,
          outcome: { kind: 'result', request: '1.place.1', result },
        }),
      ).toEqual({ applied: true, learnerId: ana.learnerId });
      const { event, instances } = await take(store, ana.learnerId);
      expect(event).toMatchObject({ request: '5.place.1', result });
      expect(instances.map(({ id }) => id)).toContain(5);
    });

    it('lets a talk go on with a model under its new number', async () => {
      const { store } = under();
      const { ana, phone } = await talking(store, { consent: true, age: 'adult' });
      await store.merge(phone.learnerId, ana.learnerId);
      const rows = await store.claim(noon, 10, new Set());
      expect(rows.map(({ request, payload }) => [request, payload])).toEqual([
        ['6.talk.1', { prompt: 'talk', args: {}, talk: { instance: 6, after: 3 } }],
        ['6.proof.1', { text: 'I ate a apple.' }],
        ['6.grade.1', { prompt: 'grade-translate', args: {} }],
      ]);
      expect(await store.waiting(10)).toEqual([]);
    });

    it.each([{}, { consent: false }, { consent: true, age: 'child' as const }])(
      'sends nothing to a model for one who has not said yes: %j',
      async (profile) => {
        const { store } = under();
        const { ana, phone } = await talking(store, profile);
        const [running] = await store.claim(noon, 1, new Set());
        await store.merge(phone.learnerId, ana.learnerId);
        // A proofreader is nobody outside.
        expect(await claimed(store, noon)).toEqual(['6.proof.1']);
        const told: unknown[] = [];
        for (let i = 0; i < 2; i += 1) {
          const loaded = await take(store, ana.learnerId);
          told.push(loaded.event);
          await store.commit(turn(loaded));
        }
        const result = { kind: 'failed' as const, reason: 'unavailable' as const };
        expect(told).toEqual([
          { kind: 'result', request: '6.talk.1', result, at: noon, seen: 0 },
          { kind: 'result', request: '6.grade.1', result, at: noon, seen: 0 },
        ]);
        // What was under way and cost something is on record, and nothing else.
        const cost = { ...nothing, calls: 1 };
        const outcome = {
          kind: 'result' as const,
          request: '2.talk.1',
          result: { ...result, cost },
        };
        const of = { chatId: phone.chatId, learnerId: phone.learnerId };
        await store.settle({ id: running?.id ?? 0, at: noon, outcome, of });
        expect((await take(store, ana.learnerId)).event).toMatchObject({ late: true, result: { cost } });
      },
    );

    it('moves the line that says it takes long with its request, rung or not', async () => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana', ({ learner }) => ({
        learner: { ...learner, sequence: 4 },
        schedule: [{ timer: 'slow:2.talk.1', at: noon + 9 }],
      }));
      const phone = await learnerWith(store, 'phone', ({ learner }) => ({
        learner: { ...learner, sequence: 2 },
        schedule: [
          { timer: 'slow:1.talk.1', at: noon + 1 },
          { timer: 'slow:2.talk.1', at: noon + 5 },
        ],
      }));
      await store.fireTimers(noon + 1);
      await store.merge(phone.learnerId, ana.learnerId);
      await store.fireTimers(noon + 9);
      const rung: unknown[] = [];
      for (let i = 0; i < 3; i += 1) {
        const loaded = await take(store, ana.learnerId);
        rung.push('timer' in loaded.event && loaded.event.timer);
        await store.commit(turn(loaded));
      }
      expect(rung).toEqual(['slow:5.talk.1', 'slow:6.talk.1', 'slow:2.talk.1']);
    });

    it.each([
      ['beside its own', [{ to: 1, from: 3 }]],
      ['without any of its own', undefined],
    ])('a flow that waits for another finds it under its new number, %s', async (_, own) => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana', ({ learner }) => ({
        learner: { ...learner, sequence: 4, thread: { slips: 1, ...(own && { backs: own }) } },
      }));
      const phone = await learnerWith(store, 'phone', ({ learner }) => ({
        learner: {
          ...learner,
          sequence: 2,
          thread: { slips: 7, backs: [{ to: 1, from: 2, outcome: { goals: ['a'] } }] },
        },
      }));
      await store.merge(phone.learnerId, ana.learnerId);
      await store.accept(text('ana', '2'));
      expect((await take(store, ana.learnerId)).learner.thread).toEqual({
        slips: 1,
        backs: [...(own ?? []), { to: 5, from: 6, outcome: { goals: ['a'] } }],
      });
    });

    it.each([
      ['behind its own', [{ instance: 2, position: '0', at: 1, seen: 1, request: '3.listen' }]],
      ['without any of its own', undefined],
    ])('what was said aloud is still waited for, under its new number, %s', async (_, own) => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana', ({ learner }) => ({
        learner: { ...learner, sequence: 4, thread: { slips: 1, ...(own && { notes: own }) } },
      }));
      const phone = await learnerWith(store, 'phone', ({ learner }) => ({
        learner: {
          ...learner,
          sequence: 5,
          thread: {
            notes: [
              { instance: 1, position: '3', at: 5, seen: 2, request: '4.listen' },
              { instance: 1, position: '3', at: 6, seen: 2, gate: 2, recording: { remote: 'r', seconds: 2 } },
              { at: 7, seen: 2, request: '3.listen' },
            ],
          },
        },
      }));
      await store.merge(phone.learnerId, ana.learnerId);
      await store.accept(text('ana', '2'));
      expect((await take(store, ana.learnerId)).learner.thread).toEqual({
        slips: 1,
        notes: [
          ...(own ?? []),
          { instance: 5, position: '3', at: 5, seen: 2, request: '8.listen' },
          { instance: 5, position: '3', at: 6, seen: 2, gate: 6, recording: { remote: 'r', seconds: 2 } },
          { at: 7, seen: 2, request: '7.listen' },
        ],
      });
    });

    it('keeps nobody waiting where nobody did', async () => {
      const { store } = under();
      const [ana, phone] = [await learnerWith(store, 'ana'), await learnerWith(store, 'phone')];
      await store.merge(phone.learnerId, ana.learnerId);
      await store.accept(text('ana', '2'));
      expect((await take(store, ana.learnerId)).learner.thread).toEqual({});
    });

    it('goes on with the other’s outbox', async () => {
      const { store } = under();
      const ana = await learnerWith(store, 'ana');
      const phone = await learnerWith(store, 'phone', ({ chat }) => ({
        outbox: [send(chat.id, 'on its way')],
      }));
      await store.merge(phone.learnerId, ana.learnerId);
      expect(await claimed(store, noon)).toEqual(['on its way']);
      expect(await head(store, noon)).toMatchObject({
        learnerId: ana.learnerId,
        chat: { learnerId: ana.learnerId },
      });
    });

    it('knows who is meant by an old id, through several merges', async () => {
      const { store } = under();
      const [a, b, c] = [
        await learnerWith(store, 'a'),
        await learnerWith(store, 'b'),
        await learnerWith(store, 'c'),
      ];
      await store.merge(a.learnerId, b.learnerId);
      await store.merge(b.learnerId, c.learnerId);
      expect(await store.resolve(a.learnerId)).toBe(c.learnerId);
      expect(await store.resolve(b.learnerId)).toBe(c.learnerId);
      expect(await store.resolve(c.learnerId)).toBe(c.learnerId);
      expect(await store.resolve('l999')).toBeUndefined();
      expect(await store.resolve('nobody')).toBeUndefined();
    });

    it('does nothing to somebody who is one already, and refuses nobody', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana');
      await store.merge(learnerId, learnerId);
      await store.accept(text('ana', '2'));
      expect((await take(store, learnerId)).learner.version).toBe(1);
      await expect(store.merge('l999', learnerId)).rejects.toThrow('l999');
      await expect(store.merge(learnerId, 'nobody')).rejects.toThrow('nobody');
    });
  });
}
