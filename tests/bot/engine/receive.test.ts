import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../bot/engine/receive.js';

describe('what a person can have meant', () => {
  it.each([
    ['a\u0000b', 'ab'],
    ['\u200Bhello\u200B', 'hello'],
    ['\u200B\u2060\uFEFF', ''],
    ['\u202Eevil', 'evil'],
    ['cafe\u0301', 'café'],
    ['a\r\nb', 'a\nb'],
    ['\ud800x', 'x'],
    ['  spaced  ', 'spaced'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['می‌خواهم', 'می‌خواهم'],
    ['w\u200Do', 'w\u200Do'],
    ['1\u200D2', '12'],
    ['\u001B[31mred', '[31mred'],
  ])('%j is %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it('is well formed, without control characters, and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const clean = cleanText(text);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u200b\u202e]/);
        expect(cleanText(clean)).toBe(clean);
      }),
      { numRuns: 500 },
    );
  });
});
