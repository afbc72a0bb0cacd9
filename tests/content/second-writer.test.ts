import { describe, expect, it } from 'vitest';
import { enough, readWritten, refusalsOf, refusedLine, shareOf } from '../../scripts/refusals/refused.js';
import { packagedContent } from '../support/conversation.js';

const written = readWritten(new URL('second-writer.jsonl', import.meta.url));
const content = packagedContent();

describe('what a second writer holds right, who has not seen the patterns', () => {
  it('is enough to go by, and each thing once', () => {
    expect(written.length).toBeGreaterThanOrEqual(300);
    expect(new Set(written.map(({ item, answer }) => `${item} ${answer}`)).size).toBe(written.length);
  });

  it('belongs to items that still exist', () => {
    expect(refusalsOf(content, written).lost).toEqual([]);
  });

  it('is of every kind that is graded by patterns', () => {
    const kinds = [...refusalsOf(content, written).kinds.keys()];
    expect(kinds.toSorted()).toEqual(['gap', 'reorder', 'translate']);
  });

  it(`is refused in less than ${100 * enough} of a hundred`, () => {
    const { refused, all } = refusalsOf(content, written);
    expect(all.of).toBe(written.length);
    const lines = refused.map(refusedLine).join('\n');
    expect(shareOf(all), `${all.refused} of ${all.of} refused:\n${lines}`).toBeLessThan(enough);
  });
});

describe('counting refusals', () => {
  const count = (item: string, ...answers: string[]) =>
    refusalsOf(
      content,
      answers.map((answer) => ({ item, answer })),
    );

  it('takes what is right, and right but for a slip', () => {
    const { refused, all } = count('english/cafe/ordering#would', 'would', 'wuold');
    expect(refused).toEqual([]);
    expect(all).toEqual({ refused: 0, of: 2 });
  });

  it('counts what the author foresaw as not right, what is wrong and what is no answer', () => {
    const { refused, all } = count('english/cafe/ordering#would', 'would', 'will', 'am', '؟');
    expect(refused.map(({ verdict }) => verdict)).toEqual(['near', 'wrong', 'unclear']);
    expect(all).toEqual({ refused: 3, of: 4 });
  });

  it('says which item is gone or asks nothing, and grades the others', () => {
    expect(count('english/cafe/ordering#gone', 'would')).toMatchObject({
      lost: ['english/cafe/ordering#gone'],
      all: { of: 0 },
    });
    expect(count('english/cafe/ordering#polite', 'would').lost).toEqual(['english/cafe/ordering#polite']);
  });

  it('reads a translation with the sentence that a sidecar gives', () => {
    const { all, refused } = count('english/people/likes#do-you-like', 'Do you like cooking?', 'Cook?');
    expect(all).toEqual({ refused: 1, of: 2 });
    expect(refused.map(({ kind }) => kind)).toEqual(['translate']);
  });
});
