import type { Reading, Stretch } from '../../flows/speech/heard.js';

/** The part of a recording in which somebody speaks. */
export interface Trim extends Stretch {
  /** What is left out is long enough to be worth leaving out for others as well. */
  worth: boolean;
}

/** Seconds that stay before the first and after the last word, and without speech at either end that are left out. */
const around = 0.3;
const silence = 1.5;

/** @param speech one stretch or more @param seconds of the recording */
export function trimOf(speech: readonly Stretch[], seconds: number): Trim {
  const from = Math.max(0, (speech[0]?.from ?? 0) - around);
  const to = Math.min(seconds, (speech.at(-1)?.to ?? seconds) + around);
  return { from, to, worth: from > silence || seconds - to > silence };
}

/** The same reading, its times counted from the beginning of the recording. */
export function shifted(reading: Reading, later: number): Reading {
  const move = <T extends Stretch>(stretch: T): T => ({
    ...stretch,
    from: stretch.from + later,
    to: stretch.to + later,
  });
  const words = reading.words.map((word) => ({ ...move(word), phones: word.phones.map(move) }));
  return { ...reading, words };
}
