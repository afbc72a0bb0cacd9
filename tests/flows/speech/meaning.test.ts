import { describe, expect, it } from 'vitest';
import type { Picked } from '../../../flows/speech/heard.js';
import type { Hears } from '../../../flows/speech/hears.js';
import { meaningOf } from '../../../flows/speech/meaning.js';
import { unheard } from '../../support/ears.js';

const options = ['would', 'I would like tea.', 'will', 'could'];

function meaning(picked: Picked, hears: Hears = { options, alike: 2 }, variant = 0) {
  const heard = { ...unheard('none'), picked };
  return meaningOf({ kind: 'listened', heard }, hears, variant);
}

const untold = { trouble: { say: 'voice.noneOfThese' } };

describe('what our own model heard, without a transcriber', () => {
  it('is the answer that no other one comes close to', () => {
    expect(meaning({ option: 0, confidence: 0.6 })).toMatchObject({ said: 'would' });
  });

  it('is not told from an answer that means something else and fits nearly as well', () => {
    expect(meaning({ option: 2, rivals: [0], confidence: 0.9 })).toMatchObject(untold);
    expect(meaning({ option: 0, rivals: [1, 2], confidence: 0.9 })).toMatchObject(untold);
    expect(meaning({ option: 2, rivals: [3], confidence: 0.9 })).toMatchObject(untold);
  });

  it('need not be told from one that comes to the same', () => {
    expect(meaning({ option: 0, rivals: [1], confidence: 0.6 })).toMatchObject({ said: 'would' });
  });

  it('is surely heard, or asked for again, where it is taken at its word', () => {
    const hears: Hears = { options: ['Work', 'Travel'], surely: true };
    expect(meaning({ option: 0, confidence: 0.6 }, hears)).toMatchObject(untold);
    expect(meaning({ option: 0, rivals: [1], confidence: 0.9 }, hears)).toMatchObject(untold);
    expect(meaning({ option: 0, confidence: 0.9 }, hears)).toMatchObject({ said: 'Work' });
  });
});
