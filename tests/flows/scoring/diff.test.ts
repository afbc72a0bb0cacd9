import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../flows/scoring/diff.js';

describe('what differs between two spellings', () => {
  it.each([
    ['wuold', 'would', 'w*uo*ld', 'w*ou*ld'],
    ['woud', 'would', 'woud', 'wou*l*d'],
    ['watter', 'water', 'wat*t*er', 'water'],
    ['wouls', 'would', 'woul*s*', 'woul*d*'],
    ['hould', 'would', '*h*ould', '*w*ould'],
    ['Wuold', 'would', 'W*uo*ld', 'w*ou*ld'],
    ['would', 'would', 'would', 'would'],
    ['cafe\u0301', 'café', 'cafe\u0301', 'café'],
    ['caféé', 'café', 'café*é*', 'café'],
    ['👩‍👩‍👧x', '👩‍👩‍👧y', '👩‍👩‍👧*x*', '👩‍👩‍👧*y*'],
    ['w*ld', 'would', 'w*\\**ld', 'w*ou*ld'],
    ['_a_', 'a', '*\\_a\\_*', '*a*'],
    ['', 'a', '', '*a*'],
  ])('%s for %s', (written, word, writtenMarkup, wordMarkup) => {
    expect(difference(written, word)).toEqual({ writtenMarkup, wordMarkup });
  });

  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('a', '*', '\\', '_', 'é') }),
  );
  /** What is left of markup when it is shown. */
  const shown = (markup: string) => markup.replace(/\\([\\*_])|\*/g, '$1');

  it('loses and adds nothing, whatever was written', () => {
    fc.assert(
      fc.property(text, text, (written, word) => {
        const { writtenMarkup, wordMarkup } = difference(written, word);
        expect(shown(writtenMarkup)).toBe(written);
        expect(shown(wordMarkup)).toBe(word);
      }),
    );
  });

  it('marks at most one place of each, and nothing where both are the same', () => {
    fc.assert(
      fc.property(text, text, (written, word) => {
        const { writtenMarkup } = difference(written, word);
        const marks = writtenMarkup.replace(/\\[\\*_]/g, '').match(/\*/g)?.length ?? 0;
        expect([0, 2]).toContain(marks);
        expect(shown(difference(word, word).wordMarkup)).toBe(word);
        expect(difference(word, word).wordMarkup.replace(/\\[\\*_]/g, '')).not.toContain('*');
      }),
    );
  });
});
