import type { Doubt, Stretch, Transcript } from '../../flows/speech/heard.js';
import type { RawTranscript, Segment } from '../providers/transcriber.js';

/** What our own ears say of the same recording. */
export interface Ears {
  /** Where somebody speaks. */
  speech: readonly Stretch[];
  /** BCP 47 of what should be spoken. */
  language: string;
}

/**
 * Whisper's own rules (Radford et al. 2022, section 4.5, and its `transcribe`), for each segment: nobody spoke where it
 * thinks so and only guessed at the words as well; a loop compresses too well.
 */
const noSpeech = 0.6;
const guessed = -1;
const looped = 2.4;

/** Words a second that nobody says, and words on top that a second cannot tell. */
const fastest = 6;
const spare = 4;

/** How often in a row a phrase of so many words is a loop: people do say "very, very, very". */
const loops = [
  { words: 1, times: 6 },
  { words: 2, times: 5 },
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((words) => ({ words, times: 4 })),
];

/** Seconds around speech within which a word's time may lie: they are that inexact. */
const near = 0.5;

/** What it learnt to say where nobody speaks: the ends of films. */
const credits =
  /^\W*((thank you|thanks)( so much| very much)? for (watching|listening|your viewing)|(please )?(like and )?subscribe\b.*|(subtitles|captions|transcribed|transcription|translated) by .*)\W*$/i;

/**
 * What to believe of a transcript: none of it where there is a doubt.
 *
 * @param raw its times count from the beginning of the recording
 */
export function judged(raw: RawTranscript, ears: Ears): Transcript {
  const { text, words, language, model } = raw;
  return {
    text,
    model,
    ...(words !== undefined && { words }),
    ...(language !== undefined && { language }),
    doubts: doubtsOf(raw, ears),
  };
}

function doubtsOf(raw: RawTranscript, ears: Ears): Doubt[] {
  if (raw.text.trim() === '') return [];
  const doubts: Doubt[] = [];
  if (isOtherLanguage(raw, ears.language)) doubts.push('language');
  if (isInvented(raw, ears.speech)) doubts.push('invented');
  return doubts;
}

function isOtherLanguage({ text, language }: RawTranscript, expected: string): boolean {
  const primary = (tag: string): string => tag.toLowerCase().split('-', 1)[0] ?? '';
  if (language !== undefined && primary(language) !== primary(expected)) return true;
  // Told which language it is, a transcriber says so, whatever it hears: its letters do not.
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  return usesLatin(expected) && letters.length > 0 && latin.length < letters.length / 2;
}

function usesLatin(language: string): boolean {
  return new Intl.Locale(language).maximize().script === 'Latn';
}

function isInvented(raw: RawTranscript, speech: readonly Stretch[]): boolean {
  const spoken = speech.reduce((all, { from, to }) => all + to - from, 0);
  if (raw.segments?.some(isNobody)) return true;
  const words = wordsOf(raw.text);
  if (words.length > spoken * fastest + spare) return true;
  return credits.test(raw.text.trim()) || isLoop(words) || isInSilence(raw.words ?? [], speech);
}

function isNobody({ noSpeech: silence = 0, logProbability = 0, compression = 0 }: Segment): boolean {
  return (silence > noSpeech && logProbability < guessed) || compression > looped;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
}

/** The same phrase again and again. */
function isLoop(words: readonly string[]): boolean {
  return loops.some(({ words: length, times }) => {
    let same = 0;
    for (let index = length; index < words.length; index += 1) {
      same = words[index] === words[index - length] ? same + 1 : 0;
      if (same >= length * (times - 1)) return true;
    }
    return false;
  });
}

/** Most of its words stand where nobody speaks. */
function isInSilence(words: NonNullable<RawTranscript['words']>, speech: readonly Stretch[]): boolean {
  const alone = words.filter(({ from, to }) => {
    const middle = (from + to) / 2;
    return !speech.some((stretch) => middle >= stretch.from - near && middle <= stretch.to + near);
  });
  return alone.length > words.length / 2;
}
