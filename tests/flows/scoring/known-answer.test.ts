import { describe, expect, it } from 'vitest';
import { knownAnswer } from '../../../flows/scoring/known-answer.js';

describe('a known answer', () => {
  it.each([
    ['Their', ['there', 'their'], 'there'],
    ['Um, over there.', ['over their'], 'over their'],
    ['three', ['2', '3'], '3'],
    ['I would like a coffee', ["I'd like a tea", "I'd like a coffee"], "I'd like a coffee"],
    ['My favorite color', ['my favourite colour'], 'my favourite colour'],
  ])('%s is one of %j', (transcript, answers, found) => {
    expect(knownAnswer(transcript, answers)).toBe(found);
  });

  it('is none where a word is another, missing or too many', () => {
    for (const said of ['a class', 'glass', 'a glass please', '', '...']) {
      expect(knownAnswer(said, ['a glass'])).toBeUndefined();
    }
    expect(knownAnswer('hello', ['', '?'])).toBeUndefined();
  });
});
