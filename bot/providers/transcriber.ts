import type { Transcript } from '../../flows/speech/heard.js';
import type { Paid } from './sound-prices.js';

/** One server that turns speech into text. One call is one attempt; every failure is a ProviderError. */
export interface Transcriber {
  /** For people: `whisper-1 at api.openai.com`. Never holds a secret. */
  readonly name: string;
  /** @throws ProviderError */
  transcribe(asked: Transcription): Promise<Answered>;
}

export interface Transcription {
  /** A file of at most 25 MB that every server reads: Ogg/Opus, mono, 16 kHz; sent as `voice.ogg`, `audio/ogg`. */
  file: string;
  /** BCP 47 of the language that is learned. There is no prompt: what should have been said is never told. */
  language: string;
  signal: AbortSignal;
}

export interface Answered {
  transcript: RawTranscript;
  usage: Paid;
}

/** What a server answered, before it is asked whether to believe it. */
export interface RawTranscript extends Pick<Transcript, 'text' | 'words' | 'language' | 'model'> {
  /** What the transcriber thinks of each part that it heard something in, where it tells. */
  segments?: readonly Segment[];
}

export interface Segment {
  /** 0..1: that nobody spoke there. */
  noSpeech?: number;
  /** Mean log-probability of its words. */
  logProbability?: number;
  /** How well its text compresses: repeated phrases compress too well. */
  compression?: number;
}
