import type { Trouble } from './recording.js';

/** What listening to a recording came to: evidence, before anybody judges it (flows/scoring). */
export interface Heard {
  /** Nothing else is known then but the length. */
  trouble?: Trouble;
  /** Length of the recording. */
  seconds: number;
  /** Where somebody speaks, in seconds, ascending, without overlap. */
  speech: readonly Stretch[];
  /** What transcribers made of it, in the order in which they were asked; with comparison there are two. */
  transcripts: readonly Transcript[];
  /** Why there is none. `unasked`: nobody had to, or might; `none`: nobody is configured; `spent`: the day's budget. */
  unheard?: 'unasked' | 'none' | 'unavailable' | 'spent';
  /**
   * The expected text under our own model, where one was given and the model is there; in free speech the transcript
   * that is believed.
   */
  reading?: Reading;
  /** How the voice moves, where it could be told: standard deviation in semitones, and seconds of voice it is from. */
  pitch?: { spread: number; voiced: number };
  /** Which of the known answers it was under our own model, where they were given. */
  picked?: Picked;
  /** The recording as it can be played again: for the learner's own voice beside the model's. */
  clip?: { file: string; seconds: number; bytes: number };
}

/** Seconds from the beginning. */
export interface Stretch {
  from: number;
  to: number;
}

export interface Transcript {
  text: string;
  /** With times, where the transcriber gives them. */
  words?: readonly (Stretch & { word: string })[];
  /** BCP 47, as the transcriber heard it. */
  language?: string;
  /** For people: the vendor's model. */
  model: string;
  /** Why it should not be believed: another language, or words that nobody said. */
  doubts: readonly Doubt[];
}

export type Doubt = 'language' | 'invented';

/** A text read aloud, under our own model (bot/providers/phonemes). All scores 0-100, calibrated. */
export interface Reading {
  words: readonly ReadWord[];
  accuracy: number;
  fluency: number;
  prosody: number;
  total: number;
  /** 0..1: how surely this text was read at all, rather than another one or nothing. */
  match: number;
}

export interface ReadWord extends Stretch {
  /** As it is written in the text. */
  text: string;
  accuracy: number;
  total: number;
  /** 0..1: how surely it was said at all. */
  said: number;
  /** The reading ended before it. */
  unread?: true;
  phones: readonly ReadPhone[];
}

export interface ReadPhone extends Stretch {
  /** ARPAbet without stress, as in `ReadWord` of CMUdict: AA … ZH. */
  phone: string;
  score: number;
  /** Surely said wrong: set only where the model is right at least seven times in ten (its card). */
  wrong?: true;
}

/** Known answers competed; `option` is absent where none of them was it. */
export interface Picked {
  /** Index into the texts that were given: the one that fits best. */
  option?: number;
  /** Others that fit nearly as well: which of them all was said cannot be told. */
  rivals?: readonly number[];
  /** 0..1 */
  confidence: number;
}
