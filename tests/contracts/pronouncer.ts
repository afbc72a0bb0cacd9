import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pronouncer } from '../../bot/providers/pronouncer.js';

/** A recording with what is read in it, and what is not. */
export interface Spoken {
  samples: Float32Array;
  text: string;
  other: string;
}

/** What holds for whatever scores pronunciation. */
export function pronouncerContract(
  name: string,
  open: () => Promise<{ pronouncer: Pronouncer; spoken: readonly Spoken[] }>,
): void {
  describe(`a pronouncer: ${name}`, () => {
    let pronouncer: Pronouncer;
    let spoken: readonly Spoken[];
    beforeAll(async () => {
      ({ pronouncer, spoken } = await open());
    });
    afterAll(() => pronouncer.stop());

    it('is there', () => {
      expect(pronouncer.any).toBe(true);
    });

    it('scores every word of the text and every sound of it, in order, within bounds', async () => {
      for (const { samples, text } of spoken) {
        const reading = await pronouncer.read(samples, text);
        expect(reading?.words.map((word) => word.text)).toEqual(text.split(' '));
        const { words = [], accuracy, fluency, prosody, total, match } = reading ?? {};
        let last = 0;
        for (const stretch of words.flatMap(({ phones }) => phones)) {
          expect(stretch.from).toBeGreaterThanOrEqual(last);
          expect(stretch.to).toBeGreaterThan(stretch.from);
          last = stretch.to;
        }
        expect(last).toBeLessThanOrEqual(samples.length / 16_000 + 0.02);
        const scores = words.flatMap((word) => [
          word.accuracy,
          word.total,
          ...word.phones.map(({ score }) => score),
        ]);
        for (const score of [...scores, accuracy, fluency, prosody, total]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
        for (const share of [match, ...words.map(({ said }) => said)]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        for (const word of words) {
          expect(word.phones.length).toBeGreaterThan(0);
          expect([word.from, word.to]).toEqual([word.phones[0]?.from, word.phones.at(-1)?.to]);
        }
      }
    });

    it('tells the text that was read from another one', async () => {
      for (const { samples, text, other } of spoken) {
        const [right, wrong] = [await pronouncer.read(samples, text), await pronouncer.read(samples, other)];
        expect(right?.match).toBeGreaterThanOrEqual(0.5);
        expect(wrong?.match).toBeLessThan(0.5);
      }
    });

    it('picks the answer that was given, wherever it stands', async () => {
      for (const { samples, text, other } of spoken) {
        expect((await pronouncer.pick(samples, [other, text])).option).toBe(1);
        expect((await pronouncer.pick(samples, [text, other])).option).toBe(0);
      }
    });

    it('picks none where none of them was given', async () => {
      for (const { samples, other } of spoken)
        expect(await pronouncer.pick(samples, [other])).not.toHaveProperty('option');
      expect(await pronouncer.pick(spoken[0]?.samples ?? new Float32Array(0), [])).not.toHaveProperty(
        'option',
      );
    });

    it('says nothing of a text without words, or of a sound that is too short for it', async () => {
      const { samples = new Float32Array(0), text = '' } = spoken[0] ?? {};
      expect(await pronouncer.read(samples, '…')).toBeUndefined();
      expect(await pronouncer.read(samples.subarray(0, 800), text)).toBeUndefined();
      expect(await pronouncer.read(new Float32Array(0), text)).toBeUndefined();
    });

    it('takes what nobody said for nothing that was read', async () => {
      const silence = new Float32Array(32_000);
      const text = spoken[0]?.text ?? '';
      const reading = await pronouncer.read(silence, text);
      expect(reading?.match ?? 0).toBeLessThan(0.5);
      expect(await pronouncer.pick(silence, [text])).not.toHaveProperty('option');
    });

    it('leaves what it was given as it was', async () => {
      const { samples = new Float32Array(0), text = '' } = spoken[0] ?? {};
      const before = samples.slice();
      await pronouncer.read(samples, text);
      expect(samples).toEqual(before);
    });
  });
}
