/** One that says a text aloud: a server, or espeak-ng. One call is one attempt; every failure is a ProviderError. */
export interface Synthesizer {
  /** For people; part of the cache's key, with the voice. */
  readonly name: string;
  /** @returns sound in any form that ffmpeg reads, 25 MB at most @throws ProviderError */
  say(asked: Saying): Promise<Uint8Array>;
}

export interface Saying {
  /** At most 4,096 characters. */
  text: string;
  /** BCP 47. */
  language: string;
  /** Of the provider; absent: its usual one. */
  voice?: string;
  /** 0.5..2 */
  speed: number;
  signal: AbortSignal;
}
