import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { openai } from '../../../../bot/providers/llm/openai.js';
import { ProviderError, type Question } from '../../../../bot/providers/provider.js';
import {
  answers,
  breaksOff,
  fakeModel,
  flags,
  hangs,
  rubbish,
  says,
  stalls,
  status,
  type Behaviour,
  type FakeModel,
} from '../../../support/fake-model.js';

const apiKey = 'sk-secret-0123456789';
let fake: FakeModel;

async function providerAt(...chat: Behaviour[]) {
  fake = await fakeModel(...chat);
  return openai({ apiKey, baseUrl: fake.baseUrl, model: 'small' });
}

afterEach(() => fake.close());

function question(more: Partial<Question> = {}): Question {
  return {
    system: 'You are kind.',
    messages: [{ role: 'user', content: 'Hello' }],
    schema: { type: 'object' },
    schemaName: 'talk',
    temperature: 0.5,
    maxTokens: 50,
    signal: AbortSignal.timeout(600_000),
    ...more,
  };
}

async function faultOf(asked: Promise<unknown>): Promise<ProviderError> {
  try {
    await asked;
  } catch (error) {
    expect(error).toBeInstanceOf(ProviderError);
    return error as ProviderError;
  }
  throw new Error('it was answered');
}

describe('an answer', () => {
  it('is asked for with the schema enforced and parsed', async () => {
    const provider = await providerAt(answers({ reply: 'Hi' }));
    expect(await provider.chat(question())).toEqual({
      json: { reply: 'Hi' },
      model: 'small',
      calls: 1,
      tokensIn: 100,
      tokensOut: 20,
    });
    expect(fake.asked[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${apiKey}` },
      body: {
        model: 'small',
        messages: [
          { role: 'system', content: 'You are kind.' },
          { role: 'user', content: 'Hello' },
        ],
        temperature: 0.5,
        max_tokens: 50,
        response_format: { type: 'json_schema', json_schema: { name: 'talk', strict: true } },
      },
    });
  });

  it('is told while it grows', async () => {
    const provider = await providerAt(answers({ reply: 'Hello there' }));
    const grown: string[] = [];
    const reply = await provider.chat(question({ onText: (text) => grown.push(text) }));
    expect(reply).toMatchObject({ json: { reply: 'Hello there' }, tokensIn: 100, tokensOut: 20 });
    expect(grown.length).toBeGreaterThan(2);
    expect(grown.at(-1)).toBe('{"reply":"Hello there"}');
  });

  it('may come in a fence', async () => {
    const provider = await providerAt(says('```json\n{"reply":"Hi"}\n```'));
    expect((await provider.chat(question())).json).toEqual({ reply: 'Hi' });
  });

  it('comes from servers that know no schema, who are asked for one only once', async () => {
    const provider = await providerAt(
      status(400, { message: 'response_format json_schema is not supported' }),
      answers({ reply: 'Hi' }),
    );
    expect(await provider.chat(question())).toMatchObject({ json: { reply: 'Hi' }, calls: 2 });
    expect(await provider.chat(question())).toMatchObject({ calls: 1 });
    expect(fake.asked.map(({ body }) => body.response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      'json_object',
    ]);
    expect(fake.asked[2]?.body.messages?.[0]?.content).toContain('{"type":"object"}');
  });

  it('comes from models that take no temperature and no max_tokens', async () => {
    const provider = await providerAt(
      status(400, { param: 'temperature', message: 'Unsupported value' }),
      status(400, { message: 'Unsupported parameter: use max_completion_tokens' }),
      answers({ reply: 'Hi' }),
    );
    await provider.chat(question());
    expect(fake.asked[2]?.body).toMatchObject({ max_completion_tokens: 50, response_format: {} });
    expect(fake.asked[2]?.body).not.toHaveProperty('temperature');
    expect(fake.asked[2]?.body).not.toHaveProperty('max_tokens');
  });
});

describe('no answer', () => {
  it.each<[string, Behaviour, string]>([
    ['no such key', status(401), 'misconfigured'],
    ['no such model', status(404), 'misconfigured'],
    ['nothing paid', status(429, { code: 'insufficient_quota' }), 'misconfigured'],
    ['too many', status(429), 'rate-limited'],
    ['broken', status(500), 'unavailable'],
    ['a web page', rubbish, 'unparsed'],
    ['not JSON', says('I would rather not.'), 'unparsed'],
    ['cut off', says('{"reply":"Half', { finish: 'length' }), 'unparsed'],
    ['a refusal', says('', { refusal: 'I cannot help with that.' }), 'refused'],
    ['filtered', says('', { finish: 'content_filter' }), 'refused'],
    ['filtered at once', status(400, { code: 'content_filter' }), 'refused'],
  ])('%s', async (_, behaviour, fault) => {
    const provider = await providerAt(behaviour);
    expect((await faultOf(provider.chat(question()))).fault).toBe(fault);
    expect(fake.asked).toHaveLength(1);
  });

  it('says when to come back', async () => {
    const provider = await providerAt(
      status(429, {}, { 'retry-after': '3' }),
      status(429, {}, { 'retry-after-ms': '120' }),
      status(503, {}, { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }),
    );
    const waits = [];
    for (let n = 0; n < 3; n += 1) waits.push((await faultOf(provider.chat(question()))).more.retryAfterMs);
    expect(waits.slice(0, 2)).toEqual([3000, 120]);
    expect(waits[2]).toBeGreaterThan(60_000);
  });

  it.each<[string, Behaviour, boolean]>([
    ['a server that hangs', hangs, false],
    ['a server that hangs', hangs, true],
    ['a stream that stalls', stalls, true],
  ])('%s is left when the time is over', async (_, behaviour, streamed) => {
    const provider = await providerAt(behaviour);
    const asked = provider.chat(
      question({ signal: AbortSignal.timeout(80), ...(streamed && { onText: () => undefined }) }),
    );
    expect((await faultOf(asked)).fault).toBe('unavailable');
  });

  it('half a stream is none', async () => {
    const provider = await providerAt(breaksOff);
    expect((await faultOf(provider.chat(question({ onText: () => undefined })))).fault).toBe('unavailable');
  });

  it('nobody there is none', async () => {
    const provider = await providerAt(hangs);
    await fake.close();
    expect((await faultOf(provider.chat(question()))).fault).toBe('unavailable');
  });

  it('never tells the key or the text, which vendors repeat', async () => {
    const provider = await providerAt(status(401), status(500), says('a secret text'));
    for (let n = 0; n < 3; n += 1) {
      const error = await faultOf(provider.chat(question()));
      expect(inspect(error, { depth: 9 })).not.toMatch(/sk-|secret/);
    }
    expect(inspect(provider, { depth: 9 })).not.toContain('sk-');
  });
});

describe('moderation', () => {
  const signal = AbortSignal.timeout(600_000);

  it.each([
    [['self-harm/intent', 'violence'], 'self-harm'],
    [['sexual/minors'], 'sexual'],
    [['violence/graphic'], 'violence'],
    [['illicit'], 'illegal'],
    [['harassment'], 'hate'],
    [[], undefined],
  ])('%j is %s', async (categories, concern) => {
    const provider = await providerAt();
    fake.moderation = flags(...categories);
    expect(await provider.moderate?.('text', signal)).toEqual({ concern });
  });

  it('asks a server that has none only once', async () => {
    const provider = await providerAt();
    expect(await provider.moderate?.('text', signal)).toBe('none');
    expect(await provider.moderate?.('text', signal)).toBe('none');
    expect(fake.asked).toHaveLength(1);
  });

  it('fails where the server does', async () => {
    const provider = await providerAt();
    fake.moderation = status(500);
    expect((await faultOf(provider.moderate?.('text', signal) ?? Promise.resolve())).fault).toBe(
      'unavailable',
    );
  });
});
