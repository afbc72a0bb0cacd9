import type { Reading, ReadPhone, ReadWord, Stretch } from '../../../flows/speech/heard.js';
import type { AlignedWord, Span } from './align.js';
import { type Calibration, shown } from './calibration.js';
import type { SpokenWord } from './english/english.js';
import type { RawScores } from './model.js';
import { nameOf } from './phones.js';

const secondsAFrame = 0.02;

/** Raw scores as they are shown: 0-100, a word of the text each. */
export function readingOf(
  words: readonly SpokenWord[],
  aligned: readonly AlignedWord[],
  raw: RawScores,
  { scales, thresholds }: Calibration,
): Reading {
  let next = 0;
  const parts = aligned.map((word, index) => {
    const phones = word.sounds.map((sound, at): ReadPhone => {
      const score = raw.phone[next++] ?? 0;
      const wrong = thresholds.phone_error !== null && score < thresholds.phone_error.below;
      return {
        ...stretch(word.spans[at]),
        phone: nameOf(sound),
        score: shown(scales.phone, score),
        ...(wrong ? { wrong } : {}),
      };
    });
    return { text: word.text, phones, scores: raw.words[index] ?? { accuracy: 0, total: 0, said: 0 } };
  });
  return {
    words: words.map(({ text }, index): ReadWord => {
      const mine = parts.filter((part) => part.text === index);
      const phones = mine.flatMap((part) => part.phones);
      // A number is several words: each counts as much as it has sounds.
      const mean = (score: (part: (typeof mine)[number]) => number) =>
        mine.reduce((sum, part) => sum + score(part) * part.phones.length, 0) / (phones.length || 1);
      return {
        text,
        from: phones[0]?.from ?? 0,
        to: phones.at(-1)?.to ?? 0,
        accuracy: shown(
          scales.word_accuracy,
          mean(({ scores }) => scores.accuracy),
        ),
        total: shown(
          scales.word_total,
          mean(({ scores }) => scores.total),
        ),
        said: Math.min(...mine.map(({ scores }) => scores.said)),
        phones,
      };
    }),
    accuracy: shown(scales.accuracy, raw.accuracy),
    fluency: shown(scales.fluency, raw.fluency),
    prosody: shown(scales.prosodic, raw.prosodic),
    total: shown(scales.total, raw.total),
    match: matchOf(raw),
  };
}

/** 0..1: how surely this text was read, word for word (scripts/pronunciation/RUNTIME.md, 6). */
export function matchOf(raw: RawScores): number {
  return Math.min(raw.read, ...raw.words.map(({ said }) => said));
}

function stretch([from, to]: Span = [0, 0]): Stretch {
  return { from: from * secondsAFrame, to: to * secondsAFrame };
}
