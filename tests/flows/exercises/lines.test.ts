import { describe, expect, it } from 'vitest';
import { keepBlanks, paragraphs } from '../../../flows/exercises/lines.js';

describe('blanks', () => {
  it.each([
    ['I ___ like', 'I \\_\\_\\_ like'],
    ["___'d", "\\_\\_\\_'d"],
    ['w _ _ _ d', 'w \\_ \\_ \\_ d'],
    ['w____d', 'w\\_\\_\\_\\_d'],
    ['_', '\\_'],
    ['_this_ is emphasis', '_this_ is emphasis'],
    ['no blanks', 'no blanks'],
  ])('%s', (written, kept) => {
    expect(keepBlanks(written)).toBe(kept);
  });
});

it('paragraphs lose the space around them and nothing else', () => {
  expect(paragraphs('\n a\nb \n\n\n c\n', 'note')).toEqual([
    { text: 'a\nb', role: 'note' },
    { text: 'c', role: 'note' },
  ]);
});
