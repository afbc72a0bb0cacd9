import { BadRequestError, UnprocessableEntityError } from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { Question } from '../provider.js';

/** What a server takes: "compatible" ones differ in what they refuse with 400. */
export interface Dialect {
  /** The schema is enforced by the server, or written into the prompt. */
  format: 'json_schema' | 'json_object' | 'text';
  limit: 'max_tokens' | 'max_completion_tokens';
  /** Reasoning models refuse one. */
  temperature: boolean;
  /** Token counts at the end of a stream. */
  usage: boolean;
  /** Says that nothing is to be kept for the vendor's own ends; only OpenAI itself knows the field. */
  store: boolean;
}

export function firstDialect(baseUrl: string): Dialect {
  const official = new URL(baseUrl).hostname === 'api.openai.com';
  return {
    format: 'json_schema',
    limit: official ? 'max_completion_tokens' : 'max_tokens',
    temperature: true,
    usage: true,
    store: official,
  };
}

/** The dialect to try next where this one was refused for its form; undefined where it was not, or none is left. */
export function adapt(dialect: Dialect, error: unknown): Dialect | undefined {
  if (!(error instanceof BadRequestError || error instanceof UnprocessableEntityError)) return undefined;
  const said = `${error.code ?? ''} ${error.param ?? ''} ${error.message}`.toLowerCase();
  if (dialect.usage && said.includes('stream_options')) return { ...dialect, usage: false };
  if (dialect.store && said.includes('store')) return { ...dialect, store: false };
  if (dialect.temperature && said.includes('temperature')) return { ...dialect, temperature: false };
  if (dialect.limit === 'max_tokens' && said.includes('max_completion_tokens'))
    return { ...dialect, limit: 'max_completion_tokens' };
  if (/content[_ ](filter|policy)|context[_ ]length/.test(said)) return undefined;
  // Whatever it dislikes: the schema is the most unusual thing in the request.
  if (dialect.format === 'json_schema') return { ...dialect, format: 'json_object' };
  if (dialect.format === 'json_object' && said.includes('response_format'))
    return { ...dialect, format: 'text' };
  return undefined;
}

export function requestIn(
  dialect: Dialect,
  model: string,
  { system, messages, schema, schemaName, temperature, maxTokens }: Question,
): ChatCompletionCreateParamsNonStreaming {
  const inPrompt = `\n\nAnswer with one JSON object and nothing else. Its JSON Schema:\n${JSON.stringify(schema)}`;
  const enforced = dialect.format === 'json_schema';
  return {
    model,
    messages: [{ role: 'system', content: enforced ? system : system + inPrompt }, ...messages],
    [dialect.limit]: maxTokens,
    ...(dialect.temperature && { temperature }),
    ...(dialect.store && { store: false }),
    ...(enforced && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: schemaName, strict: true, schema: { ...schema } },
      },
    }),
    ...(dialect.format === 'json_object' && { response_format: { type: 'json_object' } }),
  };
}
