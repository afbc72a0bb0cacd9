import { describe, expect, it } from 'vitest';
import { firstDialect, requestIn } from '../../../../bot/providers/llm/dialect.js';
import { microdollars } from '../../../../bot/providers/llm/prices.js';
import { estimateTokens, type Question } from '../../../../bot/providers/provider.js';

const question: Question = {
  system: 's',
  messages: [],
  schema: { type: 'object' },
  schemaName: 'talk',
  temperature: 0,
  maxTokens: 9,
  signal: new AbortController().signal,
};

describe('a request', () => {
  it('to OpenAI asks that nothing is stored, and names the limit as its new models want it', () => {
    const request = requestIn(firstDialect('https://api.openai.com/v1'), 'm', question);
    expect(request).toMatchObject({ store: false, max_completion_tokens: 9, temperature: 0 });
    expect(request).not.toHaveProperty('max_tokens');
  });

  it('to other servers holds only what they all know', () => {
    const request = requestIn(firstDialect('http://localhost:8000/v1'), 'm', question);
    expect(Object.keys(request).sort()).toEqual([
      'max_tokens',
      'messages',
      'model',
      'response_format',
      'temperature',
    ]);
  });
});

describe('what a call costs', () => {
  it.each([
    ['gpt-4.1-mini', 1_000_000, 0, 400_000],
    ['gpt-4.1-mini-2025-04-14', 1_000, 1_000, 2_000],
    ['gpt-4.1-nano', 1, 0, 1],
    ['somebody/else', 1_000, 1_000, 0],
  ])('%s, %i in, %i out: %i microdollars', (model, tokensIn, tokensOut, cost) => {
    expect(microdollars(model, tokensIn, tokensOut)).toBe(cost);
  });

  it('is estimated by size where nobody counted: never less than a token for four letters', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('I was in Lima.')).toBe(5);
    expect(estimateTokens('مرحبا')).toBe(4);
  });
});
