import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gap, type GapStep } from '../../../flows/exercises/gap.js';
import { aid, faults } from './support.js';

const would = gap.schema.parse({
  id: 'would',
  kind: 'gap',
  ask: 'I ___ like a glass of water.',
  accept: ['would', "'d"],
  near: { '(will|shall)': '*Will* is for the future; here you ask politely.' },
  hints: ['It makes the request polite.', 'It begins with w.', 'w _ _ _ d'],
  explanation: '*Would* makes a wish out of an order.',
});
const { answering } = gap;

function grade(text: string, step: GapStep = would, forgiven: string[] = []) {
  return answering.grade(step, { text }, aid(text, { forgiven }));
}

function stepWith(ask: string, accept: string[], near?: Record<string, string>): GapStep {
  return gap.schema.parse({ id: 'x', kind: 'gap', ask, accept, hints: ['Think.'], ...(near && { near }) });
}

describe('what a gap shows', () => {
  it('the sentence with its gap as it is written', () => {
    expect(gap.present(would)).toEqual({
      lines: [{ text: 'I \\_\\_\\_ like a glass of water.', role: 'english' }],
    });
  });

  it('hints one after the other, blanks as they are written', () => {
    expect([0, 1, 2, 3].map((n) => answering.hint(would, n))).toEqual([
      'It makes the request polite.',
      'It begins with w.',
      'w \\_ \\_ \\_ d',
      undefined,
    ]);
  });

  it('the solution: the sentence with the first answer of the first pattern', () => {
    expect(answering.key(would)).toBe('would');
    expect(answering.solution(would)).toBe('I *would* like a glass of water.');
    expect(answering.solution(stepWith('It is ___.', ['$&']))).toBe('It is *$&*.');
    expect(answering.solution(stepWith('I ___ here.', ["(am|'m) [still]"]))).toBe('I *am* here.');
    expect(answering.explanation(would)).toBe('*Would* makes a wish out of an order.');
  });
});

describe('a right answer', () => {
  it.each([
    ['would', 'would'],
    ['Would.', 'would'],
    ['“would”', 'would'],
    ["'d", "'d"],
    ['’d', "'d"],
    ["I'd", "'d"],
    ['I would', 'would'],
    ['would like', 'would'],
    ['I would like', 'would'],
    ['would like a glass of water', 'would'],
    ['I would like a glass of water.', 'would'],
    ["i'd like a glass of water", "'d"],
  ])('%s', (text, expected) => {
    expect(grade(text)).toMatchObject({ verdict: 'right', expected });
  });

  it('comes with the explanation', () => {
    expect(grade('would').feedback).toBe('*Would* makes a wish out of an order.');
  });

  it('may be a part of a word, or that word', () => {
    const plural = stepWith('Two coffee___, please.', ['s']);
    expect(
      ['s', 'coffees', 'Coffees,', 'two coffees please'].map((text) => grade(text, plural).verdict),
    ).toEqual(['right', 'right', 'right', 'right']);
    expect(grade('coffee', plural).verdict).toBe('wrong');
  });

  it('may have several words and be a number', () => {
    expect(grade('do not', stepWith('I ___ know.', ["don't"])).verdict).toBe('right');
    expect(grade("don't", stepWith('I ___ know.', ['do not'])).verdict).toBe('right');
    expect(grade('٣', stepWith('I have ___ cats.', ['(3|three)'])).verdict).toBe('right');
    expect(grade('4', stepWith('I have ___ cats.', ['(3|three)'])).verdict).toBe('wrong');
  });
});

describe('a slip', () => {
  it('is forgiven and shown', () => {
    expect(grade('wuold')).toEqual({
      verdict: 'typo',
      expected: 'would',
      slip: { word: 'would', writtenMarkup: 'w*_uo_*ld', wordMarkup: 'w*ou*ld' },
      feedback: '*Would* makes a wish out of an order.',
    });
    expect(grade('I wuold like a glass of water').verdict).toBe('typo');
    expect(grade('I would like a glas of water')).toMatchObject({ verdict: 'typo', slip: { word: 'glass' } });
  });

  it('is not forgiven twice, and still shown', () => {
    expect(grade('woudl', would, ['would'])).toEqual({
      verdict: 'wrong',
      expected: 'would',
      slip: { word: 'would', writtenMarkup: 'wou*_dl_*', wordMarkup: 'wou*ld*' },
    });
  });

  it('is none where it makes another English word', () => {
    expect(grade('could')).toEqual({ verdict: 'wrong', expected: 'would' });
    expect(grade('wood').verdict).toBe('wrong');
  });
});

describe('a foreseen answer', () => {
  it('gets its own feedback, mistyped or in the whole sentence too', () => {
    const near = { verdict: 'near', feedback: would.near?.['(will|shall)'], expected: 'would' };
    expect(grade('will')).toEqual(near);
    expect(grade('Shall')).toEqual(near);
    expect(grade('wil')).toEqual(near);
    expect(grade("I'll like a glass of water")).toEqual(near);
  });

  it('may be the long form of an accepted short one', () => {
    const short = stepWith('Make it shorter: it is late, so ___ late.', ["it's"], {
      'it is': 'Now the short form.',
    });
    expect(grade("it's", short).verdict).toBe('right');
    expect(grade('It is', short)).toMatchObject({ verdict: 'near', feedback: 'Now the short form.' });
    expect(grade('its', short).verdict).toBe('wrong');
  });
});

describe('what is no answer', () => {
  it.each([
    '',
    ' ',
    '???',
    '😀',
    '不知道',
    'لا أعرف',
    'I have no idea what goes here',
    'what do I do?',
    'no entiendo nada de esto hoy',
    'x'.repeat(4000),
    'would '.repeat(700),
    '\ud800',
  ])('%s is unclear', (text) => {
    expect(grade(text)).toEqual({ verdict: 'unclear' });
  });

  it('an option is unclear', () => {
    expect(answering.grade(would, { option: 0 }, aid())).toEqual({ verdict: 'unclear' });
  });

  it.each([
    'want',
    'no sé',
    'I want a glass of water',
    'I like',
    'would not',
    'would would',
    'I could',
    'want like',
    '5',
    'can?',
  ])('%s is wrong', (text) => {
    expect(grade(text).verdict).toBe('wrong');
  });

  it('any text gets a grade', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['right', 'typo', 'near', 'wrong', 'unclear']).toContain(grade(text).verdict);
      }),
    );
  });

  it('a dollar sign or a mark of patterns in an answer means itself', () => {
    for (const text of ['$&', '$1', "$'", '(would|x)', '[would]', 'would|x', '___', '\\']) {
      expect(['wrong', 'unclear', 'right']).toContain(grade(text).verdict);
    }
    expect(grade('$&').verdict).toBe('wrong');
    expect(grade('(would|x)').verdict).toBe('wrong');
  });
});

describe('a gap in another language', () => {
  const texts = {
    near: { '(will|shall)': '*Will* es para el futuro.' },
    hints: ['Lo hace más amable.', 'Empieza con w.', 'w _ _ _ d'],
    explanation: '*Would* convierte una orden en un deseo.',
  };

  it('has its hints, feedback and explanation; the sentence stays English', () => {
    const step = gap.localise(would, gap.sidecar.parse(texts));
    expect(gap.present(step)).toEqual(gap.present(would));
    expect(answering.hint(step, 0)).toBe('Lo hace más amable.');
    expect(grade('will', step).feedback).toBe('*Will* es para el futuro.');
    expect(grade('would', step).feedback).toBe(texts.explanation);
    expect(gap.misfits(would, texts)).toEqual([]);
  });

  it('falls back text by text', () => {
    expect(gap.localise(would, {})).toEqual(would);
    const partly = gap.localise(would, { hints: ['Lo hace más amable.'], near: { constructor: 'x' } });
    expect([0, 1].map((n) => answering.hint(partly, n))).toEqual([
      'Lo hace más amable.',
      'It begins with w.',
    ]);
    expect(partly.near).toEqual(would.near);
  });

  it('says what it lacks and what does not fit', () => {
    expect(gap.required(would)).toEqual(['hints', 'near', 'explanation']);
    expect(gap.required(stepWith('I ___ .', ['am']))).toEqual(['hints']);
    expect(gap.misfits(would, { hints: ['x'], near: { wll: 'x' } })).toMatchObject([
      { path: ['hints'], message: '1 hints, the step has 3' },
      { path: ['near', 'wll'] },
      { path: ['near'], message: expect.stringContaining('(will|shall)') as string },
    ]);
    expect(gap.misfits(stepWith('I ___ .', ['am']), { near: { is: 'x' }, explanation: 'x' })).toMatchObject([
      { path: ['near'] },
      { path: ['explanation'] },
    ]);
  });
});

describe('what an author of a gap is told', () => {
  it.each([
    [{ ask: 'I like a glass of water.' }, /^ask: exactly one gap, written ___/],
    [{ ask: '___ like ___.' }, /^ask: exactly one gap/],
    [{ accept: [] }, /^accept: /],
    [{ accept: ['(would'] }, /^accept\.0: character 1: this \( has no \)/],
    [{ accept: ['would', 'a|b'] }, /^accept\.1: character 2: put a choice in round brackets/],
    [{ accept: ['*would*'] }, /^accept\.0: answers carry no emphasis/],
    [{ accept: ['[would]'] }, /^accept\.0: every part of it may be left out/],
    [
      { accept: ['(a|b|c|d|e)'.repeat(6)] },
      /^accept\.0: character 1: stands for 15625 answers, at most 2000/,
    ],
    [{ accept: ['(a|b)'.repeat(10), '(c|d)'.repeat(10)] }, /^accept: together they stand for 2048/],
    [{ near: { '(WOULD|might)': 'x' } }, /^near\.\(WOULD\|might\): "WOULD" is accepted as well/],
    [{ near: { '(a': 'x' } }, /^near\.\(a: /],
    [{ near: { will: '' } }, /^near\.will: write something/],
    [{ hints: [] }, /^hints: at least one/],
    [{ hints: ['a', 'b', 'c', 'd', 'e'] }, /^hints: at most four/],
    [{ hint: 'x' }, /hint/],
  ])('%j', (change, message) => {
    expect(faults(gap.schema, { ...would, ...change }).join('\n')).toMatch(message);
  });
});
