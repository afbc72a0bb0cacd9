import { describe, expect, it } from 'vitest';
import type { Spoken } from '../../../flows/records.js';
import type { StoreUnderTest } from '../store.js';
import { learnerWith, noon, take, text } from './given.js';

function spoken(...sounds: Spoken['sounds']): Spoken {
  return {
    kind: 'spoken',
    course: 'english',
    source: 'english/a/b#aloud',
    seconds: 2.5,
    scores: { overall: { value: 80, source: 'scores', confidence: 0.7 } },
    words: [{ text: 'think', error: 'None' }],
    sounds,
  };
}

export function speechContract(under: () => StoreUnderTest): void {
  describe('speech', () => {
    it('takes a voice note with its recording, for the flow and for the history', async () => {
      const { store } = under();
      const recording = { file: 'recordings/a.ogg', seconds: 3, bytes: 4000 };
      const content = { kind: 'voice' as const, recording };
      const { learnerId, chatId } = await store.accept(text('ana', '1', { content }));
      expect((await take(store, learnerId)).event).toEqual({ kind: 'voice', recording, at: noon, seen: 0 });
      expect(await store.messages(chatId, 0, 10)).toMatchObject([
        { from: 'learner', kind: 'voice', text: '', body: { recording } },
      ]);
      expect(await store.recordings(learnerId)).toEqual(['recordings/a.ogg']);
    });

    it('knows no recording that a channel keeps, and none of others', async () => {
      const { store } = under();
      const content = { kind: 'voice' as const, recording: { remote: 'AwACAgI' } };
      const { learnerId } = await store.accept(text('ana', '1', { content }));
      const file = { kind: 'voice' as const, recording: { file: 'recordings/b.ogg' } };
      await store.accept(text('ben', '1', { content: file }));
      expect(await store.recordings(learnerId)).toEqual([]);
    });

    it('knows a learner by every name they had before others became them', async () => {
      const { store } = under();
      const [ana, phone, work] = (await Promise.all(
        ['ana', 'phone', 'work'].map(async (who) => (await store.accept(text(who, '1'))).learnerId),
      )) as [string, string, string];
      expect(await store.names(ana)).toEqual([ana]);
      await store.merge(work, phone);
      await store.merge(phone, ana);
      for (const name of [ana, phone, work])
        expect((await store.names(name)).toSorted()).toEqual([ana, phone, work].toSorted());
      await store.erase(ana);
      expect(await store.names(ana)).toEqual([]);
      expect(await store.names(work)).toEqual([]);
    });

    it('gives how the sounds went, the weakest first', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        records: [spoken({ phone: 'TH', times: 2, sum: 60 }, { phone: 'S', times: 1, sum: 95 })],
      }));
      expect(await store.sounds(learnerId, 'english')).toEqual([
        { phone: 'TH', times: 2, mean: 30, lastAt: noon },
        { phone: 'S', times: 1, mean: 95, lastAt: noon },
      ]);
      expect(await store.sounds(learnerId, 'other')).toEqual([]);
    });

    it('counts the latest most: after ten times of a sound, what was before counts half', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        records: [spoken({ phone: 'TH', times: 10, sum: 0 }), spoken({ phone: 'TH', times: 10, sum: 1000 })],
      }));
      const [sound] = await store.sounds(learnerId, 'english');
      expect(sound).toMatchObject({ times: 20 });
      // 5 of the old ones at 0, 10 of the new ones at 100.
      expect(sound?.mean).toBeCloseTo(1000 / 15, 6);
    });

    it('adds up the sounds of two learners who become one', async () => {
      const { store } = under();
      const one = () => ({ records: [spoken({ phone: 'TH', times: 1, sum: 20 })] });
      const two = () => ({ records: [spoken({ phone: 'TH', times: 3, sum: 300 })] });
      const ana = await learnerWith(store, 'ana', one);
      const phone = await learnerWith(store, 'phone', two);
      await store.merge(phone.learnerId, ana.learnerId);
      expect(await store.sounds(ana.learnerId, 'english')).toMatchObject([{ times: 4, mean: 80 }]);
    });

    it('forgets the sounds of a learner who is erased', async () => {
      const { store } = under();
      const { learnerId } = await learnerWith(store, 'ana', () => ({
        records: [spoken({ phone: 'TH', times: 1, sum: 20 })],
      }));
      await store.erase(learnerId);
      expect(await store.sounds(learnerId, 'english')).toEqual([]);
    });

    it('remembers what a channel calls a file, the last name of it', async () => {
      const { store } = under();
      expect(await store.sentFile('telegram', '42', 'speech/a.ogg')).toBeUndefined();
      await store.rememberFile('telegram', '42', 'speech/a.ogg', 'AwAC');
      await store.rememberFile('telegram', '42', 'speech/a.ogg', 'AwAD');
      expect(await store.sentFile('telegram', '42', 'speech/a.ogg')).toBe('AwAD');
      expect(await store.sentFile('telegram', '43', 'speech/a.ogg')).toBeUndefined();
    });
  });
}
