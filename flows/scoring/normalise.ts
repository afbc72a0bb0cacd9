import { expandContractions } from './contractions.js';
import { fold, wordsIn } from './words.js';

/**
 * What counts as the same English answer. This list is complete; nothing else is evened out.
 *
 *  1. Case: `TEA` is `tea`.
 *  2. Unicode: NFC; invisible characters are dropped; full-width forms and the digits of other scripts are the
 *     plain ones; accents on Latin letters do not count (`cafe` is `café`).
 *  3. Apostrophes: `’ ‘ ʼ ´` and the like are `'`. Those around a word are quotation marks; one that begins
 *     an ending is not (`'d`), and such an ending may stand apart (`I 'd`).
 *  4. Punctuation, hyphens, quotation marks, symbols and emoji part words and otherwise do not count, but
 *     currency signs, `% @ +` and a `. , :` between digits do. `&` is `and`.
 *  5. Spacing: any white space is one space, none at the ends.
 *  6. Contractions, where they can be read in one way only: `I'd like` is `I would like`, `it's late` is
 *     `it is late`, `don't` is `do not` (contractions.ts).
 *
 * `tidy` does 1-5, `normalise` all six. Both are idempotent, linear in the length, and take any string.
 */
export function normalise(text: string): string {
  return expandContractions(wordsIn(text)).map(fold).join(' ');
}

export function tidy(text: string): string {
  return wordsIn(text).map(fold).join(' ');
}
