import { describe, expect, it } from 'vitest';
import type { Assessed } from '../../../../bot/providers/phonemes/assessor.js';
import { leastMargin, pickedOf, rivalsOf } from '../../../../bot/providers/phonemes/picking.js';
import { sounds } from '../../../../bot/providers/phonemes/phones.js';

/** An answer of one word as it was found in a recording, and judged. */
function answer(phones: string, score: number, said = 0.9): Assessed {
  const word = { text: 0, variant: 0, sounds: sounds(phones), spans: [], goodness: 0 };
  const raw = {
    phone: new Float32Array(),
    words: [{ accuracy: 9, stress: 9, total: 9, said }],
    accuracy: 0,
    read: 0,
    fluency: 0,
    prosodic: 0,
    total: 0,
  };
  return { score, words: [word], raw };
}

const would = answer('W UH1 D', -20);

describe('answers that come close', () => {
  it('are told from the winner by so much for each sound that differs', () => {
    const close = (phones: string, gap: number) =>
      rivalsOf(0, [would, answer(phones, -20 - gap)], leastMargin);
    expect(close('K UH1 D', leastMargin - 0.1)).toEqual([1]);
    expect(close('K UH1 D', leastMargin + 0.1)).toEqual([]);
    expect(close('W IH1 L', leastMargin + 0.1)).toEqual([1]);
    expect(close('W IH1 L', 2 * leastMargin + 0.1)).toEqual([]);
    expect(close('W UH1 D AH0 N T', 3 * leastMargin - 0.1)).toEqual([1]);
  });

  it('are others only where they sound different', () => {
    expect(rivalsOf(0, [would, answer('W UH0 D', -20), undefined], leastMargin)).toEqual([]);
    expect(rivalsOf(1, [undefined], leastMargin)).toEqual([]);
  });

  it('are named beside the one that fits best', () => {
    expect(pickedOf(0, would, [would, answer('K UH1 D', -20.5), answer('P L IY1 Z', -90)])).toMatchObject({
      option: 0,
      rivals: [1],
    });
    expect(pickedOf(0, would, [would, answer('P L IY1 Z', -90)])).not.toHaveProperty('rivals');
  });
});

it('what was hardly said, and a single sound, is no answer', () => {
  const weak = answer('W UH1 D', -20, 0.001);
  expect(pickedOf(0, weak, [weak])).not.toHaveProperty('option');
  const clitic = answer('D', -5);
  expect(pickedOf(0, clitic, [clitic, would])).not.toHaveProperty('option');
  expect(pickedOf(0, would, [would])).toHaveProperty('option', 0);
});
