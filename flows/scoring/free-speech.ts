import type { Heard } from '../speech/heard.js';
import type { ScoredWord, Scores, SoundSum } from '../speech/scores.js';
import type { HardWord } from './reading-verdict.js';
import { agreement, lessened } from './speech/agreement.js';
import { flowing, secondsOf, timedFluency } from './speech/fluency.js';
import { hardestWords } from './speech/hard-words.js';
import { metric, unmeasured, withOverall } from './speech/metrics.js';
import { judgePieces, scoredWords } from './speech/reading-words.js';
import { soundSums } from './speech/sounds.js';
import { syllablesIn } from './speech/syllables.js';
import { textIn } from './speech/tokens.js';

/** What becomes of one voice note in free speech, or of an answer in one's own words. */
export interface JudgedSpeech {
  /** Fluency, and how it was pronounced. */
  scores: Scores;
  words: readonly ScoredWord[];
  sounds: readonly SoundSum[];
  /** At most two, the hardest first: what it was meant to be is what was heard. */
  hard: readonly HardWord[];
  /** What was heard; the known answer where only our own model listened. */
  transcript: string;
  seconds: number;
}

/**
 * A voice note against its own transcript. Nobody knows what was meant: a word that was said so badly that another was
 * heard counts as that one, so that everything here is surer of what is good than of what is not, and its confidence is
 * lower than that of a reading. A word or two have no flow.
 *
 * @param heard its `reading` is of the transcript, or of the known answer (bot/speech)
 * @param known the known answer that our own model found, for where there is no transcript
 * @returns undefined where nobody can tell what was said
 */
export function judgeSpeech(heard: Heard, known = ''): JudgedSpeech | undefined {
  const believed = heard.transcripts.find(({ doubts }) => doubts.length === 0)?.text.trim() ?? '';
  const transcript = believed === '' ? known : believed;
  if (transcript === '') return undefined;
  const text = textIn(transcript);
  if (text.words.length === 0) return undefined;
  const { reading, speech } = heard;
  const said = { words: text.words.map(() => ({ outcome: 'heard' as const })), inserted: [], ofText: 1 };
  const pieces = judgePieces(text, said, reading ? { reading } : {});
  const syllables = text.words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return {
    scores: withOverall({
      accuracy: reading
        ? metric(reading.accuracy, 'model', lessened.accuracy * agreement.accuracy * reading.match)
        : unmeasured,
      fluency:
        reading && syllables >= flowing
          ? metric(reading.fluency, 'model', lessened.fluency * agreement.fluency * reading.match)
          : timedFluency(speech, syllables, 0.5),
    }),
    words: scoredWords(pieces, text, said),
    sounds: soundSums(pieces.flatMap(({ model }) => model?.phones ?? [])),
    hard: hardestWords(
      pieces,
      pieces.map((_, at) => at),
    ),
    transcript,
    seconds: Math.round(secondsOf(speech) * 10) / 10,
  };
}
