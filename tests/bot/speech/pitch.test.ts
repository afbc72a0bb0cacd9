import { describe, expect, it } from 'vitest';
import { pitchOf as pitchOfFrames } from '../../../bot/speech/pitch.js';
import { frameCount, framesOf } from '../../../bot/speech/sound-frames.js';
import type { Stretch } from '../../../flows/speech/heard.js';

const rate = 16_000;

/** A voice-like sound, three harmonics strong, on the tone that is given for each second. */
function voice(hertz: (second: number) => number, seconds = 2): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: rate * seconds }, (_, n) => {
    phase += (2 * Math.PI * hertz(n / rate)) / rate;
    return 0.3 * Math.sin(phase) + 0.2 * Math.sin(2 * phase) + 0.1 * Math.sin(3 * phase);
  });
}

const whole = [{ from: 0, to: 2 }];

const pitchOf = (sound: Float32Array, speech: readonly Stretch[]) =>
  pitchOfFrames(framesOf(sound, 0, frameCount(sound)), speech);

describe('pitch', () => {
  it.each([80, 120, 220, 350])('of one tone of %i Hz does not move', (hertz) => {
    const pitch = pitchOf(
      voice(() => hertz),
      whole,
    );
    expect(pitch?.spread).toBeLessThan(0.1);
    expect(pitch?.voiced).toBeGreaterThan(1.8);
  });

  it('moves as far as the voice does', () => {
    // Two semitones up and down: the standard deviation of a sine is 2 / √2.
    const sways = pitchOf(
      voice((second) => 150 * 2 ** ((2 * Math.sin(3 * second)) / 12)),
      whole,
    );
    expect(sways?.spread).toBeCloseTo(1.41, 0);
    // An octave in even motion: 12 / √12.
    const glides = pitchOf(
      voice((second) => 100 * 2 ** (second / 2)),
      whole,
    );
    expect(glides?.spread).toBeCloseTo(3.46, 0);
  });

  it('looks only where somebody speaks', () => {
    const both = new Float32Array(rate * 4);
    both.set(voice(() => 120));
    both.set(
      voice((second) => 100 * 2 ** second),
      rate * 2,
    );
    expect(pitchOf(both, whole)?.spread).toBeLessThan(0.1);
  });

  it('is unknown of noise, of silence and of too little', () => {
    let seed = 7;
    const noise = Float32Array.from({ length: rate * 2 }, () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 30 - 1;
    });
    expect(pitchOf(noise, whole)).toBeUndefined();
    expect(pitchOf(new Float32Array(rate * 2), whole)).toBeUndefined();
    expect(
      pitchOf(
        voice(() => 120),
        [{ from: 0, to: 0.3 }],
      ),
    ).toBeUndefined();
    expect(
      pitchOf(
        voice(() => 120),
        [],
      ),
    ).toBeUndefined();
    expect(pitchOf(new Float32Array(rate).fill(Number.NaN), whole)).toBeUndefined();
  });
});
