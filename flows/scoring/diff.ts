import { escapeMarks } from '../effects.js';
import { fold } from './words.js';

/** Two spellings of a word with marks around the letters that differ; safe markup. */
export interface Difference {
  /** `*_…_*`: emphasis, "look here"; within a word the star lets the line be read as a mark. */
  writtenMarkup: string;
  /** `*…*`: strong, what is better. */
  wordMarkup: string;
}

/** Letters as people see them: an accent stays with its letter. */
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What differs between a word as written and as it should be: all between their common start and end. */
export function difference(written: string, word: string): Difference {
  const a = lettersOf(written);
  const b = lettersOf(word);
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && same(a[start], b[start])) start += 1;
  let end = 0;
  while (end < shorter - start && same(a.at(-1 - end), b.at(-1 - end))) end += 1;
  return { writtenMarkup: marked(a, start, end, '*_', '_*'), wordMarkup: marked(b, start, end, '*', '*') };
}

function lettersOf(word: string): string[] {
  return Array.from(letters.segment(word), ({ segment }) => segment);
}

function same(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && fold(a) === fold(b);
}

function marked(word: readonly string[], start: number, end: number, open: string, close: string): string {
  const head = escapeMarks(word.slice(0, start).join(''));
  const middle = escapeMarks(word.slice(start, word.length - end).join(''));
  const tail = escapeMarks(word.slice(word.length - end).join(''));
  return middle === '' ? head + tail : head + open + middle + close + tail;
}
