import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../bot/effects/tutor/question.js';
import { replyIn } from '../../../../bot/effects/tutor/grow.js';
import { openai } from '../../../../bot/providers/llm/openai.js';
import type { Provider } from '../../../../bot/providers/provider.js';
import { prompts, type PromptName } from '../../../../flows/tutor/prompts.js';

/** Somebody else's idea of OpenAI's interface. */
const mock = new LLMock({ port: 0, logLevel: 'silent' });
const reply = { reply: 'It was lovely! What did you eat?', corrections: [], goals: [], over: false };
let provider: Provider;

beforeAll(async () => {
  mock.onMessage(/Lima/, { content: JSON.stringify(reply) });
  await mock.start();
  provider = openai({ apiKey: 'sk-x', baseUrl: `${mock.url}/v1`, model: 'gpt-4.1-mini' });
});

afterAll(() => mock.stop());

const question = (content: string) => ({
  system: 'You are Ana.',
  messages: [{ role: 'user' as const, content }],
  schema: schemaOf('talk'),
  schemaName: 'talk',
  temperature: 0.7,
  maxTokens: 300,
  signal: AbortSignal.timeout(600_000),
});

describe('an emulator of OpenAI', () => {
  it('answers what we ask', async () => {
    const { json } = await provider.chat(question('I was in Lima'));
    expect(prompts.talk.parse(json)).toEqual(reply);
  });

  it('streams what we ask, and its reply can be shown while it grows', async () => {
    const grown: string[] = [];
    const onText = (json: string) => void grown.push(replyIn(json));
    const { json, tokensOut } = await provider.chat({ ...question('I was in Lima'), onText });
    expect(json).toEqual(reply);
    expect(tokensOut).toBeGreaterThan(0);
    expect(grown.at(-1)).toBe(reply.reply);
    for (const text of grown) expect(reply.reply.startsWith(text)).toBe(true);
  });

  it('has no answer to what it does not know', async () => {
    await expect(provider.chat(question('Something else'))).rejects.toMatchObject({ name: 'ProviderError' });
  });
});

describe('the schema of a reply', () => {
  it.each(Object.keys(prompts) as PromptName[])('%s is what strict structured outputs take', (name) => {
    const check = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const node = schema as Record<string, unknown>;
      for (const bound of ['minimum', 'maximum', 'default', '$schema', '$ref', 'oneOf'])
        expect(node).not.toHaveProperty(bound);
      if (node['type'] === 'object') {
        expect(node['additionalProperties']).toBe(false);
        expect(node['required']).toEqual(Object.keys(node['properties'] as object));
      }
      Object.values(node).forEach(check);
    };
    const schema = schemaOf(name);
    expect(schema['type']).toBe('object');
    check(schema);
  });
});
