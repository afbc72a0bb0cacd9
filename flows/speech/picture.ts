import type { ScoredWord } from './scores.js';

/** What there is to draw (LOOK, "Pictures"): bot/pictures makes a PNG of it. Texts are in the learner's language. */
export type Picture = SentencePicture | VoicesPicture;

/** A sentence that was read, coloured by word and legible without colour. */
export interface SentencePicture {
  kind: 'sentence';
  /** A short title in words. */
  title: string;
  words: readonly ScoredWord[];
  /** BCP 47 of the title, for its direction. */
  language: string;
}

/** Two voices, the learner's above and the model's below, as waves over time. */
export interface VoicesPicture {
  kind: 'voices';
  title: string;
  /** Files under DATA_DIR, with the label drawn beside each. */
  own: { file: string; label: string };
  model: { file: string; label: string };
  language: string;
}

/** Before the model's voice is there. */
export type VoicesToDraw = Omit<VoicesPicture, 'model'> & { model: Omit<VoicesPicture['model'], 'file'> };
