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
  /** 0..1, the highest of any segment: that nobody spoke there. */
  noSpeech?: number;
  /** Mean log-probability of the segments, the lowest. */
  logProbability?: number;
  /** How well the text compresses, the highest of any segment: repeated phrases compress too well. */
  compression?: number;
}
