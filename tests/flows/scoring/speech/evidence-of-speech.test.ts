import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeness, differsAt } from '../../../../flows/scoring/speech/closeness.js';
import { diversityOf } from '../../../../flows/scoring/speech/diversity.js';
import { secondsOf, timedFluency } from '../../../../flows/scoring/speech/fluency.js';
import { soundSums, weakestIn } from '../../../../flows/scoring/speech/sounds.js';
import { syllablesIn } from '../../../../flows/scoring/speech/syllables.js';
import { bare, textIn } from '../../../../flows/scoring/speech/tokens.js';

describe('fluency by times', () => {
  /** Twelve syllables in runs with a silence between them. */
  const spoken = (runs: number, long: number, silence: number) =>
    Array.from({ length: runs }, (_, n) => ({ from: n * (long + silence), to: n * (long + silence) + long }));

  it('falls with slowness and with silences', () => {
    const quick = timedFluency(spoken(1, 3, 0), 12, 0.6).value ?? 0;
    const slow = timedFluency(spoken(1, 6, 0), 12, 0.6).value ?? 0;
    const halting = timedFluency(spoken(4, 0.75, 0.8), 12, 0.6).value ?? 0;
    expect(quick).toBeGreaterThan(slow);
    expect(quick).toBeGreaterThan(halting + 20);
  });

  it('takes no closure of a consonant for a silence', () => {
    expect(timedFluency(spoken(6, 0.4, 0.2), 12, 0.6).value).toBe(
      timedFluency(spoken(1, 3.4, 0), 12, 0.6).value,
    );
  });

  it('is null of too little, and surer of more', () => {
    expect(timedFluency([], 12, 0.6).value).toBeNull();
    expect(timedFluency(spoken(1, 1, 0), 2, 0.6).value).toBeNull();
    expect(timedFluency(spoken(1, 1, 0), 5, 0.6).confidence).toBe(0.3);
  });

  it('counts seconds from the first sound to the last', () => {
    expect(secondsOf(spoken(2, 1, 0.5))).toBe(2.5);
    expect(secondsOf([])).toBe(0);
  });
});

describe('closeness', () => {
  it.each([
    ['glass', 'class', 'water'],
    ['bill', 'bell', 'check'],
    ['ship', 'sheep', 'boat'],
    ['think', 'sink', 'know'],
    ['very', 'berry', 'much'],
  ])('%s is nearer to %s than to %s', (word, near, far) => {
    expect(closeness(word, near)).toBeGreaterThan(0.5);
    expect(closeness(word, near)).toBeGreaterThan(closeness(word, far) + 0.2);
  });

  it.each([
    ['glass', 'class', 'start'],
    ['think', 'sink', 'start'],
    ['bag', 'back', 'end'],
    ['bill', 'bell', 'vowel'],
    ['ship', 'sheep', 'vowel'],
    ['bad', 'bat', 'end'],
    ['glass', 'water', undefined],
    ['coffee', 'toffee', 'start'],
    ['', 'x', undefined],
  ] as const)('%s and %s differ at: %s', (word, other, place) => {
    expect(differsAt(word, other)).toBe(place);
  });

  it('is 0..1, symmetric, and 1 of a word with itself', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(closeness(a, b)).toBe(closeness(b, a));
        expect(closeness(a, b)).toBeGreaterThanOrEqual(0);
        expect(closeness(a, b)).toBeLessThanOrEqual(1);
        expect(closeness(a, a)).toBe(1);
      }),
    );
  });
});

describe('syllables', () => {
  it.each([
    ['tea', 1],
    ['water', 2],
    ['coffee', 2],
    ['something', 2],
    ['comfortable', 4],
    ['asked', 1],
    ['wanted', 2],
    ['table', 2],
    ["couldn't", 2],
    ["don't", 1],
    ['going', 2],
    ['question', 2],
    ['serious', 3],
    ['idea', 3],
    ['30', 3],
    ['', 0],
  ])('%s has %i', (word, count) => {
    expect(syllablesIn(word)).toBe(count);
  });
});

describe('sounds', () => {
  const phones = (...scores: [string, number][]) =>
    scores.map(([phone, score]) => ({ phone, score, from: 0, to: 0 }));

  it('are summed by their names', () => {
    expect(soundSums(phones(['TH', 20], ['S', 90.04], ['TH', 30]))).toEqual([
      { phone: 'TH', times: 2, sum: 50 },
      { phone: 'S', times: 1, sum: 90 },
    ]);
  });

  it('prefer the one that is surely wrong', () => {
    expect(
      weakestIn([...phones(['AE', 10]), { phone: 'G', score: 50, from: 0, to: 0, wrong: true }])?.phone,
    ).toBe('G');
    expect(weakestIn(phones(['S', 90]))).toBeUndefined();
  });
});

describe('pieces of a text', () => {
  it('keep their punctuation, and give it up where a word is named', () => {
    const { pieces } = textIn('“Well—yes,” she said… It’s £5.50 – OK?');
    expect(pieces).toEqual(['“Well—', 'yes,”', 'she', 'said…', 'It’s', '£5.50 –', 'OK?']);
    expect(pieces.map(bare)).toEqual(['Well', 'yes', 'she', 'said', 'It’s', '£5.50', 'OK']);
  });
});

describe('diversity', () => {
  it('is more where words are not repeated', () => {
    const varied = Array.from({ length: 60 }, (_, n) => `word${n}`);
    expect(diversityOf(varied)).toBe(1);
    expect(diversityOf(varied.map((_, n) => `word${n % 18}`))).toBeCloseTo(0.4, 1);
    expect(diversityOf([])).toBe(0);
  });
});
