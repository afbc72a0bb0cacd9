import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reorder, type ReorderStep } from '../../../flows/exercises/reorder.js';
import { orderShown } from '../../../flows/exercises/reorder-order.js';
import { aid, faults } from './support.js';

const price = reorder.schema.parse({
  id: 'price',
  kind: 'reorder',
  ask: 'You ask the price.',
  parts: ['How much', 'is', 'the coffee?'],
  near: { 'How much the coffee is': 'In a question *is* comes before *the coffee*.' },
  explanation: 'In a question the verb comes first.',
});
const often = reorder.schema.parse({
  id: 'often',
  kind: 'reorder',
  parts: ['Sometimes', 'I', 'drink', 'tea', 'at night'],
  accept: ['I sometimes drink tea at night', 'At night I sometimes drink tea'],
});
const { answering } = reorder;

function grade(text: string, step: ReorderStep = price, seed = 1) {
  return answering.grade(step, { text }, { ...aid(text), seed });
}

/** The numbers under which the parts are shown, in the order asked for. */
function numbers(order: readonly number[], step: ReorderStep, seed: number): number[] {
  const shown = orderShown(step, seed);
  return order.map((part) => shown.indexOf(part) + 1);
}

describe('what is shown of a sentence in pieces', () => {
  it('what is meant, and the parts with numbers on one line', () => {
    const { lines } = reorder.present(price, aid());
    expect(lines[0]).toEqual({ text: 'You ask the price.', role: 'explain' });
    expect(lines[1]).toMatchObject({
      text: expect.stringMatching(/^1 {2}\S.* {3}2 {2}\S.* {3}3 {2}\S/) as string,
    });
    const pieces = orderShown(price, aid().seed).map((index) => price.parts[index]);
    expect(lines[1]).toMatchObject({ pieces });
    expect(reorder.present(price, { ...aid(), again: true }).lines).toHaveLength(1);
  });

  it('in no order that is right, the same for a seed, each part once', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(price, often), (seed, step) => {
        const order = orderShown(step, seed);
        expect(order).toEqual(orderShown(step, seed));
        expect(order.toSorted()).toEqual(step.parts.map((_, index) => index));
        const text = order.map((index) => step.parts[index]).join(' ');
        expect(grade(text, step).verdict).not.toBe('right');
      }),
    );
  });

  it('hints: the beginning, further each time, or the author’s own', () => {
    expect([0, 1, 2].map((n) => answering.hint(price, n))).toEqual([
      '*How much* …',
      '*How much is* …',
      undefined,
    ]);
    const own = { ...price, hints: ['Begin with a question word.'] };
    expect([0, 1].map((n) => answering.hint(own, n))).toEqual(['Begin with a question word.', undefined]);
  });
});

describe('a right order', () => {
  it.each([
    'How much is the coffee?',
    'how much is the coffee',
    "how much's the coffee",
    'How much is the cofee',
  ])('%s', (text) => {
    expect(['right', 'typo']).toContain(grade(text).verdict);
    expect(grade(text).feedback).toBe(price.explanation);
  });

  it('may be one of several', () => {
    expect(grade('At night, I sometimes drink tea.', often).verdict).toBe('right');
    expect(grade('I drink sometimes tea at night', often).verdict).toBe('wrong');
  });

  it('may be said in numbers, however they are written', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom(' ', ',', ', ', '-', '', ' > ', '. ', ') '),
        (seed, between) => {
          const typed = numbers([0, 1, 2], price, seed).join(between);
          expect(grade(typed, price, seed).verdict).toBe('right');
          const wrong = numbers([1, 0, 2], price, seed).join(between);
          expect(grade(wrong, price, seed).verdict).toBe('wrong');
        },
      ),
    );
    const ten: ReorderStep = { ...often, parts: Array.from('abcdefghij', (letter) => `${letter}${letter}`) };
    const inOrder = ten.parts.map((_, index) => index);
    expect(grade(numbers(inOrder, ten, 7).join(''), ten, 7).verdict).toBe('right');
    expect(grade(numbers(inOrder, ten, 7).join(' '), ten, 7).verdict).toBe('right');
  });
});

describe('another order', () => {
  it('is told how far it is right', () => {
    expect(grade('How much the coffee is')).toMatchObject({
      verdict: 'near',
      feedback: price.near?.['How much the coffee is'],
    });
    expect(grade('How much the is coffee').said).toEqual([
      { say: 'reorder.start', args: { start: { markup: 'How much' } } },
    ]);
    expect(grade('is how much the coffee').said).toEqual([{ say: 'reorder.other' }]);
    expect(grade('At night sometimes I drink tea', often).said).toEqual([
      { say: 'reorder.start', args: { start: { markup: 'At night' } } },
    ]);
  });

  it('of other words is told that', () => {
    expect(grade('How much is a coffee').said).toEqual([{ say: 'reorder.parts' }]);
    expect(grade('How much is').said).toEqual([{ say: 'reorder.parts' }]);
  });

  it.each(['', '?', 'no idea, sorry', '12', '1 1 2', '1 2 4', '0', '999', 'x'.repeat(4000), '不知道'])(
    '%j is no answer',
    (text) => {
      expect(grade(text)).toEqual({ verdict: 'unclear' });
    },
  );

  it('any text gets a grade', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['right', 'typo', 'near', 'wrong', 'unclear']).toContain(grade(text).verdict);
      }),
    );
    expect(answering.grade(price, { option: 0 }, aid())).toEqual({ verdict: 'unclear' });
  });
});

describe('a sentence in pieces in another language', () => {
  it('has what is meant, feedback and hints in it; the parts stay English', () => {
    const texts = {
      ask: 'Preguntas el precio.',
      near: { 'How much the coffee is': 'Primero *is*.' },
      explanation: 'Así.',
    };
    expect(reorder.required(price)).toEqual(['ask', 'near', 'explanation']);
    expect(reorder.misfits(price, texts)).toEqual([]);
    const step = reorder.localise(price, reorder.sidecar.parse(texts));
    expect(step).toMatchObject({ ...texts, parts: price.parts });
    expect(reorder.misfits(often, { ask: 'x', hints: ['x'] })).toMatchObject([
      { path: ['ask'] },
      { path: ['hints'] },
    ]);
  });
});

describe('what an author of a sentence in pieces is told', () => {
  it.each([
    [{ parts: ['a', 'b'] }, /^parts: at least three/],
    [
      { parts: ['the', 'cat', 'saw', 'The', 'dog'] },
      /^parts\.3: is the same as part 1, so that two orders are right/,
    ],
    [{ parts: ['How much', 'is it', '?'] }, /^parts\.2: has no word in it/],
    [{ accept: ['How much is this coffee'] }, /^accept\.0: "How much is this coffee" has other words/],
    [{ near: { 'How much is the coffee': 'x' } }, /^near\..*is accepted as well/],
    [{ parts: ['*a*', 'b', 'c'] }, /^parts\.0: shown as it is written/],
  ])('%j', (change, message) => {
    expect(faults(reorder.schema, { ...price, ...change }).join('\n')).toMatch(message);
  });
});
