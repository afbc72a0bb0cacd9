import type { Heard } from '../../flows/speech/heard.js';
import type { RawTranscript, Transcription } from '../providers/transcriber.js';

/**
 * The transcribers of this installation, behind one call: their order, circuit breakers and the day's budget are theirs,
 * whether to believe what they say is ours (doubts.ts).
 */
export interface Transcribers {
  /** One is configured. */
  readonly any: boolean;
  /**
   * One attempt: each transcriber in its order until one answers.
   *
   * @param asked the voice, trimmed to where somebody speaks
   * @param of whose budget it is, and what is recorded about the call
   * @throws ProviderError where nobody answered and another attempt may go better; an aborted signal's reason
   */
  transcribe(asked: ToTranscribe, of: { learnerId: string; row: number }): Promise<Transcribed>;
}

export interface ToTranscribe extends Transcription {
  /** Its words are judged: a second transcriber is asked as well where two are listed and STT_COMPARE says so. */
  compare: boolean;
}

export interface Transcribed {
  /** In the order in which they were asked; none where `unheard` says why. Times count from the beginning of the file. */
  transcripts: readonly RawTranscript[];
  /** `unavailable`: nobody answers, and asking again at once would change nothing. */
  unheard?: Exclude<Heard['unheard'], 'unasked' | undefined>;
}
