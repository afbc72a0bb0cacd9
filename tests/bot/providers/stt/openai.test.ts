import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LLMock, type TranscriptionResponse } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ProviderError } from '../../../../bot/providers/provider.js';
import { openaiTranscriber } from '../../../../bot/providers/stt/openai.js';
import type { Transcription } from '../../../../bot/providers/transcriber.js';
import { transcriberContract, whatIsSaid } from '../../../contracts/transcriber.js';
import {
  fakeModel,
  floods,
  hangs,
  json,
  redirects,
  rubbish,
  status,
  truncated,
  type Behaviour,
  type FakeModel,
} from '../../../support/fake-model.js';

const dir = mkdtempSync(join(tmpdir(), 'parley-stt-'));
const file = join(dir, 'whatever.bin');
writeFileSync(file, Buffer.concat([Buffer.from('OggS'), Buffer.alloc(400, 7)]));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const asked = (more: Partial<Transcription> = {}): Transcription => ({
  file,
  language: 'en-GB',
  signal: AbortSignal.timeout(600_000),
  ...more,
});

const faultOf = async (transcribed: Promise<unknown>): Promise<ProviderError> => {
  const error: unknown = await transcribed.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProviderError)) throw new Error(`no ProviderError: ${String(error)}`);
  return error;
};

/** Tells of each word when it was said, as whisper-1 does where it is asked to. */
const timed = whatIsSaid
  .split(' ')
  .map((word, n) => ({ word: ` ${word}`, start: n * 0.3, end: n * 0.3 + 0.2 }));

transcriberContract('whisper-1, by an emulator', async () => {
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  await mock.start();
  mock.onTranscription({
    transcription: { text: ` ${whatIsSaid} `, language: 'english', duration: 4, words: timed },
  });
  const at = (baseUrl: string) => openaiTranscriber({ apiKey: 'sk-x', baseUrl, model: 'whisper-1' });
  return { transcriber: at(`${mock.url}/v1`), broken: at(await nobody()), close: async () => mock.stop() };
});

transcriberContract('a server that gives the text alone', async () => {
  const server = await fakeModel((response) => json(response, 200, { text: whatIsSaid }));
  const at = (baseUrl: string) => openaiTranscriber({ baseUrl, model: 'gpt-4o-transcribe' });
  return { transcriber: at(server.baseUrl), broken: at(await nobody()), close: async () => server.close() };
});

/** Where a server was. */
async function nobody(): Promise<string> {
  const gone = await fakeModel(rubbish);
  await gone.close();
  return gone.baseUrl;
}

describe("somebody else's idea of OpenAI's transcription", () => {
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  const at = (model: string) => openaiTranscriber({ apiKey: 'sk-x', baseUrl: `${mock.url}/v1`, model });
  const words = [
    { word: 'I', start: 0.1, end: 0.2 },
    { word: 'would', start: 0.2, end: 0.5 },
  ];
  const segments = [
    {
      id: 0,
      text: 'I would',
      start: 0,
      end: 0.5,
      avg_logprob: -0.2,
      no_speech_prob: 0.01,
      compression_ratio: 0.7,
    },
    // Nothing was heard in it: what it thinks of that is nothing against the words.
    { id: 1, text: ' ', start: 0.5, end: 2, avg_logprob: -2, no_speech_prob: 0.9, compression_ratio: 1.4 },
  ];
  const said: TranscriptionResponse = {
    transcription: { text: ' I would ', language: 'english', duration: 2, words, segments },
  };
  beforeAll(() => mock.start());
  afterAll(() => mock.stop());
  afterEach(() => mock.clearFixtures().clearChaos());

  it('gives whisper-1 words with times, and what speaks against them', async () => {
    mock.onTranscription(said);
    expect(await at('whisper-1').transcribe(asked())).toEqual({
      transcript: {
        text: 'I would',
        model: 'whisper-1',
        language: 'en',
        words: [
          { word: 'I', from: 0.1, to: 0.2 },
          { word: 'would', from: 0.2, to: 0.5 },
        ],
        segments: [{ noSpeech: 0.01, logProbability: -0.2, compression: 0.7 }],
      },
      usage: { model: 'whisper-1', calls: 1, tokensIn: 0, tokensOut: 0, microdollars: 200 },
    });
  });

  it('gives the gpt-4o models text alone', async () => {
    const usage = { type: 'tokens', input_tokens: 20, output_tokens: 5 };
    mock.onTranscription({ transcription: { text: 'A tea, please.', usage } });
    const { transcript, usage: took } = await at('gpt-4o-mini-transcribe').transcribe(asked());
    expect(transcript).toEqual({ text: 'A tea, please.', model: 'gpt-4o-mini-transcribe' });
    expect(took).toMatchObject({ calls: 1, tokensIn: 20, tokensOut: 5, microdollars: 85 });
  });

  it.each([
    [500, {}, 'unavailable', undefined],
    [503, {}, 'unavailable', undefined],
    [429, { retryAfter: 3 }, 'rate-limited', 3_000],
    [401, {}, 'misconfigured', undefined],
  ])('%i is told as what it is', async (code, more, fault, retryAfterMs) => {
    mock.on({ endpoint: 'transcription' }, { error: { message: 'no' }, status: code, ...more });
    const error = await faultOf(at('whisper-1').transcribe(asked()));
    expect(error.fault).toBe(fault);
    expect(error.more.retryAfterMs).toBe(retryAfterMs);
    expect(error.more.usage).toMatchObject({ model: 'whisper-1', calls: 1 });
  });

  it('refuses what is against its rules', async () => {
    const error = { message: 'no', code: 'content_policy_violation' };
    mock.on({ endpoint: 'transcription' }, { error, status: 400 });
    expect((await faultOf(at('whisper-1').transcribe(asked()))).fault).toBe('refused');
    expect(mock.getRequests()).toHaveLength(1);
  });

  it.each([
    ['breaks the connection', { disconnectRate: 1 }, 600_000],
    ['answers garbage', { malformedRate: 1 }, 600_000],
    ['takes too long', { latencyMs: 5_000 }, 100],
  ])('%s', async (_, chaos, milliseconds) => {
    mock.onTranscription(said).setChaos(chaos);
    expect(
      (await faultOf(at('whisper-1').transcribe(asked({ signal: AbortSignal.timeout(milliseconds) })))).fault,
    ).toBe('unavailable');
  });

  afterEach(() => mock.clearRequests());
});

describe('what an emulator does not do', () => {
  let fake: FakeModel;
  const serving = async (model: string, ...behaviours: Behaviour[]) => {
    fake = await fakeModel(...behaviours);
    return openaiTranscriber({ apiKey: 'sk-x', baseUrl: fake.baseUrl, model });
  };
  const answers =
    (body: unknown): Behaviour =>
    (response) =>
      json(response, 200, body);
  /** The fields of a form, and the head of its file. */
  const form = (n: number): Record<string, string> => {
    const parts = (fake.asked[n]?.raw.toString('latin1') ?? '').split(/--[\w-]+\r\n/);
    return Object.fromEntries(
      parts.flatMap((part) => {
        const [, name, head, value] = /name="([^"]+)"([^]*?)\r\n\r\n([^]*?)\r\n/.exec(part) ?? [];
        if (name === undefined) return [];
        return [[name, name === 'file' ? (head ?? '').trim() : (value ?? '')]];
      }),
    );
  };
  afterEach(() => fake.close());

  it('is sent voice.ogg, the language and no prompt', async () => {
    const transcriber = await serving('whisper-1', answers({ text: 'Hi' }));
    await transcriber.transcribe(asked());
    const fields = form(0);
    expect(fields['file']).toMatch(/filename="voice\.ogg"\s+Content-Type: audio\/ogg/i);
    expect(fields).toMatchObject({ model: 'whisper-1', language: 'en', response_format: 'verbose_json' });
    expect(Object.keys(fields).sort()).toEqual([
      'file',
      'language',
      'model',
      'response_format',
      'timestamp_granularities[]',
    ]);
    expect(fake.asked[0]?.headers.authorization).toBe('Bearer sk-x');
  });

  it('asks a gpt-4o model for what it can give', async () => {
    const transcriber = await serving('gpt-4o-transcribe', answers({ text: 'A tea' }));
    const { transcript } = await transcriber.transcribe(asked());
    expect(transcript).toEqual({ text: 'A tea', model: 'gpt-4o-transcribe' });
    expect(form(0)).not.toHaveProperty('timestamp_granularities[]');
    expect(form(0)).toMatchObject({ response_format: 'json' });
  });

  it('is asked for less where it refuses the form, which is learnt once', async () => {
    const refuses = status(400, { message: 'response_format is not supported', param: 'response_format' });
    const transcriber = await serving('tiny', refuses, refuses, answers({ text: 'Hi' }));
    expect((await transcriber.transcribe(asked())).usage.calls).toBe(3);
    expect((await transcriber.transcribe(asked())).usage.calls).toBe(1);
    expect([0, 1, 2, 3].map((n) => form(n)['response_format'])).toEqual([
      'verbose_json',
      'verbose_json',
      'json',
      'json',
    ]);
  });

  it.each<[string, number, object]>([
    ['its form', 400, { message: 'Invalid file format.', param: 'file' }],
    ['what is in it', 400, { message: 'The audio file could not be decoded' }],
    ['its size', 413, { message: 'too large' }],
    ['its kind', 415, {}],
  ])('refuses one recording for %s, and is not asked again', async (_, code, error) => {
    const transcriber = await serving('whisper-1', status(code, error));
    expect((await faultOf(transcriber.transcribe(asked()))).fault).toBe('refused');
    expect(fake.asked).toHaveLength(1);
  });

  it('refuses a recording without a reason: it is that recording, where others were answered', async () => {
    const refuses = status(400, { message: 'no' });
    const others = [answers({ text: 'Hi' }), refuses, refuses, refuses];
    const transcriber = await serving('whisper-1', ...others);
    await transcriber.transcribe(asked());
    expect((await faultOf(transcriber.transcribe(asked()))).fault).toBe('refused');
    await fake.close();
    const never = await serving('whisper-1', refuses);
    expect((await faultOf(never.transcribe(asked()))).fault).toBe('misconfigured');
  });

  it('refuses a model that it does not know: that is our settings', async () => {
    const transcriber = await serving('whisper-2', status(400, { message: 'no such model', param: 'model' }));
    expect((await faultOf(transcriber.transcribe(asked()))).fault).toBe('misconfigured');
    expect(fake.asked).toHaveLength(1);
  });

  it('may name languages by their codes and put words into segments', async () => {
    const segments = [{ words: [{ word: ' Hola', start: 1, end: 2 }], no_speech_prob: null }];
    const transcriber = await serving('large-v3', answers({ text: 'Hola', language: 'es', segments }));
    const { transcript } = await transcriber.transcribe(asked());
    expect(transcript).toMatchObject({ language: 'es', words: [{ word: 'Hola', from: 1, to: 2 }] });
    expect(transcript).not.toHaveProperty('segments');
  });

  it.each<[string, Behaviour]>([
    ['a web page', rubbish],
    ['half an answer', truncated],
    ['no text', answers({ words: [] })],
    ['a text that is none', answers({ text: 7 })],
    ['a text nobody could have said', answers({ text: 'x'.repeat(30_000) })],
    ['a list', answers(['Hi'])],
    ['more than anybody would read', floods],
  ])('%s is no transcript', async (_, behaviour) => {
    const transcriber = await serving('whisper-1', behaviour);
    expect((await faultOf(transcriber.transcribe(asked()))).fault).toBe('unavailable');
    expect(fake.asked).toHaveLength(1);
  });

  it.each([
    ['a probability over 1', { segments: [{ no_speech_prob: 7 }] }],
    ['words that are none', { words: [{ word: 1 }] }],
    ['a language nobody speaks', { language: 'klingon' }],
  ])('%s is left out', async (_, more) => {
    const transcriber = await serving('whisper-1', answers({ text: 'Hi', ...more }));
    expect((await transcriber.transcribe(asked())).transcript).toEqual({ text: 'Hi', model: 'whisper-1' });
  });

  it('follows no redirect', async () => {
    const other = await fakeModel(answers({ text: 'elsewhere' }));
    const transcriber = await serving('whisper-1', redirects(`${other.baseUrl}/audio/transcriptions`));
    expect((await faultOf(transcriber.transcribe(asked()))).detail).toBe('HTTP 307');
    expect(other.asked).toHaveLength(0);
    await other.close();
  });

  it('says when to come back, or not', async () => {
    const limits = [status(429), status(429, {}, { 'retry-after': '2' })];
    const transcriber = await serving('whisper-1', ...limits);
    const waits = [];
    for (let n = 0; n < 2; n += 1)
      waits.push((await faultOf(transcriber.transcribe(asked()))).more.retryAfterMs);
    expect(waits).toEqual([undefined, 2_000]);
  });

  it('is left when the time is over, and told nothing of the key', async () => {
    const transcriber = await serving('whisper-1', hangs, status(401));
    expect((await faultOf(transcriber.transcribe(asked({ signal: AbortSignal.timeout(60) })))).detail).toBe(
      'no answer in time',
    );
    expect((await faultOf(transcriber.transcribe(asked()))).message).not.toContain('sk-x');
  });

  it('a file that is gone is not its fault', async () => {
    const transcriber = await serving('whisper-1', answers({ text: 'Hi' }));
    await expect(transcriber.transcribe(asked({ file: join(dir, 'gone') }))).rejects.toThrow('ENOENT');
    expect(fake.asked).toHaveLength(0);
  });
});
