import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pick, pickAmount, pickNumber } from '../../flows/choices.js';

const teas = ["I'd like a tea, please.", 'I want a tea.', 'Give me a tea.'];
const goals = ['Trabajo', 'Viajes', 'Estudios', 'La gente que quiero', 'Saltar'];
const rating = ['1', '1 and 2', 'All three', 'None yet'];
const coffees = ['Two coffees', 'One coffee', 'No coffee'];
const sizes = ['3 euros', '2 euros', '1 euro'];

describe('a number', () => {
  it.each([
    '2',
    '2.',
    '2)',
    '(2)',
    '#2',
    ' 2 ',
    '2!',
    '02',
    '٢',
    '۲',
    '２',
    '②',
    '2️⃣',
    '2nd',
    '2º',
    '2ª',
    '2.º',
    'no. 2',
    'nº 2',
    'the 2nd',
    'two',
    'TWO',
    'Two.',
    'dos',
    'second',
    'the second',
    'the second one',
    'The second one, please',
    'second option',
    'option 2',
    'option two',
    'number 2',
    'number two',
    'answer 2',
    'segundo',
    'la segunda',
    'la segunda opción',
    'opción 2',
    'Opción dos',
    'la 2',
    'el dos, por favor',
    'respuesta 2',
  ])('%s is the second', (text) => {
    expect(pick(text, teas)).toBe(1);
  });

  it.each([
    ['1', 0],
    ['one', 0],
    ['una', 0],
    ['primera', 0],
    ['three', 2],
    ['tercero', 2],
    ['the last one', 2],
    ['la última', 2],
  ])('%s is option %i', (text, index) => {
    expect(pick(text, teas)).toBe(index);
  });

  it.each(['0', '4', 'four', 'd', '-0', '2.5', '22', '1 2', '1 and 2', '1,2', '9999999999', 'fourth'])(
    '%s is none of three',
    (text) => {
      expect(pick(text, teas)).toBeUndefined();
    },
  );
});

describe('words', () => {
  it.each([
    ["I'd like a tea, please.", teas, 0],
    ['i’d like a tea please', teas, 0],
    ['"I want a tea"', teas, 1],
    ['GIVE ME A TEA!!', teas, 2],
    ['want', teas, 1],
    ['give me', teas, 2],
    ['please', teas, 0],
    ['viajes', goals, 1],
    ['la gente', goals, 3],
    ['saltar', goals, 4],
    ['all', rating, 2],
    ['none', rating, 3],
    ['Espanol', ['Español', 'English'], 0],
    ['👍', ['👎', '👍'], 1],
  ])('%s', (text, labels, index) => {
    expect(pick(text, labels)).toBe(index);
  });

  it.each([
    ['1', rating, 0],
    ['1 and 2', rating, 1],
    ['2', rating, 1],
    ['3', rating, 2],
    ['two coffees', coffees, 0],
    ['1', ['2', '1'], 1],
    ['two', ['one', 'three', 'two'], 2],
  ])('the whole label wins: %s', (text, labels, index) => {
    expect(pick(text, labels)).toBe(index);
  });

  it.each([
    ['tea', teas],
    ['a tea', teas],
    ['two', ['One and two', 'Three', 'Two and three']],
    ['one', coffees],
    ['2', ['2 euros', '3 euros', '4 euros']],
    ['no', ['No.', 'No!']],
  ])('%s could be several', (text, labels) => {
    expect(pick(text, labels)).toBe('ambiguous');
  });

  it('a number with a sign of its own is not taken for a part of a label', () => {
    expect(pick('1', sizes)).toBe('ambiguous');
    expect(pick('1)', sizes)).toBe(0);
    expect(pick('option 1', sizes)).toBe(0);
    expect(pick('1 euro', sizes)).toBe(2);
  });

  it.each([
    '',
    ' ',
    '?',
    '...',
    'why?',
    "I don't understand",
    'I want a tea and a cake',
    'can I say I want a tea in a shop',
    'give me a tea now',
    'no one',
    'the one',
    'one second',
    'un segundo',
    'not the second one',
    'I think it is 2 but why',
    'te',
    'wan',
    'lease',
    'b',
    'b)',
    'option b',
    'my second name is Ana',
  ])('%s picks nothing', (text) => {
    expect(pick(text, teas)).toBeUndefined();
  });
});

describe('for any labels', () => {
  const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
  const labels = fc.uniqueArray(label, { minLength: 2, maxLength: 6, selector: (text) => text.trim() });

  it('any text is understood as one, several or none of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), labels, (text, some) => {
        const picked = pick(text, some);
        expect(picked === undefined || picked === 'ambiguous' || some[picked] !== undefined).toBe(true);
      }),
    );
  });

  it('each label is understood as itself', () => {
    const word = fc.stringMatching(/^[a-z]{3,8}$/);
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 6 }), (some) => {
        expect(some.map((one) => pick(`${one.toUpperCase()}.`, some))).toEqual(some.map((_, index) => index));
      }),
    );
  });

  it('the n-th number is the n-th label, as long as there is one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 20 }), (number, count) => {
        expect(pickNumber(`(${number})`, count)).toBe(
          number >= 1 && number <= count ? number - 1 : undefined,
        );
      }),
    );
  });

  it('a long text picks nothing', () => {
    expect(pick('I want a tea. '.repeat(300), teas)).toBeUndefined();
    expect(pick('2'.repeat(4000), teas)).toBeUndefined();
  });
});

describe('a price without its currency', () => {
  const prices = ['£3.50', '£13.50', '£3.15', '£20'];

  it.each([
    ['3.50', 0],
    ['3,5', 0],
    ['3.50.', 0],
    ['£13,50', 1],
    ['13.50£', 1],
    ['20', 3],
    ['20.00', 3],
    ['$3.50', undefined],
    ['£3.50£', undefined],
    ['35', undefined],
    ['3.50 or 3.15', undefined],
    ['', undefined],
  ])('%j', (text, index) => {
    expect(pickAmount(text, prices)).toBe(index);
  });

  it('is one where exactly one label has it, and only a price is one', () => {
    expect(pickAmount('3.50', ['£3.50', '€3.50'])).toBe('ambiguous');
    expect(pickAmount('€3.50', ['£3.50', '€3.50'])).toBe(1);
    expect(pickAmount('10.35', ['10.35', '9.55'])).toBeUndefined();
  });
});
