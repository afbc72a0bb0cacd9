import { z } from 'zod';
import { ProviderError } from '../provider.js';
import type { RawTranscript, Segment } from '../transcriber.js';
import { languageNamed } from './languages.js';

/** UTF-16 units of a transcript, and words and segments of it: what anybody says in some minutes is far less. */
const longest = 20_000;
const most = 5_000;

const seconds = z.number().min(0).max(86_400);

const word = z.object({ word: z.string().max(500), start: seconds, end: seconds });

/** Servers leave out what they do not know, or say `null`. */
const maybe = <T extends z.ZodType>(kind: T) => kind.nullish().catch(undefined);

const segment = z.object({
  text: maybe(z.string().max(longest)),
  no_speech_prob: maybe(z.number().min(0).max(1)),
  avg_logprob: maybe(z.number().max(0)),
  compression_ratio: maybe(z.number().min(0)),
  /** Some servers give the words here instead. */
  words: maybe(z.array(word).max(most)),
});

const answer = z.object({
  text: z.string().max(longest),
  language: maybe(z.string().max(40)),
  words: maybe(z.array(word).max(most)),
  segments: maybe(z.array(segment).max(most)),
  duration: maybe(seconds),
  usage: maybe(z.object({ input_tokens: z.int().min(0), output_tokens: z.int().min(0) })),
});

/** What a server said, and what it counts: seconds of sound, tokens. */
export interface ReadAnswer {
  transcript: RawTranscript;
  seconds: number;
  tokens: { in: number; out: number };
}

/**
 * What a server answered, read as `json` and `verbose_json` are documented; anything may be missing but the text.
 *
 * @throws ProviderError for anything else: whoever answers that is no transcriber, so that another one is asked
 */
export function readAnswer(json: unknown, model: string): ReadAnswer {
  const read = answer.safeParse(json);
  if (!read.success) throw new ProviderError('unavailable', 'an answer that is no transcript');
  const { text, language, usage } = read.data;
  const segments = read.data.segments ?? [];
  const words = wordsOf(read.data.words ?? segments.flatMap((one) => one.words ?? []));
  const spoken = languageNamed(language ?? '');
  const thought = segments.flatMap(thoughtOf);
  return {
    transcript: {
      text: text.trim(),
      model,
      ...(words.length > 0 && { words }),
      ...(spoken !== undefined && { language: spoken }),
      ...(thought.length > 0 && { segments: thought }),
    },
    seconds: read.data.duration ?? 0,
    tokens: { in: usage?.input_tokens ?? 0, out: usage?.output_tokens ?? 0 },
  };
}

/** In their order, without those that have no letters or end before they begin. */
function wordsOf(words: readonly z.infer<typeof word>[]): NonNullable<RawTranscript['words']> {
  return words
    .map(({ word: said, start, end }) => ({ word: said.trim(), from: start, to: end }))
    .filter(({ word: said, from, to }) => said !== '' && to >= from)
    .sort((a, b) => a.from - b.from);
}

/** What is empty says nothing about the words: a silent part has its own doubts. */
function thoughtOf({ text, ...numbers }: z.infer<typeof segment>): Segment[] {
  const known = {
    noSpeech: numbers.no_speech_prob ?? undefined,
    logProbability: numbers.avg_logprob ?? undefined,
    compression: numbers.compression_ratio ?? undefined,
  };
  const thought: Segment = Object.fromEntries(
    Object.entries(known).filter(([, value]) => value !== undefined),
  );
  return text?.trim() === '' || Object.keys(thought).length === 0 ? [] : [thought];
}
