import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../flows/scoring/diff.js';

describe('what differs between two spellings', () => {
  it.each([
    ['wuold', 'would', 'w*_uo_*ld', 'w*ou*ld'],
    ['woud', 'would', 'woud', 'wou*l*d'],
    ['watter', 'water', 'wat*_t_*er', 'water'],
    ['wouls', 'would', 'woul*_s_*', 'woul*d*'],
    ['hould', 'would', '*_h_*ould', '*w*ould'],
    ['Wuold', 'would', 'W*_uo_*ld', 'w*ou*ld'],
    ['would', 'would', 'would', 'would'],
    ['cafe\u0301', 'café', 'cafe\u0301', 'café'],
    ['caféé', 'café', 'café*_é_*', 'café'],
    ['👩‍👩‍👧x', '👩‍👩‍👧y', '👩‍👩‍👧*_x_*', '👩‍👩‍👧*y*'],
    ['w*ld', 'would', 'w*_\\*_*ld', 'w*ou*ld'],
    ['_a_', 'a', '*_\\_a\\__*', '*a*'],
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
  const shown = (markup: string) => markup.replace(/\\([\\*_])|[*_]/g, '$1');

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
        const signs = writtenMarkup.replace(/\\[\\*_]/g, '').replace(/[^*_]/g, '');
        expect(['', '*__*']).toContain(signs);
        expect(shown(difference(word, word).wordMarkup)).toBe(word);
        expect(difference(word, word).wordMarkup.replace(/\\[\\*_]/g, '')).not.toContain('*');
      }),
    );
  });
});
