import { BadRequestError, UnprocessableEntityError, type OpenAI } from 'openai';
import type { SpeechCreateParams } from 'openai/resources/audio/speech';
import type { Voices } from '../../../flows/speech/voices.js';
import { faultOf } from '../fault.js';
import { clientOf, nameOf, type SpeechServer } from '../openai-client.js';
import { ProviderError } from '../provider.js';
import { priceOfSaying } from '../sound-prices.js';
import type { Saying, Synthesizer } from '../synthesizer.js';
import { setApart } from './emphasis.js';

/** Bytes of an answer: some minutes as WAV. */
const most = 25_000_000;

/** What a server takes: "compatible" ones know other forms of sound, and not every field. */
interface Dialect {
  format: 'opus' | 'mp3' | 'wav';
  speed: boolean;
  /** How it is to be said, in words: models that follow instructions hear little of `speed`. */
  instructions: boolean;
}

/** OpenAI's speech, and every server that is compatible with it. */
export function openaiSynthesizer(server: SpeechServer): Synthesizer {
  const client = clientOf(server, most);
  let dialect: Dialect = { format: 'opus', speed: true, instructions: /gpt-.*tts/.test(server.model) };
  const refused = new Set<string>();
  const voiceOf = ({ voices = {} }: Pick<Saying, 'voices'>): string => {
    const wanted = voiceIn(voices, server.model);
    return wanted === undefined || refused.has(wanted) ? server.voice : wanted;
  };
  return {
    name: nameOf(server),
    voiceOf,
    async say(asked) {
      const usage = { model: server.model, calls: 0, tokensIn: 0, tokensOut: 0 };
      for (let spoken: Dialect | undefined = dialect; ; ) {
        usage.calls += 1;
        const voice = voiceOf(asked);
        const request = requestIn(spoken, server.model, voice, asked);
        try {
          const sound = await ask(client, request, asked.signal);
          // Learnt once per server.
          dialect = spoken;
          return { sound, usage: { ...usage, microdollars: priceOfSaying(server.model, request.input) } };
        } catch (error) {
          // Better in another voice than not at all. Learnt once as well.
          if (voice !== server.voice && !asked.signal.aborted && refusesVoice(error)) {
            refused.add(voice);
            continue;
          }
          const next: Dialect | undefined = adapt(spoken, error);
          // What is refused for its form takes milliseconds, and putting it otherwise is not asking twice.
          if (next === undefined || asked.signal.aborted) throw faultOf(error, usage);
          spoken = next;
        }
      }
    },
  };
}

/** OpenAI's own models by their names, wherever they run; another's by a part of its name. */
function voiceIn(voices: Voices, model: string): string | undefined {
  if (/(^|\/)(tts-1|gpt-.*tts)/.test(model)) return voices['openai'];
  return Object.entries(voices).find(([family]) => model.toLowerCase().includes(family))?.[1];
}

async function ask(client: OpenAI, request: SpeechCreateParams, signal: AbortSignal): Promise<Uint8Array> {
  const response = await client.audio.speech.create(request, { signal });
  const type = response.headers.get('content-type') ?? '';
  if (/^(text|application\/(json|problem))/.test(type)) {
    await response.body?.cancel();
    throw new ProviderError('unavailable', 'an answer that is no sound');
  }
  const sound = new Uint8Array(await response.arrayBuffer());
  if (sound.length === 0) throw new ProviderError('unavailable', 'an empty answer');
  return sound;
}

function requestIn(
  { format, speed, instructions }: Dialect,
  model: string,
  voice: string,
  asked: Saying,
): SpeechCreateParams {
  const slowly = asked.emphasised === true || asked.speed < 0.95;
  return {
    model,
    voice,
    input: asked.emphasised ? setApart(asked.text) : asked.text,
    response_format: format,
    ...(speed && asked.speed !== 1 && { speed: asked.speed }),
    ...(instructions && slowly && { instructions: inWords(asked) }),
  };
}

function inWords({ emphasised }: Saying): string {
  return emphasised
    ? 'Speak slowly to somebody who learns the language: every word clearly and by itself, with a short pause after it.'
    : 'Speak slowly and clearly, to somebody who learns the language.';
}

/** The dialect to try next where this one was refused for its form; undefined where it was not, or none is left. */
function adapt(dialect: Dialect, error: unknown): Dialect | undefined {
  const said = refusalOf(error);
  if (said === undefined) return undefined;
  if (/content[_ ](filter|policy)/.test(said)) return undefined;
  if (dialect.instructions && said.includes('instructions')) return { ...dialect, instructions: false };
  if (dialect.speed && said.includes('speed')) return { ...dialect, speed: false };
  if (said.includes('voice')) return undefined;
  if (dialect.format === 'opus') return { ...dialect, format: 'mp3' };
  if (dialect.format === 'mp3') return { ...dialect, format: 'wav' };
  return undefined;
}

function refusesVoice(error: unknown): boolean {
  return refusalOf(error)?.includes('voice') === true;
}

/** What a server says that does not take a request as it is put. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof BadRequestError || error instanceof UnprocessableEntityError)) return undefined;
  return `${error.code ?? ''} ${error.param ?? ''} ${error.message}`.toLowerCase();
}
