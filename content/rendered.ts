import type { LessonProgress, Voice } from '../flows/effects.js';
import type { Drawing } from '../flows/speech/recording.js';

/** A piece of text with at most one mark. */
export interface Span {
  text: string;
  mark?: 'strong' | 'em';
}

/** One paragraph, rendered in the learner's language. */
export interface Block {
  role: 'say' | 'english' | 'explain' | 'note';
  spans: Span[];
  /** The text in pieces to be put in order, as they are shown, where a channel lets them be tapped. */
  pieces?: readonly string[];
}

/** A message in words of the learner's language, before it is fitted to a channel. */
export interface RenderedMessage {
  blocks: Block[];
  choices: { label: string; value: string }[];
  actions: { label: string; value: string }[];
  asks: boolean;
  progress?: LessonProgress;
  listens?: number;
  voice?: Voice;
  heardIn?: string;
  image?: Drawing & { alt: string };
}
