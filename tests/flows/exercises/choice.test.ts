import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choice } from '../../../flows/exercises/choice.js';
import { aid, faults } from './support.js';

const kinder = choice.schema.parse({
  id: 'kinder',
  kind: 'choice',
  ask: 'Which is kinder?',
  options: [
    { text: "I'd like a tea, please.", right: true },
    { text: 'I want a tea.', because: 'It is correct English, but it sounds like an order.' },
    { text: 'Give me a tea.', because: 'Only to people you know very well.' },
  ],
  explanation: "*I'd like* asks; it does not order.",
  b: -1.2,
});
const { answering } = choice;
const seeds = Array.from({ length: 40 }, (_, seed) => seed);

describe('what a choice shows', () => {
  it('the question and every option once, in an order that the seed decides', () => {
    const { lines, options } = choice.present(kinder, aid());
    expect(lines).toEqual([{ text: 'Which is kinder?', role: 'explain' }]);
    expect(options.map(({ text, option }) => kinder.options[option]?.text === text)).toEqual([
      true,
      true,
      true,
    ]);
    expect(new Set(options.map(({ option }) => option)).size).toBe(3);
    expect(choice.present(kinder, aid()).options).toEqual(options);
    const orders = seeds.map((seed) =>
      choice.present(kinder, aid('', { seed })).options.map((o) => o.option),
    );
    expect(new Set(orders.map(String)).size).toBe(6);
  });

  it('what was tried is left out and the rest keeps its order', () => {
    for (const seed of seeds) {
      const all = choice.present(kinder, aid('', { seed })).options;
      const left = choice.present(kinder, aid('', { seed, tried: [1] })).options;
      expect(left).toEqual(all.filter(({ option }) => option !== 1));
    }
  });

  it('the second time the question is not repeated', () => {
    expect(choice.present(kinder, aid('', { again: true })).lines).toEqual([]);
  });
});

describe('how a choice is graded', () => {
  it('by the option', () => {
    expect(answering.grade(kinder, { option: 0 }, aid())).toEqual({
      verdict: 'right',
      option: 0,
      expected: "I'd like a tea, please.",
      feedback: "*I'd like* asks; it does not order.",
    });
    expect(answering.grade(kinder, { option: 2 }, aid())).toEqual({
      verdict: 'wrong',
      option: 2,
      expected: "I'd like a tea, please.",
      feedback: 'Only to people you know very well.',
    });
  });

  it.each([3, -1, 0.5, Number.NaN])('option %d does not exist', (option) => {
    expect(answering.grade(kinder, { option }, aid())).toEqual({ verdict: 'unclear' });
  });

  it('by the number shown, also when options are left out', () => {
    for (const seed of seeds) {
      for (const tried of [[], [1], [2]]) {
        const known = aid('', { seed, tried });
        choice.present(kinder, known).options.forEach(({ option }, index) => {
          expect(answering.grade(kinder, { text: `${index + 1}` }, known).option).toBe(option);
        });
      }
    }
  });

  it.each([
    ["i'd like a tea please", 0],
    ['I WANT A TEA', 1],
    ['give me', 2],
  ])('by its words: %s', (text, option) => {
    expect(answering.grade(kinder, { text }, aid(text))).toMatchObject({ option });
  });

  it('an option that was tried is still understood by its words', () => {
    const known = aid('', { tried: [1] });
    expect(answering.grade(kinder, { text: 'I want a tea.' }, known).option).toBe(1);
    expect(answering.grade(kinder, { text: 'I want' }, known).option).toBe(1);
    expect(answering.grade(kinder, { text: '3' }, known)).toEqual({ verdict: 'unclear' });
  });

  it('an option that is a number wins over the number of an option', () => {
    const options = [
      { text: '2', right: true as const },
      ...['3', '1'].map((text) => ({ text, because: 'No.' })),
    ];
    for (const seed of seeds) {
      for (const tried of [[], [1], [2]]) {
        expect(answering.grade({ ...kinder, options }, { text: '2' }, aid('', { seed, tried })).option).toBe(
          0,
        );
      }
    }
  });

  it.each(['', 'tea', '?', '4', "I don't know", 'why is one kinder', '👍', 'x'.repeat(4000)])(
    '%s is unclear',
    (text) => {
      expect(answering.grade(kinder, { text }, aid(text))).toEqual({ verdict: 'unclear' });
    },
  );

  it('any text gets a grade', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['right', 'wrong', 'unclear']).toContain(answering.grade(kinder, { text }, aid()).verdict);
      }),
    );
  });

  it('has a solution with its explanation, and no hints beside the reasons', () => {
    expect(answering.solution(kinder)).toBe("I'd like a tea, please.");
    expect(answering.key(kinder)).toBe("I'd like a tea, please.");
    expect(answering.explanation(kinder)).toBe("*I'd like* asks; it does not order.");
    expect(answering.hint()).toBeUndefined();
  });
});

describe('a choice in another language', () => {
  const texts = {
    ask: '¿Cuál suena más amable?',
    because: [null, 'Es correcto, pero suena a una orden.', 'Solo con gente que conoces muy bien.'],
    explanation: '*I’d like* pide, no ordena.',
  };

  it('has its question, reasons and explanation; the options stay English', () => {
    const step = choice.localise(kinder, choice.sidecar.parse(texts));
    expect(choice.present(step, aid()).lines).toEqual([{ text: texts.ask, role: 'explain' }]);
    expect(step.options.map(({ text }) => text)).toEqual(kinder.options.map(({ text }) => text));
    expect(answering.grade(step, { option: 1 }, aid()).feedback).toBe(texts.because[1]);
    expect(answering.grade(step, { option: 0 }, aid()).feedback).toBe(texts.explanation);
    expect(choice.misfits(kinder, texts)).toEqual([]);
  });

  it('falls back text by text', () => {
    expect(choice.localise(kinder, {})).toEqual(kinder);
    const partly = choice.localise(kinder, { because: [null, null, 'Solo con amigos.'] });
    expect(answering.grade(partly, { option: 1 }, aid()).feedback).toContain('correct English');
    expect(answering.grade(partly, { option: 2 }, aid()).feedback).toBe('Solo con amigos.');
  });

  it('says what it lacks and what does not fit', () => {
    expect(choice.required(kinder)).toEqual(['ask', 'because', 'explanation']);
    expect(choice.misfits(kinder, { because: [null, 'a'] })).toMatchObject([{ path: ['because'] }]);
    expect(choice.misfits(kinder, { because: ['a', 'b', null] })).toMatchObject([
      { path: ['because', 0], message: expect.stringContaining('null here') as string },
      { path: ['because', 2], message: expect.stringContaining('Give me a tea.') as string },
    ]);
    const { explanation: _explanation, ...plain } = kinder;
    expect(choice.required(plain)).toEqual(['ask', 'because']);
    expect(choice.misfits(plain, { explanation: 'x' })).toMatchObject([{ path: ['explanation'] }]);
    expect(choice.localise(plain, { explanation: 'x' })).toEqual(plain);
  });
});

describe('what an author of a choice is told', () => {
  const [right, order, friends] = kinder.options;
  it.each([
    [{ options: [right] }, /^options: a choice has at least two/],
    [{ options: Array.from({ length: 7 }, (_, n) => ({ text: `t${n}`, because: 'x' })) }, /at most six/],
    [{ options: [order, friends] }, /^options: exactly one option has `right: true`, here none/],
    [{ options: [right, { text: 'x', right: true }] }, /here 2 of them/],
    [{ options: [right, { text: 'x' }] }, /^options\.1\.because: every wrong option says why/],
    [{ options: [{ ...right, because: 'x' }, order] }, /^options\.0\.because: is for wrong options/],
    [
      { options: [right, { text: 'i’d like a TEA please!', because: 'x' }] },
      /^options\.1\.text: says the same as option 1/,
    ],
    [{ options: [right, { text: 'x', right: false, because: 'x' }] }, /^options\.1\.right: /],
    [{ options: [right, { text: '*x*', because: 'x' }] }, /^options\.1\.text: shown as it is written/],
    [{ ask: 'x'.repeat(161) }, /^ask: at most 160/],
    [{ b: 9 }, /^b: /],
    [{ hints: ['x'] }, /hints/],
  ])('%j', (change, message) => {
    expect(faults(choice.schema, { ...kinder, ...change }).join('\n')).toMatch(message);
  });
});
