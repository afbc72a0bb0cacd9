import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../../../flows/scoring/holds.js';

describe('a line that holds a pattern', () => {
  it.each([
    ['Then tea, please.', ['(tea|juice)'], true],
    ["I'd like a TEA", ['(would like) a tea'], true],
    ['I would like a tea', ["I'd like"], true],
    ['How much’s that?', ['how much is'], true],
    ['How much is that?', ['how much'], true],
    ['A teapot', ['tea'], false],
    ['tea', ['a tea'], false],
    ['I can’t come', ['can not come'], true],
    ['Half past two', ['half [past] (two|three)'], true],
    ['Café', ['cafe'], true],
    ['', ['tea'], false],
    ['tea', [], false],
  ])('%s, %j: %s', (line, patterns, held) => {
    expect(holds(line, patterns)).toBe(held);
  });

  it('takes any line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (line) => {
        expect(typeof holds(line, ['[a] (tea|coffee)'])).toBe('boolean');
      }),
    );
  });
});
