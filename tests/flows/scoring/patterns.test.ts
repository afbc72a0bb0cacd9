import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand, maxExpansions, PatternError } from '../../../flows/scoring/patterns.js';

describe('expansion of accept patterns', () => {
  it.each([
    ['would', ['would']],
    ['(a|b)', ['a', 'b']],
    ['[a] cup', ['a cup', 'cup']],
    ['[some|a] tea', ['some tea', 'a tea', 'tea']],
    ['tea[,] please', ['tea, please', 'tea please']],
    ["(I would|I'd) like", ['I would like', "I'd like"]],
    ['colo[u]r', ['colour', 'color']],
    ['(a|(b|c) [d]) e', ['a e', 'b d e', 'b e', 'c d e', 'c e']],
    ['([very] good|fine)', ['very good', 'good', 'fine']],
    ['a [[very] big] dog', ['a very big dog', 'a big dog', 'a dog']],
    ['[x] [x]', ['x x', 'x', '']],
    ['\\(a\\|b\\) \\[c\\] \\\\', ['(a|b) [c] \\']],
    ['  two   words ', ['two words']],
    ['(a|a)', ['a']],
  ])('%s', (pattern, answers) => {
    expect(expand(pattern)).toEqual(answers);
  });

  it('expands the example of the lesson format', () => {
    const answers = expand("(I would|I'd) like [some|a] tea[,] please");
    expect(answers).toHaveLength(12);
    expect(answers[0]).toBe('I would like some tea, please');
    expect(answers.at(-1)).toBe("I'd like tea please");
  });

  it.each([
    ['(a|b', 0, /no \)/],
    ['ab [c', 3, /no \]/],
    ['(a]', 0, /no \)/],
    ['a)', 1, /closes nothing/],
    ['a ] b', 2, /closes nothing/],
    ['a|b', 1, /round brackets/],
    ['(a|)', 3, /empty alternative/],
    ['(|a)', 1, /empty alternative/],
    ['[]', 1, /empty alternative/],
    ['( )', 1, /empty alternative/],
    ['a\\', 1, /backslash/],
    ['a \\n', 2, /backslash/],
    [`${'('.repeat(50)}a${')'.repeat(50)}`, 20, /deep/],
  ])('refuses %s at character %i', (pattern, at, message) => {
    expect(() => expand(pattern)).toThrow(PatternError);
    expect(() => expand(pattern)).toThrow(message);
    try {
      expand(pattern);
    } catch (error) {
      expect((error as PatternError).at).toBe(at);
    }
  });

  it('refuses a pattern for too many answers before making them', () => {
    expect(expand('(a|b)'.repeat(10))).toHaveLength(1024);
    expect(() => expand('(a|b)'.repeat(11))).toThrow(`2048 answers, at most ${maxExpansions}`);
    expect(() => expand('(a|b|c|d|e)'.repeat(1000))).toThrow(PatternError);
  });

  it('stands for exactly what it is built from', () => {
    // A pattern beside the set of answers that it must stand for, built up together.
    type Built = { source: string; answers: string[] | undefined };
    const word = fc
      .string({ unit: fc.constantFrom('a', 'é', '(', ']', '|', '\\', '漢', "'"), minLength: 1, maxLength: 3 })
      .map((text): Built => ({ source: text.replace(/[()[\]|\\]/g, '\\$&'), answers: [text] }));
    // More answers than a pattern may have are not made: `undefined`, and skipped.
    const joined = (parts: Built[]): Built => ({
      source: parts.map((part) => part.source).join(' '),
      answers: parts.reduce<string[] | undefined>(
        (heads, { answers }) => {
          if (!heads || !answers || heads.length * answers.length > maxExpansions) return undefined;
          return heads.flatMap((head) => answers.map((answer) => `${head} ${answer}`));
        },
        [''],
      ),
    });
    const alternatives = (some: Built[]) =>
      some.some(({ answers }) => !answers) ? undefined : some.flatMap(({ answers }) => answers ?? []);
    const { built } = fc.letrec<{ built: Built; part: Built }>((tie) => ({
      part: fc.oneof(
        { depthSize: 'small', maxDepth: 4 },
        word,
        fc.array(tie('built'), { minLength: 1, maxLength: 3 }).map((some) => ({
          source: `(${some.map((one) => one.source).join('|')})`,
          answers: alternatives(some),
        })),
        fc.array(tie('built'), { minLength: 1, maxLength: 2 }).map((some) => ({
          source: `[${some.map((one) => one.source).join('|')}]`,
          answers: alternatives(some)?.concat(''),
        })),
      ),
      built: fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map(joined),
    }));
    fc.assert(
      fc.property(built, ({ source, answers }) => {
        fc.pre(answers !== undefined && answers.length <= maxExpansions);
        const wanted = answers?.map((answer) => answer.replace(/\s+/g, ' ').trim());
        expect(expand(source)).toEqual([...new Set(wanted)]);
      }),
    );
  });

  it('either expands any string or says where it is wrong', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('(', ')', '[', ']', '|', '\\', 'a', ' ') }), (source) => {
        try {
          expect(expand(source).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(PatternError);
          expect((error as PatternError).at).toBeLessThanOrEqual(source.length);
        }
      }),
    );
  });
});
