import type { ScoredWord, Scores, SoundSum } from '../speech/scores.js';

/** What becomes of a text that was read aloud: what to tell the learner, and what to keep. */
export interface JudgedReading {
  verdict: ReadingVerdict;
  /** Every word of the text in its order, with its punctuation, and what was said between them. */
  words: readonly ScoredWord[];
  scores: Scores;
  /** How the sounds went; empty without our own model, and where it was another text. */
  sounds: readonly SoundSum[];
  /** What was heard, where a transcript is believed. */
  transcript?: string;
  /** Of speech, pauses within it included. */
  seconds: number;
}

/**
 * What a learner is told, as data; the flows make lines of it.
 *
 * - `clear`: every word was heard.
 * - `hard`: every word was said, and one or two were hard to understand; the hardest first.
 * - `missing`: some words were not said; `hard` as above, perhaps empty.
 * - `otherText`: something else was said. Not a bad reading: nothing of it is scored.
 * - `notUnderstood`: somebody speaks, and nobody here can tell what; costs nothing.
 */
export type ReadingVerdict =
  | { kind: 'clear' }
  | { kind: 'hard'; hard: readonly HardWord[] }
  | { kind: 'missing'; missing: readonly MissingWord[]; hard: readonly HardWord[] }
  | { kind: 'otherText'; heard?: string }
  | { kind: 'notUnderstood' };

export interface HardWord {
  /** As it is written, without the punctuation around it. */
  text: string;
  /** Index into `JudgedReading.words`. */
  at: number;
  /** What it sounded like: another word that was heard in its place. */
  soundedLike?: string;
  /** Its sounds in order, ARPAbet without stress, where our own model heard it. */
  phones?: readonly { phone: string; weak: boolean }[];
  /** The one to work at: the weakest, where one is weak. */
  phone?: string;
}

export interface MissingWord {
  /** As it is written, without the punctuation around it. */
  text: string;
  /** Index into `JudgedReading.words`. */
  at: number;
}
