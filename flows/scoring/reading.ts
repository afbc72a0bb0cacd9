import type { Heard, Reading } from '../speech/heard.js';
import type { Metric, Scores } from '../speech/scores.js';
import type { JudgedReading, MissingWord, ReadingVerdict } from './reading-verdict.js';
import { agreement, lessened } from './speech/agreement.js';
import { flowing, secondsOf, timedFluency } from './speech/fluency.js';
import { hardestWords } from './speech/hard-words.js';
import { metric, unmeasured, withOverall } from './speech/metrics.js';
import { believed, judgePieces, type JudgedPiece, scoredWords } from './speech/reading-words.js';
import { soundSums } from './speech/sounds.js';
import { syllablesIn } from './speech/syllables.js';
import { bare, type Text, textIn } from './speech/tokens.js';
import type { Hearings } from './speech/word-errors.js';

/**
 * What became of a text that was read aloud or repeated.
 *
 * A transcript that is believed says which words were said; our own model how they sounded, and where there is no
 * transcript also which were said. What nobody measured is null.
 *
 * @param heard without trouble: a recording with one is answered before anything is judged
 * @param expected the text as the learner saw it, without marks
 */
export function judgeReading(heard: Heard, expected: string): JudgedReading {
  const text = textIn(expected);
  const seconds = Math.round(secondsOf(heard.speech) * 10) / 10;
  const transcript = heard.transcripts.find(({ doubts }) => doubts.length === 0)?.text;
  const kept = { seconds, ...(transcript === undefined ? {} : { transcript }) };
  const found = believed(text, heard);
  const nothing = { words: [], scores: withOverall({}), sounds: [], ...kept };
  if (text.words.length === 0 || (!found && !heard.reading)) {
    return { verdict: { kind: 'notUnderstood' }, ...nothing };
  }
  // What transcribers heard of a text that the model did not find is more than the model has to say about it.
  const { reading, ...without } = heard;
  const evidence = found && reading && reading.match < 0.5 ? without : heard;
  if (isOtherText(found, heard)) {
    return {
      verdict: { kind: 'otherText', ...(found && transcript ? { heard: transcript } : {}) },
      ...nothing,
    };
  }
  const pieces = judgePieces(text, found, evidence);
  const said = pieces.filter((piece) => piece.said);
  const words = scoredWords(pieces, text, found);
  // Their places among the words, with what was said between them.
  const places = words.flatMap(({ error }, at) => (error === 'Insertion' ? [] : [at]));
  return {
    verdict: verdictOf(pieces, places),
    words,
    scores: scoresOf(text, pieces, found, evidence),
    sounds: soundSums(said.flatMap(({ model }) => model?.phones ?? [])),
    ...kept,
  };
}

/**
 * Whether something else was said than the text: less than half of what was heard is of it, and less than half of it was
 * heard. A transcriber did not know the text, so that it decides; what it heard of another text is set aside only where
 * the model is as good as sure of this one. Without a transcript the model's `match` decides.
 */
function isOtherText(found: Hearings | undefined, { reading }: Heard): boolean {
  if (!found) return reading !== undefined && reading.match < 0.5;
  const there = found.words.filter(({ outcome }) => outcome === 'heard' || outcome === 'unsure').length;
  if (found.ofText >= 0.5 || there * 2 >= found.words.length) return false;
  return reading === undefined || reading.match < 0.95;
}

function verdictOf(pieces: readonly JudgedPiece[], places: readonly number[]): ReadingVerdict {
  const hard = hardestWords(pieces, places);
  const missing = pieces.flatMap(({ text, error }, index): MissingWord[] =>
    error === 'Omission' ? [{ text: bare(text), at: places[index] ?? 0 }] : [],
  );
  if (missing.length > 0) return { kind: 'missing', missing, hard };
  return hard.length > 0 ? { kind: 'hard', hard } : { kind: 'clear' };
}

/**
 * Completeness: the share of the words that were said, however well; .8 as sure where a transcriber heard them, who
 * mishears some words of learners, .9 where two did, .7 where only our own model can tell (conventions, no fits). Accuracy,
 * fluency and prosody are our own model's, as surely as it agrees with human raters (agreement.ts) and as this text was
 * read.
 * Where words were left out its scores of the whole say little, for it learnt from readings of whole texts: accuracy is
 * then the mean of the words that were said, and less sure. Without them fluency is taken from the times, and the rest is
 * null; a word or two have neither flow nor melody.
 */
function scoresOf(
  text: Text,
  pieces: readonly JudgedPiece[],
  found: Hearings | undefined,
  { reading, speech, transcripts }: Heard,
): Scores {
  const said = pieces.filter((piece) => piece.said);
  const share = (100 * said.length) / pieces.length;
  const asked = transcripts.filter(({ doubts }) => doubts.length === 0).length;
  const completeness = found
    ? metric(share, 'alignment', asked > 1 ? 0.9 : 0.8)
    : metric(share, 'model', 0.7 * (reading?.match ?? 0));
  const isWhole = pieces.every(({ error }) => error !== 'Omission');
  const syllables = text.words
    .filter((_, n) => pieces[text.pieceOf[n] ?? -1]?.said)
    .reduce((sum, word) => sum + syllablesIn(word), 0);
  return withOverall({
    accuracy: reading ? accuracyOf(reading, isWhole ? undefined : said) : unmeasured,
    fluency:
      reading && isWhole && syllables >= flowing
        ? metric(reading.fluency, 'model', agreement.fluency * reading.match)
        : timedFluency(speech, syllables, 0.6),
    completeness,
    prosody:
      reading && isWhole && syllables >= flowing
        ? metric(reading.prosody, 'model', agreement.prosody * reading.match)
        : unmeasured,
  });
}

/** @param said where words are missing, those that are not */
function accuracyOf({ accuracy, match }: Reading, said: readonly JudgedPiece[] | undefined): Metric {
  if (!said) return metric(accuracy, 'model', agreement.accuracy * match);
  const known = said.flatMap(({ model }) => (model ? [model.accuracy] : []));
  const sum = known.reduce((all, one) => all + one, 0);
  const sure = lessened.accuracy * agreement.accuracy * match;
  return known.length === 0 ? unmeasured : metric(sum / known.length, 'model', sure);
}
