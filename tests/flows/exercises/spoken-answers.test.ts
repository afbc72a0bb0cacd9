import { describe, expect, it } from 'vitest';
import { knownAnswers } from '../../../flows/exercises/spoken-answers.js';

describe('the known answers of a typed question', () => {
  it('are what is accepted, alone and in its sentence, and what the author foresaw', () => {
    const found = knownAnswers(["(would|'d)"], { want: 'An order.' }, (answer) => `I ${answer} like tea.`);
    expect(found.options).toEqual([
      'would',
      'I would like tea.',
      "I'd like tea.",
      'want',
      'I want like tea.',
    ]);
    expect(found.alike).toBe(3);
  });

  it('are never the ending of a contraction alone, which nobody says', () => {
    const { options } = knownAnswers(["('d|’ll|n't|ve)"], { "('s|'re|is)": 'no' });
    expect(options).toEqual(['ve', 'is']);
  });

  it('are each there once, and never too many to be told apart', () => {
    const many = ['(a|b|c|d|e|f|g|h) (a|b|c|d|e|f|g|h)'];
    const { options = [] } = knownAnswers(many, { 'x (a|b|c|d|e|f|g|h|i|j|k|l)': 'no' });
    expect(options.length).toBeLessThanOrEqual(40);
    expect(options.filter((one) => one.startsWith('x'))).toHaveLength(10);
    expect(new Set(options).size).toBe(options.length);
  });
});
