import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { match, type MatchStep } from '../../../flows/exercises/match.js';
import { letterOf, rightsShown } from '../../../flows/exercises/match-order.js';
import { aid, faults } from './support.js';

const food = match.schema.parse({
  id: 'food',
  kind: 'match',
  ask: 'How does one buy it?',
  pairs: [
    { left: 'bread', right: 'a loaf of', because: '*A loaf* is one whole bread.' },
    { left: 'milk', right: 'a carton of' },
    { left: 'jam', right: 'a jar of' },
  ],
  explanation: 'They count what cannot be counted.',
});
const { answering } = match;

function grade(text: string, step: MatchStep = food, seed = 1) {
  return answering.grade(step, { text }, { ...aid(text), seed });
}

/** The letters under which the right sides of these pairs are shown. */
function letters(pairs: readonly number[], seed = 1, step: MatchStep = food): string[] {
  const shown = rightsShown(step, seed);
  return pairs.map((pair) => letterOf(shown.indexOf(pair)));
}

describe('what is shown of pairs', () => {
  it('numbers to the left, letters to the right, never all in place', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { lines } = match.present(food, { ...aid(), seed });
        expect(lines).toHaveLength(3);
        expect(lines[1]).toEqual({ text: '1  bread\n2  milk\n3  jam', role: 'english' });
        expect(lines[2]).toMatchObject({ text: expect.stringMatching(/^a {2}.*\nb {2}.*\nc {2}/) as string });
        expect(rightsShown(food, seed)).not.toEqual([0, 1, 2]);
        expect(rightsShown(food, seed).toSorted()).toEqual([0, 1, 2]);
      }),
    );
  });

  it('hints: one pair after another, the last follows', () => {
    expect([0, 1, 2].map((n) => answering.hint(food, n))).toEqual([
      'bread – a loaf of',
      'milk – a carton of',
      undefined,
    ]);
  });
});

describe('pairs', () => {
  const forms = [
    (all: string[]) => all.map((letter, n) => `${n + 1}${letter}`).join(' '),
    (all: string[]) => all.map((letter, n) => `${n + 1}-${letter}`).join(', '),
    (all: string[]) => all.map((letter, n) => `${n + 1} = ${letter.toUpperCase()}`).join('\n'),
    (all: string[]) =>
      all
        .map((letter, n) => `${n + 1}) ${letter}`)
        .toReversed()
        .join(' '),
    (all: string[]) => all.map((letter, n) => `${letter}${n + 1}`).join(','),
    (all: string[]) => all.join(' '),
    (all: string[]) => all.join(''),
    (all: string[]) => all.map((letter, n) => `${['bread', 'milk', 'jam'][n]} ${letter}`).join('; '),
  ];

  it('are understood in letters, however they are written', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...forms), (seed, form) => {
        expect(grade(form(letters([0, 1, 2], seed)), food, seed)).toEqual({
          verdict: 'right',
          feedback: food.explanation,
        });
        expect(grade(form(letters([1, 0, 2], seed)), food, seed).verdict).toBe('wrong');
      }),
    );
  });

  it.each([
    'bread - a loaf of; milk - a carton of; jam - a jar of',
    'A loaf of bread, a carton of milk and a jar of jam.',
    'jam: a jar of, bread: a loaf of, milk: a carton of',
    '1 a loaf of 2 a carton of 3 a jar of',
  ])('are understood in words: %s', (text) => {
    expect(grade(text).verdict).toBe('right');
  });

  it('that are wrong are told which are right, and one thing more', () => {
    const [a, b, c] = letters([1, 0, 2]);
    expect(grade(`1${a} 2${b} 3${c}`)).toEqual({
      verdict: 'wrong',
      said: [{ say: 'match.right', args: { pairs: { markup: `*3${c}*` } } }],
      feedback: '*A loaf* is one whole bread.',
    });
    const [d, e, f] = letters([0, 2, 1]);
    expect(grade(`1${d} 2${e} 3${f}`)).toEqual({
      verdict: 'wrong',
      said: [
        { say: 'match.right', args: { pairs: { markup: `*1${d}*` } } },
        { say: 'match.apart', args: { left: { markup: 'milk' }, right: { markup: 'a jar of' } } },
      ],
    });
  });

  it.each([
    '',
    '1a',
    '1a 2a 3a',
    '1a 1b 1c',
    '1a 2b 3d',
    'aab',
    'abcd',
    'bread',
    'bread milk jam',
    'a loaf of bread',
    'I do not know',
    'x'.repeat(4000),
  ])('%j is no answer', (text) => {
    expect(grade(text)).toEqual({ verdict: 'unclear' });
  });

  it('any text gets a grade', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[1-6a-f ,-]{0,20}$/)),
        (text) => {
          expect(['right', 'wrong', 'unclear']).toContain(grade(text).verdict);
        },
      ),
    );
    expect(answering.grade(food, { option: 0 }, aid())).toEqual({ verdict: 'unclear' });
  });
});

describe('pairs in another language', () => {
  const meanings = match.schema.parse({
    ...food,
    translated: true,
    pairs: [
      { left: 'bread', right: 'food made of flour' },
      { left: 'milk', right: 'a white drink' },
      { left: 'jam', right: 'sweet fruit' },
    ],
  });

  it('have the right sides in it where those are meanings', () => {
    const texts = { ask: '¿Qué es?', rights: ['pan', 'leche', 'mermelada'], explanation: 'Así.' };
    expect(match.required(meanings)).toEqual(['ask', 'rights', 'explanation']);
    expect(match.misfits(meanings, texts)).toEqual([]);
    const step = match.localise(meanings, match.sidecar.parse(texts));
    expect(grade('bread pan, milk leche, jam mermelada', step).verdict).toBe('right');
    expect(answering.hint(step, 0)).toBe('bread – pan');
  });

  it('say what does not fit', () => {
    expect(match.required(food)).toEqual(['ask', 'because', 'explanation']);
    expect(match.misfits(food, { rights: ['x', 'y', 'z'] })).toMatchObject([{ path: ['rights'] }]);
    expect(match.misfits(food, { because: [null, null, 'x'] })).toMatchObject([
      { path: ['because', 0] },
      { path: ['because', 2] },
    ]);
    expect(match.misfits(meanings, { rights: ['pan', 'Pan', '?'] })).toMatchObject([
      { path: ['rights', 1] },
      { path: ['rights', 2] },
    ]);
    expect(match.misfits(meanings, { rights: ['pan'] })).toMatchObject([{ path: ['rights'] }]);
  });
});

describe('what an author of pairs is told', () => {
  const [bread, milk] = food.pairs;
  it.each([
    [{ pairs: [bread, milk] }, /^pairs: at least three/],
    [
      { pairs: [bread, milk, { left: 'tea', right: 'A carton of!' }] },
      /^pairs\.2\.right: is the same as that of pair 2/,
    ],
    [
      { pairs: [bread, milk, { left: 'Milk', right: 'x' }] },
      /^pairs\.2\.left: is the same as that of pair 2/,
    ],
    [{ pairs: [bread, milk, { left: 'tea', right: 'Tea' }] }, /^pairs\.2\.right: says the same as `left`/],
    [{ pairs: [bread, milk, { left: '?', right: 'Tea' }] }, /^pairs\.2\.left: has neither letters/],
  ])('%#', (change, message) => {
    expect(faults(match.schema, { ...food, ...change }).join('\n')).toMatch(message);
  });
});
