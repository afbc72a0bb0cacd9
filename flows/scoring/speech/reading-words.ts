import type { Heard } from '../../speech/heard.js';
import type { ScoredWord, WordError } from '../../speech/scores.js';

import { leftOut } from './left-out.js';
import { type ModelWord, modelWords } from './model-words.js';
import { breakBefore, isMonotone } from './prosody.js';
import { heardIn, type Text } from './tokens.js';
import { agreed, close, type Hearing, type Hearings, hearings } from './word-errors.js';

/** A piece of the text with all that is known of it. */
export interface JudgedPiece {
  text: string;
  error: WordError;
  heard?: string;
  /** It was said, however: what completeness counts. */
  said: boolean;
  model?: ModelWord;
  from?: number;
  to?: number;
}

/**
 * Below it a word is mispronounced: there four words of five that are flagged are ones that human raters marked down too
 * (3,164 words of speechocean762, of speakers the model does not know; 1.4 % of the words that had full marks are flagged).
 */
const mispronounced = 45;

/** What transcribers made of a recording beside the text; undefined where none is believed. */
export function believed(text: Text, heard: Heard): Hearings | undefined {
  const [first, second] = heard.transcripts
    .filter(({ doubts }) => doubts.length === 0)
    .map((one) => heardIn(one, text))
    .filter(({ words }) => words.length > 0)
    .map((words) => hearings(text, words));
  return first && second ? agreed(first, second) : first;
}

/**
 * The errors of a text that was read. Who is heard right is right, unless our own model finds the word mispronounced; who
 * is heard wrong is blamed unless the model is sure of the contrary. Without a transcript the model says alone what was
 * said. One tone throughout stands at the last word, which is where a voice moves most.
 */
export function judgePieces(
  text: Text,
  heard: Hearings | undefined,
  { reading, pitch }: Pick<Heard, 'reading' | 'pitch'>,
): JudgedPiece[] {
  const models = reading ? modelWords(text, reading) : [];
  const found = heard ? [] : leftOut(models);
  const pieces = text.pieces.map((piece, index): JudgedPiece => {
    const words = heard?.words.filter((_, n) => text.pieceOf[n] === index);
    const model = found[index] === 'unsure' ? undefined : models[index];
    const what = found[index] === 'omitted' ? omitted : judged(words ?? [], model);
    return { text: piece, ...what, ...(model ? { model } : {}), ...times(words, model) };
  });
  return pieces.map((given, index) => {
    const [before, after] = [pieces[index - 1], pieces[index + 1]];
    const isSqueezed = before?.error === 'Omission' || after?.error === 'Omission';
    const piece = isSqueezed ? unblamed(given) : given;
    if (piece.error !== 'None') return piece;
    const broken = before?.said ? breakBefore(piece, before) : undefined;
    const flat = index === pieces.length - 1 && isMonotone(pitch, text.words.length);
    return { ...piece, error: broken ?? (flat ? 'Monotone' : 'None') };
  });
}

/** The pieces with what was said between them, as they are kept and drawn. */
export function scoredWords(
  pieces: readonly JudgedPiece[],
  text: Text,
  heard: Hearings | undefined,
): ScoredWord[] {
  const words: ScoredWord[] = [];
  const inserted = heard?.inserted ?? [];
  pieces.forEach((piece, index) => {
    words.push(...insertedBefore(index));
    const { text: as, error, heard: instead, model, said, from, to } = piece;
    words.push({
      text: as,
      error,
      ...(model && said ? { accuracy: Math.round(model.accuracy) } : {}),
      ...(error === 'Substitution' && instead !== undefined ? { heard: instead } : {}),
      ...timed(from, to),
    });
  });
  return [...words, ...insertedBefore(pieces.length)];

  /** Within a piece of several words it stands before the next piece. */
  function insertedBefore(piece: number): ScoredWord[] {
    const first = text.pieceOf.indexOf(piece);
    const at = first === -1 ? text.words.length : first;
    const last = text.pieceOf.indexOf(piece - 1);
    return inserted
      .filter(({ before }) => before <= at && (piece === 0 || before > last))
      .map(({ heard: said, from, to }) => ({ text: said, error: 'Insertion', ...timed(from, to) }));
  }
}

function judged(
  words: readonly Hearing[],
  model: ModelWord | undefined,
): Pick<JudgedPiece, 'error' | 'heard' | 'said'> {
  const wrong = words.filter(({ outcome }) => outcome === 'omitted' || outcome === 'substituted');
  if (wrong.length === 0 || isCleared(wrong, model)) {
    return { error: soundsWrong(model) ? 'Mispronunciation' : 'None', said: true };
  }
  const instead = words.flatMap(({ outcome, heard }) => (outcome === 'substituted' ? (heard ?? []) : []));
  if (instead.length === 0) return { error: 'Omission', said: wrong.length < words.length };
  const attempted = words.some(({ outcome, alike }) => outcome !== 'omitted' && (alike ?? 1) >= close);
  return { error: 'Substitution', heard: [...new Set(instead)].join(' '), said: attempted };
}

/**
 * A transcriber leaves small words out and puts others in; the model, which listened for this one, heard each of its
 * sounds. Where a word was heard that sounds like it the transcriber is believed: it would rather have written what makes
 * sense.
 */
function isCleared(wrong: readonly Hearing[], model: ModelWord | undefined): boolean {
  if (!model || model.said < 0.9 || model.accuracy < 90) return false;
  return wrong.every(({ outcome, alike }) => outcome === 'omitted' || (alike ?? 0) < close);
}

const omitted: Pick<JudgedPiece, 'error' | 'said'> = { error: 'Omission', said: false };

/** Beside a word that was left out the model hardly knows what it hears (left-out.ts). */
function unblamed(piece: JudgedPiece): JudgedPiece {
  const { model, ...known } = piece;
  if (piece.error !== 'Mispronunciation' || !model || model.said >= 0.9) return piece;
  return { ...known, error: 'None' };
}

function soundsWrong(model: ModelWord | undefined): boolean {
  if (!model) return false;
  // A sound the model is sure of, in a word that is none too clear either.
  return model.accuracy < mispronounced || (model.accuracy < 80 && model.phones.some(({ wrong }) => wrong));
}

function times(
  words: readonly Hearing[] | undefined,
  model: ModelWord | undefined,
): { from?: number; to?: number } {
  if (model) return timed(model.from, model.to);
  const known = (words ?? []).filter(({ from }) => from !== undefined);
  return timed(known[0]?.from, known.at(-1)?.to);
}

function timed(from: number | undefined, to: number | undefined): { from?: number; to?: number } {
  if (from === undefined || to === undefined) return {};
  return { from: Math.round(from * 100) / 100, to: Math.round(to * 100) / 100 };
}
