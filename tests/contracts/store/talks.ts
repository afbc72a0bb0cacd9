import { describe, expect, it } from 'vitest';
import type { Correction, FlowRecord, ReplyRecord } from '../../../flows/records.js';
import type { StoreUnderTest } from '../store.js';
import { attempt, flow, learnerWith, nextTurn, noon, text } from './given.js';

const minute = 60_000;

function said(talk: number, line: number, words: string, who: 'learner' | 'tutor' = 'learner'): FlowRecord {
  return { kind: 'utterance', talk, line, who, text: words };
}

function corrected(better: string): Correction {
  return {
    kind: 'correction',
    source: 'talk/nurse',
    wrong: 'x',
    better,
    reason: 'because',
    error: 'tense',
    skill: 'writing',
    by: 'model',
  };
}

function asked(calls: number): ReplyRecord {
  const cost = {
    prompt: 'talk' as const,
    promptHash: 'f00',
    model: 'm',
    calls,
    tokensIn: 10,
    tokensOut: 2,
    microdollars: 3,
  };
  return { kind: 'reply', request: '1.talk.1', outcome: 'used', cost };
}

export function talkContract(under: () => StoreUnderTest): void {
  describe('talks', () => {
    it('gives the lines of a talk after one, the newest where there are too many', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        records: [said(1, 1, 'a', 'tutor'), said(1, 2, 'b'), said(1, 3, 'c', 'tutor'), said(2, 1, 'other')],
      }));
      await learnerWith(store, 'ben', () => ({ records: [said(1, 1, 'somebody else')] }));
      expect(await store.utterances(learnerId, 1, 1, 10)).toEqual([
        { line: 2, who: 'learner', text: 'b' },
        { line: 3, who: 'tutor', text: 'c' },
      ]);
      expect((await store.utterances(learnerId, 1, 0, 2)).map(({ text }) => text)).toEqual(['b', 'c']);
    });

    it('a talk moves with its instance when two learners become one', async () => {
      const { store } = under();
      const web = await learnerWith(store, 'web', (loaded) => ({
        learner: { ...loaded.learner, sequence: 4 },
      }));
      const phone = await learnerWith(store, 'phone', (loaded) => ({
        learner: { ...loaded.learner, sequence: 3 },
        instances: [flow(2)],
        records: [said(2, 1, 'on the phone'), corrected('on the phone'), asked(2)],
      }));
      await store.merge(phone.learnerId, web.learnerId);
      await store.accept(text('web', 'next'));
      const moved = (await store.load(web.learnerId))?.instances.map(({ id }) => id) ?? [];
      expect(moved).toHaveLength(1);
      expect(await store.utterances(web.learnerId, moved[0] ?? 0, 0, 9)).toEqual([
        { line: 1, who: 'learner', text: 'on the phone' },
      ]);
      expect(await store.corrected(web.learnerId, 9)).toEqual(['on the phone']);
      expect(await store.calls(web.learnerId, 0)).toBe(2);
    });

    it('names what was said better once, the latest first', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        records: [corrected('one'), corrected('two')],
      }));
      await nextTurn(store, 'ana', 'b', () => ({ records: [corrected('one')], at: noon + minute }));
      expect(await store.corrected(learnerId, 5)).toEqual(['one', 'two']);
      expect(await store.corrected(learnerId, 1)).toEqual(['one']);
    });

    it('counts calls since a moment, of one learner and of all', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({ records: [asked(2)] }));
      await nextTurn(store, 'ana', 'b', () => ({ records: [asked(3)], at: noon + minute }));
      await learnerWith(store, 'ben', () => ({ records: [asked(10)] }));
      expect(await store.calls(learnerId, noon)).toBe(5);
      expect(await store.calls(learnerId, noon + 1)).toBe(3);
      expect(await store.calls(undefined, noon)).toBe(15);
      expect(await store.calls('l999', 0)).toBe(0);
    });

    it('says how items stand: when they were last answered, how, and how often they were missed', async () => {
      const { store } = under();
      const item = 'english/cafe/ordering#would';
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        records: [attempt(item, { verdict: 'wrong' }), attempt(item, { verdict: 'near' })],
      }));
      await nextTurn(store, 'ana', 'b', () => ({
        records: [attempt(item), attempt('english/cafe/ordering#open', { verdict: 'unscored' })],
        at: noon + minute,
      }));
      const standings = await store.standings(learnerId, 'english');
      expect(standings.find((one) => one.item === item)).toEqual({
        item,
        lastAt: noon + minute,
        right: true,
        misses: 2,
      });
      expect(standings.find((one) => one.item.endsWith('#open'))).toMatchObject({ right: true, misses: 0 });
    });
  });
}
