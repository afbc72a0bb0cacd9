import type { Listen } from '../effects.js';

/** What a spoken answer is listened to for. */
export interface Hears {
  /** The text that should be read or said: scored by our own model, and never told to a transcriber. */
  expected?: string;
  /** Known answers, at most 40: without a transcriber they compete under our own model. */
  options?: readonly string[];
  /** So many of them, the first ones, come to the same: which one of those it was need not be told. */
  alike?: number;
  /** What is taken here is not judged again: an answer that is only likely is asked for once more. */
  surely?: true;
  /** BCP 47 of what should be spoken; absent: the language being learned. */
  language?: string;
  /** Absent: `words`. `no`: our own model is enough, or better; `scored`: its words are judged. */
  transcribe?: Listen['transcribe'];
  /** The answer to it says what was heard: it is not said before as well. */
  told?: true;
  /** Seconds; absent: 60. */
  limit?: number;
}

/** Seconds of an answer that are listened to, where nobody says otherwise. */
export const usualLimit = 60;
