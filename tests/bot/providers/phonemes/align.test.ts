import { describe, expect, it } from 'vitest';
import { align } from '../../../../bot/providers/phonemes/align.js';
import type { SpokenWord } from '../../../../bot/providers/phonemes/english/english.js';
import { sounds, soundNamed, phoneOf } from '../../../../bot/providers/phonemes/phones.js';

const width = 80;

/** Posteriors of somebody who says these sounds, so many frames each: `SIL` is silence. */
function saying(...parts: (readonly [string, number])[]): Float32Array {
  const frames = parts.flatMap(([name, count]) => Array.from({ length: count }, () => name));
  const scores = new Float32Array(frames.length * width).fill(-6);
  for (const [frame, name] of frames.entries())
    scores[frame * width + (name === 'SIL' ? 0 : phoneOf(soundNamed(name)))] = -0.1;
  return scores;
}

const word = (text: string, ...variants: string[]): SpokenWord => ({ text, ways: [[variants.map(sounds)]] });

describe('alignment', () => {
  it('finds where each sound is, silences aside', () => {
    const scores = saying(
      ['SIL', 5],
      ['K', 3],
      ['AE', 4],
      ['T', 2],
      ['SIL', 4],
      ['S', 3],
      ['AE', 6],
      ['T', 3],
      ['SIL', 2],
    );
    const found = align(scores, width, [word('cat', 'K AE0 T'), word('sat', 'S AE0 T')]);
    expect(found?.words.map(({ spans }) => spans)).toEqual([
      [
        [5, 8],
        [8, 12],
        [12, 14],
      ],
      [
        [18, 21],
        [21, 27],
        [27, 30],
      ],
    ]);
    expect(found?.score).toBeCloseTo(-0.1 * 32, 4);
  });

  it('takes the variant that was said', () => {
    const variants = ['K AE0 N T', 'K AA0 N T'];
    const found = align(saying(['K', 3], ['AA', 5], ['N', 3], ['T', 3]), width, [word("can't", ...variants)]);
    expect(found?.words[0]?.variant).toBe(1);
  });

  it('takes the way that was said, with a pause in it', () => {
    const half: SpokenWord = {
      text: '10:30',
      ways: [
        [[sounds('T EH0 N')], [sounds('TH ER1 D IY0')]],
        [[sounds('HH AE0 F')], [sounds('T EH0 N')]],
      ],
    };
    const scores = saying(['HH', 2], ['AE', 3], ['F', 3], ['SIL', 4], ['T', 2], ['EH', 3], ['N', 3]);
    const found = align(scores, width, [half]);
    expect(found?.words.map(({ sounds: said, spans }) => [said.length, spans[0]])).toEqual([
      [3, [0, 2]],
      [3, [12, 14]],
    ]);
  });

  it('gives nothing for no words, and for a text that the recording is too short for', () => {
    expect(align(saying(['K', 5]), width, [])).toBeUndefined();
    expect(align(saying(['K', 5]), width, [word('cat', 'K AE0 T')])).toBeUndefined();
    expect(align(saying(['K', 6]), width, [word('cat', 'K AE0 T')])).toBeDefined();
    expect(align(new Float32Array(0), width, [word('cat', 'K AE0 T')])).toBeUndefined();
  });

  it('says of two texts which fits better', () => {
    const scores = saying(['K', 3], ['AE', 4], ['T', 3]);
    const right = align(scores, width, [word('cat', 'K AE0 T')]);
    const wrong = align(scores, width, [word('dog', 'D AO0 G')]);
    expect(right?.score).toBeGreaterThan(wrong?.score ?? 0);
  });

  it('does not go on for ever about a long text in a long recording', () => {
    const text = Array.from({ length: 4_000 }, () => word('cat', 'K AE0 T'));
    expect(align(new Float32Array(3_500 * width).fill(-1), width, text)).toBeUndefined();
  });
});
