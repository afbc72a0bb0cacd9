import { readFile } from 'node:fs/promises';
import { BadRequestError, toFile, UnprocessableEntityError, type OpenAI } from 'openai';
import type { TranscriptionCreateParamsNonStreaming } from 'openai/resources/audio/transcriptions';
import { faultOf } from '../fault.js';
import { clientOf, nameOf, type ModelServer } from '../openai-client.js';
import { priceOfHearing } from '../sound-prices.js';
import type { Transcriber, Transcription } from '../transcriber.js';
import { readAnswer } from './answer.js';

/** Bytes of an answer: the words of some minutes with their times. */
const most = 4_000_000;

/**
 * What is asked for, the richest first. Only whisper-1 (and servers that run Whisper) give times and probabilities of
 * segments; the gpt-4o transcribe models answer `json` only, with log-probabilities.
 */
type Form = 'words' | 'segments' | 'logprobs' | 'text';
type Request = TranscriptionCreateParamsNonStreaming;
const forms: Readonly<
  Record<Form, Pick<Request, 'response_format' | 'timestamp_granularities' | 'include'>>
> = {
  words: { response_format: 'verbose_json', timestamp_granularities: ['word', 'segment'] },
  segments: { response_format: 'verbose_json' },
  logprobs: { response_format: 'json', include: ['logprobs'] },
  text: { response_format: 'json' },
};

const poorer: Readonly<Record<Form, Form | undefined>> = {
  words: 'segments',
  segments: 'text',
  logprobs: 'text',
  text: undefined,
};

/**
 * An OpenAI-compatible transcriber. It is told the language and nothing else: a prompt with what should have been said
 * would put the right words into a learner's mouth.
 */
export function openaiTranscriber(server: ModelServer): Transcriber {
  const client = clientOf(server, most);
  let form: Form = /gpt-.*transcribe/.test(server.model) ? 'logprobs' : 'words';
  return {
    name: nameOf(server),
    async transcribe(asked) {
      const bytes = await readFile(asked.file);
      const usage = { model: server.model, calls: 0, tokensIn: 0, tokensOut: 0 };
      for (let asking = form; ; ) {
        usage.calls += 1;
        try {
          const read = readAnswer(await ask(client, server.model, bytes, asking, asked), server.model);
          // Learnt once per server.
          form = asking;
          const { transcript, seconds, tokens } = read;
          const took = { ...usage, tokensIn: tokens.in, tokensOut: tokens.out };
          return { transcript, usage: { ...took, microdollars: priceOfHearing(took, seconds) } };
        } catch (error) {
          const next = isRefusedForm(error) ? poorer[asking] : undefined;
          // What is refused for its form takes milliseconds, and putting it otherwise is not asking twice.
          if (next === undefined || asked.signal.aborted) throw faultOf(error, usage);
          asking = next;
        }
      }
    },
  };
}

async function ask(
  client: OpenAI,
  model: string,
  bytes: Uint8Array,
  form: Form,
  { language, signal }: Transcription,
): Promise<unknown> {
  // The name matters: gpt-4o transcribe models refuse `.oga`.
  const file = await toFile(bytes, 'voice.ogg', { type: 'audio/ogg' });
  const [code = language] = language.split('-', 1);
  return client.audio.transcriptions.create({ file, model, language: code, ...forms[form] }, { signal });
}

function isRefusedForm(error: unknown): boolean {
  if (!(error instanceof BadRequestError || error instanceof UnprocessableEntityError)) return false;
  return !/content[_ ](filter|policy)/.test(`${error.code ?? ''} ${error.message}`);
}
