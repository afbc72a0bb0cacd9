import type { Assessed, Assessor } from '../../bot/providers/phonemes/assessor.js';
import type { SpokenWord } from '../../bot/providers/phonemes/english/english.js';
import { soundNamed } from '../../bot/providers/phonemes/phones.js';
import { exactly, matchOf, rawWords } from '../../bot/providers/phonemes/reading.js';
import type { Utterance } from './labels.js';

/** Raw scores in the order and the scales of the labels. */
export interface Prediction {
  id: string;
  accuracy: number;
  fluency: number;
  prosodic: number;
  total: number;
  words: { accuracy: number; total: number; phone_scores: number[] }[];
}

/** A text that does not fit into its recording was not read. */
const nothing = { accuracy: 0, fluency: 0, prosodic: 0, total: 0, read: 0 };

/** The product's way: it knows the text alone. A label's word may be several of ours. */
export function wordsOf({ words }: Utterance, { english }: Assessor): { spoken: SpokenWord[]; of: number[] } {
  const parts = words.map(({ text }) => english.read(text));
  return { spoken: parts.flat(), of: parts.flatMap((part, index) => part.map(() => index)) };
}

/** The corpus's way: the sounds that should have been said are given, one way for each word. */
export function canonical({ words }: Utterance): SpokenWord[] {
  return words.map(({ text, phones }) => ({ text, ways: [[[phones.map(soundNamed)]]] }));
}

/**
 * @param text of `wordsOf`: gives the scores of sentence and words
 * @param phones of `canonical`: gives the scores of the phones
 */
export function prediction(
  utterance: Utterance,
  of: readonly number[],
  text: Assessed | undefined,
  phones: Assessed | undefined,
): Prediction {
  const said = text && rawWords(of.length, text.words, text.raw);
  const given = phones && rawWords(utterance.words.length, phones.words, phones.raw);
  const { accuracy, fluency, prosodic, total } = text?.raw ?? nothing;
  return {
    id: utterance.id,
    accuracy,
    fluency,
    prosodic,
    total,
    words: utterance.words.map((word, index) => {
      const mine = said?.filter((_, at) => of[at] === index) ?? [];
      const size = mine.reduce((sum, { sounds }) => sum + sounds.length, 0);
      const mean = (name: 'accuracy' | 'total') =>
        mine.reduce((sum, part) => sum + part[name] * part.sounds.length, 0) / (size || 1);
      const scores = given?.[index]?.sounds.map(({ score }) => score);
      return {
        accuracy: mean('accuracy'),
        total: mean('total'),
        phone_scores: scores ?? word.phones.map(() => 0),
      };
    }),
  };
}

/** How surely this very text was read, and how much of it: what answers and what readings are decided by. */
export const textScores = (assessed: Assessed | undefined): { exactly: number; match: number } =>
  assessed
    ? { exactly: exactly(assessed.words, assessed.raw), match: matchOf(assessed.raw) }
    : { exactly: 0, match: 0 };
