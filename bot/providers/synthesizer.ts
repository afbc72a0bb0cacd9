import type { Voices } from '../../flows/speech/voices.js';
import type { Paid } from './sound-prices.js';

/** One that says a text aloud: a server, or espeak-ng. One call is one attempt; every failure is a ProviderError. */
export interface Synthesizer {
  /** For people; part of the cache's key, with the voice. */
  readonly name: string;
  /** Nobody outside is asked: it counts in no budget. */
  readonly local?: boolean;
  /** The voice that it says something with: the one that is asked of it, else its usual one. Part of the cache's key. */
  voiceOf(asked: Pick<Saying, 'voices' | 'language'>): string;
  /** @throws ProviderError */
  say(asked: Saying): Promise<Said>;
}

export interface Saying {
  /** At most 4,096 characters. */
  text: string;
  /** BCP 47. */
  language: string;
  /** Of somebody; absent: its usual one. */
  voices?: Voices;
  /** 0.5..2 */
  speed: number;
  /** Every word by itself, with a pause after it. */
  emphasised?: boolean;
  signal: AbortSignal;
}

export interface Said {
  /** Sound in any form that ffmpeg reads, 25 MB at most; not looked at. */
  sound: Uint8Array;
  usage: Paid;
}
