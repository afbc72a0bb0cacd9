import type { Reading, ReadPhone } from '../../speech/heard.js';
import { align } from './align.js';
import { type Text, textIn } from './tokens.js';

/** What our own model found of one piece of a text. */
export interface ModelWord {
  /** 0-100 */
  accuracy: number;
  /** 0..1: how surely it was said at all. */
  said: number;
  /** The reading ended before it. */
  unread?: true;
  phones: readonly ReadPhone[];
  /** Seconds. */
  from: number;
  to: number;
}

/**
 * The model's words by the pieces of the text. Both come from the same text, each parted in its own way ("10:30", "ice-
 * cream"), so that they are paired by what they say.
 *
 * @returns one for each piece; undefined where the model has nothing of it
 */
export function modelWords(text: Text, reading: Reading): (ModelWord | undefined)[] {
  const theirs = reading.words.map((word) => textIn(word.text).words);
  const wordOf = theirs.flatMap((words, index) => words.map(() => index));
  const found = text.pieces.map(() => new Set<number>());
  for (const { expected, heard, same } of align(text.words, theirs.flat())) {
    if (!same) continue;
    for (let n = expected.from; n < expected.to; n += 1) {
      for (let m = heard.from; m < heard.to; m += 1) {
        const index = wordOf[m];
        if (index !== undefined) found[text.pieceOf[n] ?? -1]?.add(index);
      }
    }
  }
  return found.map((indices) => merged([...indices].flatMap((index) => reading.words[index] ?? [])));
}

function merged(words: Reading['words']): ModelWord | undefined {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return undefined;
  const mean = (of: 'accuracy' | 'said') => words.reduce((sum, word) => sum + word[of], 0) / words.length;
  return {
    accuracy: mean('accuracy'),
    said: mean('said'),
    ...(words.every(({ unread }) => unread) && { unread: true }),
    phones: words.flatMap(({ phones }) => phones),
    from: first.from,
    to: last.to,
  };
}
