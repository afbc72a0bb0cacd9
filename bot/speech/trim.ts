import type { Reading, Stretch } from '../../flows/speech/heard.js';

/** The part of a recording in which somebody speaks. */
export interface Trim extends Stretch {
  /** What is left out is long enough to be worth leaving out for others as well. */
  worth: boolean;
}

/**
 * Seconds that stay before the first and after the last sound: as much silence as our own model learnt from (RUNTIME.md of
 * scripts/pronunciation). And seconds at either end that are worth being left out for others.
 */
const around = 0.5;
const silence = 1.5;

/** @param extent of speech (voice-activity.ts) @param seconds of the recording */
export function trimOf(extent: Stretch, seconds: number): Trim {
  const from = Math.max(0, extent.from - around);
  const to = Math.min(seconds, extent.to + around);
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
