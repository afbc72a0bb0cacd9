/**
 * One thing that was measured of something spoken (DESIGN §6). `null` where nobody measured it: never a guess.
 * The learner reads words; the record keeps the numbers.
 */
export interface Metric {
  /** 0-100 */
  value: number | null;
  /** Where it is from: our own model, times of speech and pauses, expected against heard words, a tutor's evidence. */
  source: 'model' | 'timing' | 'alignment' | 'tutor' | 'scores' | 'none';
  /** 0..1 */
  confidence: number;
}

export const metrics = [
  'accuracy',
  'fluency',
  'completeness',
  'prosody',
  'grammar',
  'vocabulary',
  'relevance',
] as const;
export type MetricName = (typeof metrics)[number];

/** Those of its kind of task; `overall` is built from the ones there are (DESIGN §6). */
export type Scores = { readonly [M in MetricName]?: Metric } & { readonly overall: Metric };

/** What became of a word of the text, or of one that is not in it. */
export const wordErrors = [
  'None',
  'Omission',
  'Insertion',
  'Mispronunciation',
  'Substitution',
  'UnexpectedBreak',
  'MissingBreak',
  'Monotone',
] as const;
export type WordError = (typeof wordErrors)[number];

export interface ScoredWord {
  /** As it is written; of an insertion, as it was heard. */
  text: string;
  error: WordError;
  /** 0-100, where it was measured. */
  accuracy?: number;
  /** Of a substitution. */
  heard?: string;
  /** Seconds, where they are known. */
  from?: number;
  to?: number;
}

/** How a sound went in one recording: sums, so that many can be added up. */
export interface SoundSum {
  /** ARPAbet without stress. */
  phone: string;
  times: number;
  /** Of the scores 0-100. */
  sum: number;
}
