import type { Answer } from '../../../flows/exercises/exercise.js';
import type { Heard } from '../../../flows/speech/heard.js';
import { reading, unheard, words } from '../../support/ears.js';

/** What a learner said, as it is heard: by our own model, by a transcriber, or among known answers. */

export function read(text: string, hard: Readonly<Record<string, number>> = {}): Answer {
  return { text: '', heard: { ...unheard('none'), reading: reading(text, hard) } };
}

export function transcribed(text: string, more: Partial<Heard> = {}): Answer {
  return { text, heard: words(text, more) };
}

export function picked(texts: readonly string[], option?: number): Answer {
  const heard: Heard = {
    ...unheard('none'),
    picked: { confidence: 0.9, ...(option !== undefined && { option }) },
  };
  return { text: option === undefined ? '' : (texts[option] ?? ''), heard };
}
