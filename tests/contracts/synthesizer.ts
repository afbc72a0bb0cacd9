import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProviderError } from '../../bot/providers/provider.js';
import type { Saying, Synthesizer } from '../../bot/providers/synthesizer.js';
import { audioIn } from '../support/sounds.js';

export interface Opened {
  synthesizer: Synthesizer;
  /** One of its kind that cannot do anything: its server is not there, its program fails. */
  broken: Synthesizer;
  close(): Promise<void>;
}

/** What holds for whatever says texts aloud. */
export function synthesizerContract(name: string, open: () => Promise<Opened>): void {
  describe(`a synthesizer: ${name}`, () => {
    const dir = mkdtempSync(join(tmpdir(), 'parley-said-'));
    let opened: Opened;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      await opened.close();
      rmSync(dir, { recursive: true, force: true });
    });
    const saying = (more: Partial<Saying> = {}): Saying => ({
      text: 'I would like a cup of tea, please.',
      language: 'en',
      speed: 1,
      signal: AbortSignal.timeout(600_000),
      ...more,
    });
    const seconds = async (more: Partial<Saying> = {}): Promise<number> => {
      const { sound } = await opened.synthesizer.say(saying(more));
      return (await audioIn(dir).toVoice(sound, 512 * 1024, saying().signal)).seconds;
    };

    it('says a text as sound that can be sent, longer where it is slow or set apart', async () => {
      const usual = await seconds();
      expect(usual).toBeGreaterThan(0.8);
      expect(await seconds({ speed: 0.6 })).toBeGreaterThan(usual * 1.1);
      expect(await seconds({ emphasised: true })).toBeGreaterThan(usual * 1.1);
    });

    it('says what it took, and nothing where nobody outside was asked', async () => {
      const { usage } = await opened.synthesizer.say(saying());
      expect(usage.model).not.toBe('');
      const { calls, tokensIn, tokensOut, microdollars } = usage;
      for (const amount of [calls, tokensIn, tokensOut, microdollars]) {
        expect(Number.isInteger(amount)).toBe(true);
        expect(amount).toBeGreaterThanOrEqual(0);
      }
      if (opened.synthesizer.local) expect([calls, microdollars]).toEqual([0, 0]);
      else expect(calls).toBeGreaterThanOrEqual(1);
    });

    it.each(['en', 'en-GB', 'pt-BR', 'ar', '-x ../y', ''])(
      'names a voice for the language %j',
      (language) => {
        const voice = opened.synthesizer.voiceOf({ language });
        expect(voice).toMatch(/^[\w+-]+$/);
        expect(opened.synthesizer.voiceOf({ language })).toBe(voice);
        const elsewhere = { 'of-nobody-here': 'x' };
        expect(opened.synthesizer.voiceOf({ language, voices: elsewhere })).toBe(voice);
      },
    );

    it('says many texts at once, each as its own', async () => {
      const texts = [
        'Yes.',
        'It is raining cats and dogs, and I have left my umbrella at home again.',
        'No.',
      ];
      const [yes = 0, long = 0, no = 0] = await Promise.all(texts.map(async (text) => seconds({ text })));
      expect(long).toBeGreaterThan(2 * Math.max(yes, no));
    });

    it.each([
      ['not asked any more', () => AbortSignal.abort()],
      ['given up meanwhile', () => AbortSignal.timeout(1)],
    ])('has no answer in time where it is %s', async (_, signal) => {
      const said = opened.synthesizer.say(saying({ signal: signal() }));
      await expect(said).rejects.toBeInstanceOf(ProviderError);
      await expect(said).rejects.toMatchObject({ fault: 'unavailable' });
    });

    it('is unavailable where it cannot, in its own words', async () => {
      const said = opened.broken.say(saying({ text: 'a secret of mine' }));
      await expect(said).rejects.toBeInstanceOf(ProviderError);
      await expect(said).rejects.toMatchObject({ fault: 'unavailable' });
      await expect(said).rejects.not.toThrow('a secret of mine');
    });
  });
}
