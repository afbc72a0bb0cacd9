import { describe, expect, it } from 'vitest';
import { minimalPair, type MinimalPairStep } from '../../../flows/exercises/minimal-pair.js';
import { step as anyStep } from '../../../flows/exercises/registry.js';
import { within } from '../../../flows/exercises/silent.js';
import { picked, transcribed } from './ears.js';
import { aid, faults } from './support.js';

const words: [string, string] = ['glass', 'class'];
const byEar = minimalPair.schema.parse({
  id: 'pair',
  kind: 'minimal_pair',
  words,
  ipa: ['ɡlɑːs', 'klɑːs'],
  explanation: 'The voice is on from the start.',
});
const aloud: MinimalPairStep = { ...byEar, say: true };
const { answering } = minimalPair;

describe('by ear', () => {
  it('one of the two is heard, and both stand there in the same order for a seed', () => {
    const { lines, options = [], speaks } = minimalPair.present(byEar, aid());
    expect(lines).toEqual([{ say: 'pair.listen' }]);
    expect(speaks).toMatchObject({ text: 'glass' });
    expect(options.map(({ text }) => text).toSorted()).toEqual(['class', 'glass']);
    expect(minimalPair.present(byEar, aid()).options).toEqual(options);
    const seeds = Array.from(
      { length: 20 },
      (_, seed) => minimalPair.present(byEar, { ...aid(), seed }).options?.[0],
    );
    expect(new Set(seeds.map((option) => option?.text)).size).toBe(2);
  });

  it('tells the two apart', () => {
    expect(answering.grade(byEar, { option: 0 }, aid())).toMatchObject({
      verdict: 'right',
      said: [{ say: 'pair.was', args: { word: 'glass', ipa: 'ɡlɑːs' } }],
      feedback: byEar.explanation,
    });
    expect(answering.grade(byEar, { text: 'class' }, aid())).toMatchObject({
      verdict: 'wrong',
      option: 1,
      said: [{ say: 'pair.other', args: { other: 'class', ipa: 'klɑːs' } }],
    });
  });

  it('a number means what stands there', () => {
    const [first] = minimalPair.present(byEar, aid()).options ?? [];
    expect(answering.grade(byEar, { text: '1' }, aid()).option).toBe(first?.option);
  });

  it.each(['', 'glas', 'banana', '3', '不知道', 'x'.repeat(4000)])('%j is no answer', (text) => {
    expect(answering.grade(byEar, { text }, aid())).toEqual({ verdict: 'unclear' });
  });

  it('in IPA for who cannot listen', () => {
    const step = within(anyStep.parse(byEar), { ears: false, voice: true, sounds: true }) as MinimalPairStep;
    const { lines, speaks } = minimalPair.present(step, aid());
    expect(lines).toEqual([{ say: 'pair.read', args: { ipa: 'ɡlɑːs' } }]);
    expect(speaks).toBeUndefined();
    expect(answering.grade(step, { option: 0 }, aid()).verdict).toBe('right');
  });
});

describe('said', () => {
  it('shows the word, and the two compete under our own model alone', () => {
    expect(minimalPair.present(aloud, aid()).options).toBeUndefined();
    expect(answering.hears(aloud)).toEqual({ options: words, transcribe: 'no', told: true });
  });

  it('which was heard', () => {
    expect(answering.grade(aloud, picked(words, 0), aid())).toMatchObject({
      verdict: 'right',
      said: [{ say: 'pair.heardRight', args: { word: 'glass' } }],
    });
    expect(answering.grade(aloud, picked(words, 1), aid())).toMatchObject({
      verdict: 'wrong',
      said: [{ say: 'pair.heardOther', args: { word: 'glass', other: 'class' } }],
    });
    expect(answering.grade(aloud, picked(words, 1), aid()).option).toBeUndefined();
  });

  it('neither is no answer, whatever a transcriber makes of it', () => {
    const neither = transcribed('glass', { picked: { confidence: 0.2 } });
    expect(answering.grade(aloud, neither, aid())).toEqual({ verdict: 'unclear' });
  });

  it('nothing written or tapped counts', () => {
    for (const answer of [{ text: 'glass' }, { option: 0 }])
      expect(answering.grade(aloud, answer, aid())).toEqual({
        verdict: 'unclear',
        said: [{ say: 'aloud.typed' }],
      });
  });

  it('needs our own model: without it, it is read in IPA', () => {
    const step = anyStep.parse(aloud);
    expect(within(step, { ears: true, voice: true, sounds: true })).toBe(step);
    expect(within(step, { ears: true, voice: true, sounds: false })).toMatchObject({ shown: true });
  });
});

describe('what an author of a pair is told', () => {
  it.each([
    [{ words: ['glass', 'Glass'] }, /^words\.1: is the same/],
    [{ ipa: ['klɑːs', 'klɑːs'] }, /^ipa\.1: is the same/],
    [{ words: ['glass'] }, /^words/],
    [{ words: ['glass', 'class', 'grass'] }, /^words/],
  ])('%j', (change, message) => {
    expect(faults(minimalPair.schema, { ...byEar, ...change }).join('\n')).toMatch(message);
  });
});
