import type { Metric, Scores } from '../speech/scores.js';
import type { ErrorKind } from '../tutor/talk.js';
import type { JudgedSpeech } from './free-speech.js';
import { diversityOf } from './speech/diversity.js';
import { metric, unmeasured, withOverall } from './speech/metrics.js';
import { textIn } from './speech/tokens.js';

/** A talk by voice so far, as sums: small and flat, to be kept in a flow's context. Only what was spoken counts. */
export interface TalkSums {
  /** Of speech. */
  seconds: number;
  words: number;
  notes: number;
  /** Corrections that hold (tutor/talk-check.ts), by what they are about. */
  grammarSlips: number;
  wordSlips: number;
  /** Replies that had as many corrections as a reply may have: there may have been more to say. */
  full: number;
  /** Weighted by seconds. */
  fluency: Sum;
  accuracy: Sum;
  /** Of notes of ten words and more, weighted by words. */
  diversity: Sum;
}

interface Sum {
  /** Of values 0-100 times weight. */
  sum: number;
  weight: number;
  confidence: number;
  source: Metric['source'];
}

const nothing: Sum = { sum: 0, weight: 0, confidence: 0, source: 'none' };

export const noTalk: TalkSums = {
  seconds: 0,
  words: 0,
  notes: 0,
  grammarSlips: 0,
  wordSlips: 0,
  full: 0,
  fluency: nothing,
  accuracy: nothing,
  diversity: nothing,
};

/** With a voice note that was said in it. */
export function withNote(sums: TalkSums, { scores, transcript, seconds }: JudgedSpeech): TalkSums {
  const { words } = textIn(transcript);
  return {
    ...sums,
    seconds: sums.seconds + seconds,
    words: sums.words + words.length,
    notes: sums.notes + 1,
    fluency: plus(sums.fluency, scores.fluency, seconds),
    accuracy: plus(sums.accuracy, scores.accuracy, seconds),
    diversity:
      words.length < 10
        ? sums.diversity
        : plus(sums.diversity, metric(100 * diversityOf(words), 'alignment', 1), words.length),
  };
}

/**
 * With what the tutor corrected in something spoken.
 *
 * @param most corrections a reply may have
 */
export function withCorrections(sums: TalkSums, kinds: readonly ErrorKind[], most = 2): TalkSums {
  return {
    ...sums,
    grammarSlips: sums.grammarSlips + kinds.filter((kind) => grammar.has(kind)).length,
    wordSlips: sums.wordSlips + kinds.filter((kind) => vocabulary.has(kind)).length,
    full: sums.full + (kinds.length >= most ? 1 : 0),
  };
}

/**
 * The scores of a talk (DESIGN §6), once there are 20 s of speech; undefined before.
 *
 * - Fluency and accuracy: those of its notes, weighted by their seconds.
 * - Grammar: from slips a hundred words, the measure of accuracy that agrees best with raters and with writers' levels
 *   (Wolfe-Quintero, Inagaki and Kim 1998; Foster and Wigglesworth 2016): 100 exp(-6 slips/words), so that one in twenty
 *   words leaves 74 and one in ten 55. The slope is a convention, not a fit.
 * - Vocabulary: the mean of the same for slips in the choice of words, and of how varied the words are (`diversityOf`).
 * - Relevance: the share of a scene's goals that quoted words reached; null where there are none.
 *
 * Where no tutor has listened nobody knows of slips: grammar and vocabulary are null then.
 *
 * A slip counts only where the tutor quoted the learner's own words; a reply quotes two at most, so that confidence falls
 * with the share of replies that were full. It grows with what was said, to .7 at 150 words.
 *
 * @param tutored a tutor answered what was said, and corrected it
 * @param goals of the scene, where there is one; a script counts them as well
 */
export function talkScores(
  sums: TalkSums,
  { tutored, goals }: { tutored: boolean; goals?: { reached: number; of: number } },
): Scores | undefined {
  if (sums.seconds < enough || sums.words === 0) return undefined;
  const sure = 0.7 * Math.min(1, sums.words / 150) * (1 - 0.5 * (sums.full / Math.max(1, sums.notes)));
  const rightness = (slips: number) => 100 * Math.exp((-6 * slips) / sums.words);
  const chosen = rightness(sums.wordSlips);
  const varied = mean(sums.diversity).value ?? chosen;
  return withOverall({
    fluency: mean(sums.fluency),
    accuracy: mean(sums.accuracy),
    grammar: tutored ? metric(rightness(sums.grammarSlips), 'tutor', sure) : unmeasured,
    vocabulary: tutored ? metric((chosen + varied) / 2, 'tutor', sure) : unmeasured,
    relevance:
      goals && goals.of > 0
        ? metric((100 * goals.reached) / goals.of, tutored ? 'tutor' : 'alignment', Math.min(sure, 0.6))
        : unmeasured,
  });
}

/** Seconds of speech. */
const enough = 20;

function plus(sum: Sum, metric: Metric | undefined, weight: number): Sum {
  if (!metric || metric.value === null || !(weight > 0)) return sum;
  return {
    sum: sum.sum + metric.value * weight,
    weight: sum.weight + weight,
    confidence: sum.confidence + metric.confidence * weight,
    source: metric.source,
  };
}

function mean({ sum, weight, confidence, source }: Sum): Metric {
  return weight > 0 ? metric(sum / weight, source, confidence / weight) : unmeasured;
}

const grammar: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'tense',
  'verb-form',
  'article',
  'preposition',
  'word-order',
  'agreement',
  'plural',
  'pronoun',
]);
/** Spelling and punctuation are the transcriber's. */
const vocabulary: ReadonlySet<ErrorKind> = new Set<ErrorKind>(['word-choice', 'register']);
