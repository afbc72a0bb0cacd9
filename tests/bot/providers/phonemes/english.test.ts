import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isVowel, phoneNames, phoneOf, stressOf } from '../../../../bot/providers/phonemes/phones.js';
import { english, waysOf } from './files.js';

describe('how a word is said', () => {
  it('knows all the ways of CMUdict, the usual first', () => {
    expect(waysOf('either')).toEqual(expect.arrayContaining(['IY1 DH ER0', 'AY1 DH ER0']));
    expect(waysOf("don't")).toContain('D OW0 N T');
    expect(waysOf('zythum')).not.toEqual([]);
    for (const edge of ["'bout", 'a', 'zywicki', "zysman's"]) expect(waysOf(edge)).not.toEqual([]);
  });

  it('marks no stress in a word of one syllable, as the model learnt it', () => {
    expect(waysOf('glass')[0]).toBe('G L AE0 S');
    expect(waysOf('water')[0]).toBe('W AO1 T ER0');
  });

  it.each([
    ['car', 'K AA0'],
    ['water', 'W AO1 T AH0'],
    ['ask', 'AA0 S K'],
    ['here', 'HH IH0 AH0'],
    ['little', 'L IH1 T L'],
  ])('takes another %s as well', (word, british) => {
    expect(waysOf(word)).toContain(british);
  });

  it('keeps an R before a vowel', () => {
    for (const way of waysOf('very')) expect(way).toContain('R');
    for (const way of waysOf('rest')) expect(way).toContain('R');
  });

  it.each([
    ['selfies', 'S EH1 L F IY2 Z'],
    ['organise', 'AO1 R G AH0 N AY2 Z'],
    ["noor's", 'N UH0 R Z'],
    ['juicers', 'JH UW1 S ER0 Z'],
    ['unscrewed', 'AH0 N S K R UW1 D'],
    ['parties', 'P AA1 R T IY0 Z'],
    ['skorts', 'S K AO0 R T S'],
    ['dumplings', 'D AH1 M P L IH0 NG Z'],
    ['beeped', 'B IY0 P T'],
    ['biffed', 'B IH0 F T'],
    ['googled', 'G UW1 G AH0 L D'],
    ['smartwatch', 'S M AA1 R T W AA2 CH'],
  ])('builds %s from its parts', (word, way) => {
    expect(waysOf(word)).toContain(way);
  });

  it.each([
    ['blorf', 'B L AO0 R F'],
    ['chindle', 'CH IH1 N D AH0 L'],
    ['strimp', 'S T R IH0 M P'],
  ])('guesses %s from its letters', (word, way) => {
    expect(waysOf(word)).toContain(way);
  });

  it('reads letters with accents and letters that English has not', () => {
    expect(waysOf('café')).toEqual(waysOf('cafe'));
    expect(waysOf('ærø').length).toBeGreaterThan(0);
    expect(waysOf('привет')).toEqual([]);
  });
});

describe('a text', () => {
  it('is taken word by word, as it is judged', () => {
    const words = english.read('“I’d like a well-known tea,” she said… 🙂');
    expect(words.map(({ text }) => text)).toEqual([
      "I'd",
      'like',
      'a',
      'well',
      'known',
      'tea',
      'she',
      'said',
    ]);
  });

  it('says nothing of what has no sound', () => {
    expect(english.read('')).toEqual([]);
    expect(english.read('👍 — … привет')).toEqual([]);
  });

  it('takes any text, and gives sounds that the model knows', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.stringMatching(/^[\w£$'.,:% -]*$/)),
        (text) => {
          for (const { ways } of english.read(text)) {
            expect(ways.length).toBeGreaterThan(0);
            for (const sound of ways.flat(3)) {
              expect(phoneNames[phoneOf(sound)]).toBeDefined();
              expect(phoneOf(sound)).toBeGreaterThan(0);
              expect(isVowel(sound)).toBe(stressOf(sound) < 3);
            }
            for (const words of ways)
              for (const variants of words) expect(variants.length).toBeGreaterThan(0);
          }
        },
      ),
    );
  });

  it('takes long texts and long words', () => {
    expect(english.read('word '.repeat(5_000))).toHaveLength(5_000);
    expect(english.read('x'.repeat(10_000))).toHaveLength(1);
    expect(english.read('9'.repeat(10_000))).toHaveLength(1);
  });
});
