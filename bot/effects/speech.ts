import type { Chat } from '../../db/store.js';
import type { Draw, Listen, Speak } from '../../flows/effects.js';
import type { Cost } from '../../flows/events.js';
import type { Heard } from '../../flows/speech/heard.js';
import type { Clip, Drawing } from '../../flows/speech/recording.js';

/** What the effects of sound and pictures need (bot/speech, bot/pictures). Each rejects where it failed this time. */
export interface SpeechDeps {
  /**
   * Fetches, decodes, looks for a voice, transcribes and scores; what is wrong with a recording is in what it heard.
   *
   * @param of `signal` aborts when it has had its time
   */
  listen?: (
    asked: Omit<Listen, 'kind' | 'request'>,
    of: { chat: Chat; learnerId: string; row: number; signal: AbortSignal },
  ) => Promise<Heard>;
  /** Said before, or said now. */
  speak?: (asked: Omit<Speak, 'kind' | 'request'>, of: { learnerId: string; row: number }) => Promise<Clip>;
  /** What a row took of vendors in all its attempts, asked for once, for its result. */
  spent?: (row: number) => Cost | undefined;
  draw?: (asked: Draw['picture'], learnerId: string) => Promise<Drawing>;
  /**
   * Deletes recordings, and what was made of those of a learner.
   *
   * @param names the learner's, those from before two learners became one among them
   */
  forget?: (files: readonly string[], names: readonly string[]) => Promise<void>;
}
