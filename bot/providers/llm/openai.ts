import type { OpenAI } from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { estimateTokens, ProviderError, type Provider, type Question, type Usage } from '../provider.js';
import { faultOf } from '../fault.js';
import { clientOf, nameOf, type ModelServer } from '../openai-client.js';
import { adapt, firstDialect, requestIn, type Dialect } from './dialect.js';
import { moderatorOf } from './moderation.js';

interface Answer {
  text: string;
  finish: string | undefined;
  refusal: boolean;
  model: string;
  tokens?: { in: number; out: number } | undefined;
}

/** Bytes of an answer; a stream has a line for every few letters. */
const most = 8_000_000;

/** Chat and moderation. */
export function openai(server: ModelServer): Provider {
  const client = clientOf(server, most);
  let dialect = firstDialect(server.baseUrl);
  return {
    name: nameOf(server),
    async chat(question) {
      let calls = 0;
      let spoken = dialect;
      for (;;) {
        const body = requestIn(spoken, server.model, question);
        calls += 1;
        try {
          const answer = await ask(client, body, spoken, question);
          // Learnt once per server.
          dialect = spoken;
          return parsed(answer, calls, body, question);
        } catch (error) {
          const next = adapt(spoken, error);
          // What is refused for its form takes milliseconds, and putting it otherwise is not asking twice.
          if (next && calls < 5 && !question.signal.aborted) spoken = next;
          else throw faultOf(error, { model: server.model, calls, tokensIn: 0, tokensOut: 0 });
        }
      }
    },
    moderate: moderatorOf(client),
  };
}

async function ask(
  client: OpenAI,
  body: ChatCompletionCreateParamsNonStreaming,
  dialect: Dialect,
  question: Question,
): Promise<Answer> {
  const { signal, onText } = question;
  if (!onText) {
    const done = await client.chat.completions.create(body, { signal });
    // A compatible server may leave out anything.
    const choice = (done.choices as typeof done.choices | undefined)?.[0];
    if (!choice) throw new ProviderError('unparsed', 'an answer without choices');
    return {
      text: choice.message.content ?? '',
      finish: choice.finish_reason,
      refusal: Boolean(choice.message.refusal),
      model: done.model,
      tokens: done.usage && { in: done.usage.prompt_tokens, out: done.usage.completion_tokens },
    };
  }
  const stream = await client.chat.completions.create(
    { ...body, stream: true, ...(dialect.usage && { stream_options: { include_usage: true } }) },
    { signal },
  );
  const answer: Answer = { text: '', finish: undefined, refusal: false, model: body.model };
  for await (const chunk of stream) {
    const choice = (chunk.choices as typeof chunk.choices | undefined)?.[0];
    if (chunk.model) answer.model = chunk.model;
    if (chunk.usage) answer.tokens = { in: chunk.usage.prompt_tokens, out: chunk.usage.completion_tokens };
    if (choice?.finish_reason) answer.finish = choice.finish_reason;
    if (choice?.delta.refusal) answer.refusal = true;
    if (!choice?.delta.content) continue;
    answer.text += choice.delta.content;
    onText(answer.text);
  }
  if (signal.aborted || answer.finish === undefined)
    throw new ProviderError('unavailable', 'the answer broke off');
  return answer;
}

function parsed(answer: Answer, calls: number, body: ChatCompletionCreateParamsNonStreaming, q: Question) {
  const usage: Usage = {
    model: answer.model || body.model,
    calls,
    tokensIn: answer.tokens?.in ?? estimateTokens(JSON.stringify(body.messages)),
    tokensOut: answer.tokens?.out ?? estimateTokens(answer.text),
  };
  if (answer.refusal || answer.finish === 'content_filter')
    throw new ProviderError('refused', 'the model will not answer this', { usage });
  if (answer.finish === 'length')
    throw new ProviderError('unparsed', `cut off at ${q.maxTokens} tokens`, { usage });
  try {
    // Small models put their JSON in a fence although they were asked not to.
    const bare = answer.text.trim().replace(/^```(?:json)?\s*\n([\s\S]*)\n```$/, '$1');
    return { json: JSON.parse(bare) as unknown, ...usage };
  } catch {
    throw new ProviderError('unparsed', 'the answer is not JSON', { usage });
  }
}
