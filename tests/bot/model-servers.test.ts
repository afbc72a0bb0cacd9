import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../../bot/config.js';
import { modelServers } from '../../bot/model-servers.js';

const official = 'https://api.openai.com/v1';
const usual = 'gpt-4.1-mini';
const servers = (given: Record<string, string>) => parseConfig(given).llm;

describe('the servers of a job', () => {
  it.each([
    ['nothing', {}],
    ['no key for OpenAI', { OPENAI_BASE_URL: official }],
    ['a model and nothing to ask', { LLM_MODEL: 'large' }],
  ])('are none with %s', (_, given) => {
    expect(servers(given)).toEqual([]);
  });

  it.each<[Record<string, string>, object[]]>([
    [{ OPENAI_API_KEY: 'k' }, [{ apiKey: 'k', baseUrl: official, model: usual }]],
    [
      { OPENAI_BASE_URL: 'http://localhost:8000/v1' },
      [{ baseUrl: 'http://localhost:8000/v1', model: usual }],
    ],
    [
      { OPENAI_API_KEY: 'k', LLM_API_KEY: 'own', LLM_MODEL: 'large' },
      [{ apiKey: 'own', baseUrl: official, model: 'large' }],
    ],
    [
      { OPENAI_API_KEY: 'k', LLM_BASE_URL: ' , http://localhost:1/v1', LLM_MODEL: 'a, b' },
      [
        { apiKey: 'k', baseUrl: official, model: 'a' },
        { apiKey: 'k', baseUrl: 'http://localhost:1/v1', model: 'b' },
      ],
    ],
    [
      { LLM_API_KEY: 'x,y' },
      [
        { apiKey: 'x', baseUrl: official, model: usual },
        { apiKey: 'y', baseUrl: official, model: usual },
      ],
    ],
  ])('%j', (given, expected) => {
    expect(servers(given)).toEqual(expected);
  });

  it.each<[Record<string, string>, RegExp]>([
    [
      { LLM_API_KEY: 'secret-a,secret-b', LLM_MODEL: 'one' },
      /^LLM_API_KEY must be a list as long as the others \(LLM_API_KEY has 2, LLM_MODEL has 1\)/,
    ],
    [{ LLM_API_KEY: 'secret-a', LLM_BASE_URL: 'x y' }, /^LLM_BASE_URL must be a web address/],
    [{ LLM_BASE_URL: 'https://me:secret@host/v1' }, /^LLM_BASE_URL must be a web address/],
    [{ LLM_BASE_URL: ',http://localhost:1/v1' }, /^LLM_API_KEY must have a key for place 1/],
  ])('%j stops the start with one clear line', (given, message) => {
    let said = '';
    try {
      parseConfig(given);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      said = (error as Error).message;
    }
    expect(said).toMatch(message);
    expect(said.split('\n')).toHaveLength(1);
    expect(said).not.toContain('secret');
  });

  it('are found for other jobs in the same way', () => {
    expect(
      modelServers('STT', 'whisper-1', { OPENAI_API_KEY: 'k', STT_BASE_URL: 'http://localhost:2' }),
    ).toEqual([{ apiKey: 'k', baseUrl: 'http://localhost:2', model: 'whisper-1' }]);
  });
});
