import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ProviderError } from '../../../../bot/providers/provider.js';
import type { Saying } from '../../../../bot/providers/synthesizer.js';
import { openaiSynthesizer } from '../../../../bot/providers/tts/openai.js';
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
import { synthesizerContract } from '../../../contracts/synthesizer.js';
import { tone } from '../../../support/tone.js';

const sound = tone(1);

const saying = (more: Partial<Saying> = {}): Saying => ({
  text: "I'd like a tea, please.",
  language: 'en',
  speed: 1,
  signal: AbortSignal.timeout(600_000),
  ...more,
});

const faultOf = async (said: Promise<unknown>): Promise<ProviderError> => {
  const error: unknown = await said.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProviderError)) throw new Error(`no ProviderError: ${String(error)}`);
  return error;
};

/** Speaks at a steady pace: as long as the text, and as slow as it is asked to. */
const speaks: Behaviour = (response, { body }) => {
  const { input = '', speed = 1 } = body as { input?: string; speed?: number };
  response.writeHead(200, { 'content-type': 'audio/wav' });
  response.end(tone((0.07 * input.length) / speed));
};

synthesizerContract('a server', async () => {
  const server = await fakeModel(speaks);
  const at = (baseUrl: string) => openaiSynthesizer({ baseUrl, model: 'tts-1', voice: 'alloy' });
  const gone = await fakeModel(speaks);
  await gone.close();
  return { synthesizer: at(server.baseUrl), broken: at(gone.baseUrl), close: async () => server.close() };
});

describe("somebody else's idea of OpenAI's speech", () => {
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  const at = (model = 'tts-1') =>
    openaiSynthesizer({ apiKey: 'sk-x', baseUrl: `${mock.url}/v1`, model, voice: 'alloy' });
  beforeAll(() => mock.start());
  afterAll(() => mock.stop());
  afterEach(() => {
    mock.clearFixtures().clearChaos();
    mock.clearRequests();
  });
  const speaks = () => mock.onSpeech(/tea/, { audio: sound.toString('base64'), format: 'wav' });

  it('gives the sound as it comes, and what it cost', async () => {
    speaks();
    const { sound: said, usage } = await at().say(saying());
    expect(Buffer.from(said).equals(sound)).toBe(true);
    expect(usage).toEqual({ model: 'tts-1', calls: 1, tokensIn: 0, tokensOut: 0, microdollars: 345 });
  });

  it.each([
    [500, {}, 'unavailable', undefined],
    [429, { retryAfter: 4 }, 'rate-limited', 4_000],
    [401, {}, 'misconfigured', undefined],
  ])('%i is told as what it is', async (code, more, fault, retryAfterMs) => {
    mock.on({ endpoint: 'speech' }, { error: { message: 'no' }, status: code, ...more });
    const error = await faultOf(at().say(saying()));
    expect([error.fault, error.more.retryAfterMs]).toEqual([fault, retryAfterMs]);
    expect(error.more.usage).toMatchObject({ model: 'tts-1', calls: 1 });
  });

  it('refuses what is against its rules', async () => {
    const error = { message: 'no', code: 'content_policy_violation' };
    mock.on({ endpoint: 'speech' }, { error, status: 400 });
    expect((await faultOf(at().say(saying()))).fault).toBe('refused');
    expect(mock.getRequests()).toHaveLength(1);
  });

  it.each([
    ['breaks the connection', { disconnectRate: 1 }, 600_000],
    ['answers garbage', { malformedRate: 1 }, 600_000],
    ['takes too long', { latencyMs: 5_000 }, 100],
  ])('%s', async (_, chaos, milliseconds) => {
    speaks().setChaos(chaos);
    expect((await faultOf(at().say(saying({ signal: AbortSignal.timeout(milliseconds) })))).fault).toBe(
      'unavailable',
    );
  });
});

describe('what an emulator does not do', () => {
  let fake: FakeModel;
  const serving = async (model: string, ...behaviours: Behaviour[]) => {
    fake = await fakeModel(...behaviours);
    return openaiSynthesizer({ baseUrl: fake.baseUrl, model, voice: 'alloy' });
  };
  const sings: Behaviour = (response) => {
    response.writeHead(200, { 'content-type': 'audio/wav' });
    response.end(sound);
  };
  const body = (n: number) => fake.asked[n]?.body;
  afterEach(() => fake.close());

  it('is asked for Opus in the voice that is set, or that of a persona', async () => {
    const synthesizer = await serving('tts-1', sings);
    await synthesizer.say(saying());
    await synthesizer.say(saying({ voices: { openai: 'nova', kokoro: 'af_bella' }, speed: 0.75 }));
    const usual = { model: 'tts-1', input: "I'd like a tea, please.", response_format: 'opus' };
    expect(body(0)).toEqual({ ...usual, voice: 'alloy' });
    expect(body(1)).toEqual({ ...usual, voice: 'nova', speed: 0.75 });
  });

  it('gets words that are set apart, and is told how to say them where it follows that', async () => {
    const synthesizer = await serving('gpt-4o-mini-tts', sings);
    await synthesizer.say(saying({ emphasised: true, speed: 0.7 }));
    expect(body(0)).toMatchObject({ input: "I'd … like … a … tea, please.", speed: 0.7 });
    expect(body(0)?.['instructions']).toMatch(/slowly.*every word/);
  });

  it('is asked in another form where it refuses one, which is learnt once', async () => {
    const noSpeed = status(400, { message: 'speed is not supported', param: 'speed' });
    const noOpus = status(422, { message: 'response_format must be mp3 or wav' });
    const synthesizer = await serving('kokoro', noSpeed, noOpus, sings);
    expect((await synthesizer.say(saying({ speed: 0.8 }))).usage.calls).toBe(3);
    expect((await synthesizer.say(saying({ speed: 0.8 }))).usage.calls).toBe(1);
    expect(body(3)).toMatchObject({ response_format: 'mp3' });
    expect(body(3)).not.toHaveProperty('speed');
  });

  it('a voice it does not have is not asked for three times', async () => {
    const synthesizer = await serving('tts-1', status(400, { message: 'voice: no such voice' }));
    expect((await faultOf(synthesizer.say(saying()))).fault).toBe('misconfigured');
    expect(fake.asked).toHaveLength(1);
  });

  it.each([
    ['openai/gpt-4o-mini-tts', 'nova'],
    ['hexgrad/Kokoro-82M', 'af_bella'],
    ['playai-tts', 'alloy'],
  ])('of the voices of a persona %s takes %s', async (model, voice) => {
    const synthesizer = await serving(model, sings);
    const voices = { openai: 'nova', kokoro: 'af_bella', espeak: 'en+f2' };
    expect(synthesizer.voiceOf({ voices, language: 'en' })).toBe(voice);
    await synthesizer.say(saying({ voices }));
    expect(body(0)).toMatchObject({ voice });
  });

  it('says in its usual voice what a voice was refused for, which is learnt once', async () => {
    const synthesizer = await serving('tts-1', status(400, { message: 'voice: no such voice' }), sings);
    const asked = { voices: { openai: 'ballad' } };
    expect((await synthesizer.say(saying(asked))).usage.calls).toBe(2);
    expect((await synthesizer.say(saying(asked))).usage.calls).toBe(1);
    expect([body(0), body(1), body(2)]).toMatchObject([
      { voice: 'ballad' },
      { voice: 'alloy' },
      { voice: 'alloy' },
    ]);
    // What is kept is kept under the voice that said it.
    expect(synthesizer.voiceOf({ ...asked, language: 'en' })).toBe('alloy');
  });

  it.each<[string, Behaviour]>([
    ['a web page', rubbish],
    ['an error that is told as success', (response) => json(response, 200, { error: 'no' })],
    ['half an answer', truncated],
    ['nothing', (response) => response.writeHead(200, { 'content-type': 'audio/ogg' }).end()],
    ['more than anybody would hear', (response, asked) => floods(response, asked)],
  ])('%s is no sound', async (_, behaviour) => {
    const synthesizer = await serving('tts-1', behaviour);
    expect((await faultOf(synthesizer.say(saying()))).fault).toBe('unavailable');
    expect(fake.asked).toHaveLength(1);
  });

  it('follows no redirect, and is left when the time is over', async () => {
    const synthesizer = await serving('tts-1', redirects('http://127.0.0.1:9/'), status(429), hangs);
    expect((await faultOf(synthesizer.say(saying()))).detail).toBe('HTTP 307');
    expect((await faultOf(synthesizer.say(saying()))).more.retryAfterMs).toBeUndefined();
    const late = saying({ signal: AbortSignal.timeout(60) });
    expect((await faultOf(synthesizer.say(late))).detail).toBe('no answer in time');
  });
});
