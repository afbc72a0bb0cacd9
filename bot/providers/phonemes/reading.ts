import type { Reading, ReadWord } from '../../../flows/speech/heard.js';
import type { AlignedWord, Span } from './align.js';
import { type Calibration, certainty, shown } from './calibration.js';
import type { SpokenWord } from './english/english.js';
import type { RawScores } from './model.js';
import { nameOf, type Sound } from './phones.js';

const secondsAFrame = 0.02;

/** Raw scores of a word of the text: sounds 0-2, words 0-10, `said` 0-1. */
export interface RawWord {
  sounds: readonly { sound: Sound; span: Span; score: number }[];
  accuracy: number;
  total: number;
  said: number;
}

/**
 * Raw scores by the words of the text. A number is several words (`2nd`, `10:30`): each counts as much as it has sounds,
 * and it was said if all of them were.
 *
 * @param count words of the text
 */
export function rawWords(count: number, aligned: readonly AlignedWord[], raw: RawScores): RawWord[] {
  let next = 0;
  const parts = aligned.map((word, index) => ({
    text: word.text,
    sounds: word.sounds.map((sound, at) => ({
      sound,
      span: word.spans[at] ?? ([0, 0] as const),
      score: raw.phone[next++] ?? 0,
    })),
    ...(raw.words[index] ?? { accuracy: 0, total: 0, said: 0 }),
  }));
  return Array.from({ length: count }, (_, index) => {
    const mine = parts.filter(({ text }) => text === index);
    const sounds = mine.flatMap((part) => part.sounds);
    const mean = (of: 'accuracy' | 'total') =>
      mine.reduce((sum, part) => sum + part[of] * part.sounds.length, 0) / (sounds.length || 1);
    return {
      sounds,
      accuracy: mean('accuracy'),
      total: mean('total'),
      said: mine.length === 0 ? 0 : Math.min(...mine.map(({ said }) => said)),
    };
  });
}

/** Raw scores as they are shown. */
export function readingOf(
  words: readonly SpokenWord[],
  aligned: readonly AlignedWord[],
  raw: RawScores,
  { scales, thresholds }: Calibration,
): Reading {
  const least = thresholds.word_said.at_least;
  const all = rawWords(words.length, aligned, raw);
  return {
    words: all.map(
      ({ sounds, accuracy, total, said }, index): ReadWord => ({
        text: words[index]?.text ?? '',
        from: (sounds[0]?.span[0] ?? 0) * secondsAFrame,
        to: (sounds.at(-1)?.span[1] ?? 0) * secondsAFrame,
        accuracy: shown(scales.word_accuracy, accuracy),
        total: shown(scales.word_total, total),
        said: certainty(said, least),
        phones: sounds.map(({ sound, span: [from, to], score }) => ({
          phone: nameOf(sound),
          from: from * secondsAFrame,
          to: to * secondsAFrame,
          score: shown(scales.phone, score),
          // In a word that was not said no sound of it was: the threshold was fitted without those.
          ...(said >= least && thresholds.phone_error && score < thresholds.phone_error.below
            ? { wrong: true as const }
            : {}),
        })),
      }),
    ),
    accuracy: shown(scales.accuracy, raw.accuracy),
    fluency: shown(scales.fluency, raw.fluency),
    prosody: shown(scales.prosodic, raw.prosodic),
    total: shown(scales.total, raw.total),
    match: certainty(matchOf(raw), thresholds.text_read.at_least),
  };
}

/**
 * 0..1: how surely this very text was read, each of its words: as surely as the least sure one, where what the scorer
 * says of a word is weighed with the plain goodness of its sounds. The two err apart: together they find one changed
 * word more often than either does (scripts/pronunciation/README.md).
 */
export function exactly(words: readonly AlignedWord[], raw: RawScores): number {
  const evidence = words.map(({ goodness }, index) => logit(raw.words[index]?.said ?? 0) + goodness);
  return words.length === 0 ? 0 : 1 / (1 + Math.exp(-Math.min(...evidence)));
}

/** Within what a network is sure of. */
const logit = (probability: number): number => Math.log((probability + 1e-4) / (1 - probability + 1e-4));

/**
 * 0..1: how much of this text was read, before calibration: a word that was left out does not make it another text. The
 * same is calibrated in scripts/pronunciation (`Prediction.match` of predict.py).
 */
export function matchOf({ words }: RawScores): number {
  return words.reduce((sum, { said }) => sum + said, 0) / (words.length || 1);
}
