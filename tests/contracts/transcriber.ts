import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProviderError } from '../../bot/providers/provider.js';
import type { Transcriber, Transcription } from '../../bot/providers/transcriber.js';

/** What it hears in every file. */
export const whatIsSaid = 'I would like a cup of tea, please.';

export interface Opened {
  transcriber: Transcriber;
  /** One of its kind whose server is not there. */
  broken: Transcriber;
  close(): Promise<void>;
}

/** What holds for whatever turns speech into text. */
export function transcriberContract(name: string, open: () => Promise<Opened>): void {
  describe(`a transcriber: ${name}`, () => {
    const dir = mkdtempSync(join(tmpdir(), 'parley-heard-'));
    const file = join(dir, 'note.bin');
    writeFileSync(file, Buffer.concat([Buffer.from('OggS'), Buffer.alloc(400, 7)]));
    let opened: Opened;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      await opened.close();
      rmSync(dir, { recursive: true, force: true });
    });
    const asked = (more: Partial<Transcription> = {}): Transcription => ({
      file,
      language: 'en-GB',
      signal: AbortSignal.timeout(600_000),
      ...more,
    });

    it('says what is said, by whom it was heard, and in which order', async () => {
      const { transcript } = await opened.transcriber.transcribe(asked());
      expect(transcript.text).toBe(whatIsSaid);
      expect(opened.transcriber.name).toContain(transcript.model);
      let last = 0;
      for (const { word, from, to } of transcript.words ?? []) {
        expect(word).toBe(word.trim());
        expect(from).toBeGreaterThanOrEqual(last);
        expect(to).toBeGreaterThanOrEqual(from);
        last = from;
      }
      for (const { noSpeech, logProbability } of transcript.segments ?? []) {
        if (noSpeech !== undefined) expect(Math.abs(noSpeech - 0.5)).toBeLessThanOrEqual(0.5);
        if (logProbability !== undefined) expect(logProbability).toBeLessThanOrEqual(0);
      }
    });

    it('says what it took', async () => {
      const { usage } = await opened.transcriber.transcribe(asked());
      expect(usage.calls).toBeGreaterThanOrEqual(1);
      for (const amount of [usage.calls, usage.tokensIn, usage.tokensOut, usage.microdollars]) {
        expect(Number.isInteger(amount)).toBe(true);
        expect(amount).toBeGreaterThanOrEqual(0);
      }
    });

    it('hears several at once', async () => {
      const heard = await Promise.all([1, 2, 3].map(async () => opened.transcriber.transcribe(asked())));
      expect(heard.map(({ transcript }) => transcript.text)).toEqual([whatIsSaid, whatIsSaid, whatIsSaid]);
    });

    it.each([
      ['not asked any more', () => AbortSignal.abort()],
      ['given up meanwhile', () => AbortSignal.timeout(1)],
    ])('has no answer in time where it is %s', async (_, signal) => {
      const heard = opened.transcriber.transcribe(asked({ signal: signal() }));
      await expect(heard).rejects.toBeInstanceOf(ProviderError);
      await expect(heard).rejects.toMatchObject({ fault: 'unavailable', more: { usage: { tokensIn: 0 } } });
    });

    it('is unavailable where nobody is there, and was asked all the same', async () => {
      const heard = opened.broken.transcribe(asked());
      await expect(heard).rejects.toBeInstanceOf(ProviderError);
      await expect(heard).rejects.toMatchObject({ fault: 'unavailable', more: { usage: { calls: 1 } } });
    });

    it('is not to blame for a file that is gone', async () => {
      const heard = opened.transcriber.transcribe(asked({ file: join(dir, 'gone') }));
      await expect(heard).rejects.toMatchObject({ code: 'ENOENT' });
      await expect(heard).rejects.not.toBeInstanceOf(ProviderError);
    });
  });
}
