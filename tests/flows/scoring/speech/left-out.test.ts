import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../../../../flows/scoring/speech/left-out.js';

const models = (...said: (number | undefined)[]) =>
  said.map((one) =>
    one === undefined ? undefined : { said: one, accuracy: 50, phones: [], from: 0, to: 0 },
  );

/** `s` said, `o` omitted, `-` unsure. */
const found = (...said: (number | undefined)[]): string =>
  leftOut(models(...said))
    .map((one) => (one === 'said' ? 's' : one === 'omitted' ? 'o' : '-'))
    .join('');

describe('words that were left out', () => {
  it.each([
    [[0.9, 0.9, 0.9], 'sss'],
    [[0.9, 0.1, 0.9], 'sos'],
    // Of two or three the least sure, of more the inner ones.
    [[0.9, 0.4, 0.1, 0.9], 's-os'],
    [[0.9, 0.4, 0.1, 0.3, 0.9], 's-o-s'],
    [[0.9, 0.4, 0.1, 0.1, 0.4, 0.9], 's-oo-s'],
    // Whatever the outer ones look like: these are the neighbours of what was said.
    [[0.9, 0.1, 0.1, 0.4, 0.4, 0.9], 's-oo-s'],
    [[0.9, 0.1, 0.1, 0.1, 0.1, 0.9], 's-oo-s'],
    // At an end of the text there is one neighbour only.
    [[0.9, 0.4, 0.1, 0.1], 's-oo'],
    [[0.1, 0.1, 0.4, 0.9], 'oo-s'],
    [[0.9, 0.1], 'so'],
    [[0.1, 0.1], 'oo'],
    // Each run by itself; a word the model has nothing of counts as said.
    [[0.1, 0.9, 0.1, undefined, 0.1], 'ososo'],
    [[], ''],
  ] as const)('%j: %s', (said, expected) => {
    expect(found(...said)).toBe(expected);
  });

  it('all that stands behind the end of a reading is missing, and takes nobody along', () => {
    const unread = { said: 0, accuracy: 0, unread: true as const, phones: [], from: 0, to: 0 };
    const read = [...models(0.9, 0.3), unread, unread];
    expect(leftOut(read)).toEqual(['said', 'omitted', 'omitted', 'omitted']);
    expect(leftOut([...models(0.9, 0.9), unread])).toEqual(['said', 'said', 'omitted']);
  });

  it('are never words that were found: of each run the inner ones, or one', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (said) => {
        const outcome = found(...said);
        said.forEach((one, n) => expect(outcome[n] === 's').toBe(one >= 0.5));
        for (const { 0: run, index } of outcome.matchAll(/[^s]+/g)) {
          const before = index > 0 ? '-' : '';
          const after = index + run.length < outcome.length ? '-' : '';
          const inner = run.length - before.length - after.length;
          if (inner > 1) expect(run).toBe(before + 'o'.repeat(inner) + after);
          else expect(run).toMatch(/^-*o-*$/);
        }
      }),
    );
  });
});
