import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarks, unpairedStar, withoutMarks } from '../../content/marks.js';
import { escapeMarks } from '../../flows/effects.js';

/** Strong as <…>, emphasis as {…}. */
function shown(text: string): string {
  return parseMarks(text)
    .map(({ text, mark }) => (mark === 'strong' ? `<${text}>` : mark === 'em' ? `{${text}}` : text))
    .join('');
}

describe('marks', () => {
  it.each([
    ["*I'd like …* is kinder", "<I'd like …> is kinder"],
    ['_Will_ is for the future', '{Will} is for the future'],
    ['you wrote w*uo*ld', 'you wrote w<uo>ld'],
    ['(*so*), _so_.', '(<so>), {so}.'],
    ['*two words* and *more*', '<two words> and <more>'],
    ['_I like *tea*_', '{I like }<tea>'],
    ['*line\nbreak*', '<line\nbreak>'],
  ])('are read in %j', (text, expected) => expect(shown(text)).toBe(expected));

  it.each([
    ['I ___ like a glass of ___'],
    ['w _ _ _ d'],
    ['snake_case_name'],
    ['2 * 3 * 4'],
    ['**twice**'],
    ['_ a _'],
    ['*open'],
    ['closed*'],
    [''],
  ])('are not seen in %j', (text) => expect(shown(text)).toBe(text));

  it.each([
    ['\\*not strong\\*', '*not strong*'],
    ['\\_\\_\\_', '___'],
    ['*a\\*b*', '<a*b>'],
    ['back\\\\slash', 'back\\slash'],
    ['C:\\dir', 'C:\\dir'],
  ])('are taken literally after a backslash in %j', (text, expected) => expect(shown(text)).toBe(expected));

  it('never change or lose what was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('*', '_', '\\', ' ', 'a', 'é', '\n') }), (text) => {
        expect(parseMarks(escapeMarks(text)).every(({ mark }) => mark === undefined)).toBe(true);
        expect(withoutMarks(escapeMarks(text))).toBe(text);
      }),
    );
  });

  it('only ever take away marks and backslashes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('*', '_', '\\', ' ', 'a', 'b') }), (text) => {
        expect(withoutMarks(text).replace(/[*_\\]/g, '')).toBe(text.replace(/[*_\\]/g, ''));
      }),
    );
  });

  it.each([
    ['*a* b*', 2],
    ['*a', 0],
    ['\\* *a* *b', 3],
    ['*a* \\*', undefined],
    ['___ _a_ _b', undefined],
  ])('are missed where an asterisk has no partner: %j', (text, nth) => expect(unpairedStar(text)).toBe(nth));
});
