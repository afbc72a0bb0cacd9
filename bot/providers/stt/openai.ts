import { readFile } from 'node:fs/promises';
import { APIError, toFile, type OpenAI } from 'openai';
import type { TranscriptionCreateParamsNonStreaming } from 'openai/resources/audio/transcriptions';
import { faultOf } from '../fault.js';
import { clientOf, nameOf, type ModelServer } from '../openai-client.js';
import { ProviderError, type Usage } from '../provider.js';
import { priceOfHearing } from '../sound-prices.js';
import type { Transcriber, Transcription } from '../transcriber.js';
import { readAnswer } from './answer.js';

/** Bytes of an answer: the words of some minutes with their times. */
const most = 4_000_000;

/**
 * What is asked for, the richest first. Only whisper-1 (and servers that run Whisper) give times and probabilities of
 * segments; the gpt-4o transcribe models answer `json` only.
 */
type Form = 'words' | 'segments' | 'text';
type Request = TranscriptionCreateParamsNonStreaming;
const forms: Readonly<Record<Form, Pick<Request, 'response_format' | 'timestamp_granularities'>>> = {
  words: { response_format: 'verbose_json', timestamp_granularities: ['word', 'segment'] },
  segments: { response_format: 'verbose_json' },
  text: { response_format: 'json' },
};

const poorer: Readonly<Record<Form, Form | undefined>> = {
  words: 'segments',
  segments: 'text',
  text: undefined,
};

/**
 * An OpenAI-compatible transcriber. It is told the language and nothing else: a prompt with what should have been said
 * would put the right words into a learner's mouth.
 */
export function openaiTranscriber(server: ModelServer): Transcriber {
  const client = clientOf(server, most);
  let form: Form = /gpt-.*transcribe/.test(server.model) ? 'text' : 'words';
  let answers = false;
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
          answers = true;
          const { transcript, seconds, tokens } = read;
          const took = { ...usage, tokensIn: tokens.in, tokensOut: tokens.out };
          return { transcript, usage: { ...took, microdollars: priceOfHearing(took, seconds) } };
        } catch (error) {
          const about = refusalOf(error);
          const next = about === 'form' ? poorer[asking] : undefined;
          // A server that answers others refuses this one recording, whatever it says; one that never did is set up wrongly.
          const ofThis = about === 'recording' || (about === 'form' && answers);
          if (next === undefined || asked.signal.aborted) throw faultIn(error, ofThis, usage);
          // What is refused for its form takes milliseconds, and putting it otherwise is not asking twice.
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

/** What a refusal is about: this recording, the form of the answer (or nobody knows what), our settings. */
function refusalOf(error: unknown): 'recording' | 'form' | 'settings' | undefined {
  if (!(error instanceof APIError)) return undefined;
  const { status, param } = error as { status?: number; param?: string | null };
  if (status === 413 || status === 415) return 'recording';
  if (status !== 400 && status !== 422) return undefined;
  const said = `${param ?? ''} ${error.code ?? ''} ${error.message}`.toLowerCase();
  if (/content[_ ](filter|policy)/.test(said)) return 'recording';
  if (param === 'model' || param === 'language' || said.includes('model_not_found')) return 'settings';
  if (/response_format|granularit|include|verbose_json/.test(said)) return 'form';
  return param === 'file' || /\b(audio|file|decode)/.test(said) ? 'recording' : 'form';
}

/** A recording that a server cannot read is no outage: the next learner's it can. */
function faultIn(error: unknown, ofThis: boolean, usage: Usage): ProviderError {
  const fault = faultOf(error, usage);
  return ofThis ? new ProviderError('refused', fault.detail, fault.more) : fault;
}
