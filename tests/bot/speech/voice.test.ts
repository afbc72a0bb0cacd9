import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { voiceIn, type Voice } from '../../../bot/speech/voice.js';
import { at, audioIn, dice, noises, voiceFiles, type Sound } from '../../support/sounds.js';

const rate = 16_000;

/** Sounds one after the other. */
function joined(...sounds: readonly Sound[]): Sound {
  const all = new Float32Array(sounds.reduce((sum, sound) => sum + sound.length, 0));
  let from = 0;
  for (const sound of sounds) {
    all.set(sound, from);
    from += sound.length;
  }
  return all;
}

const silence = (seconds: number): Sound => new Float32Array(seconds * rate);

function heard(sound: Sound): Voice {
  const voice = voiceIn(sound);
  if ('trouble' in voice) throw new Error(voice.trouble);
  return voice;
}

describe('what is given to our own model', () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-trim-'));
  let spoken: Sound;
  beforeAll(async () => {
    const [file = ''] = voiceFiles();
    const signal = new AbortController().signal;
    spoken = (await audioIn(dir).decode(file, { limit: 60, signal })).samples;
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is the voice, without long silence around it', () => {
    const { trim, samples } = heard(joined(silence(4), spoken, silence(4)));
    expect(trim.from).toBeGreaterThan(3);
    expect(trim.to).toBeLessThan(4 + spoken.length / rate + 1);
    expect(trim.worth).toBe(true);
    expect(samples.length / rate).toBeCloseTo(trim.to - trim.from, 1);
  });

  it('holds a last word that is only whispered after a pause, and what comes before the first vowel', () => {
    const hiss = at(-35, noises.white(0.3, dice(3)));
    const before = heard(joined(hiss, silence(0.4), spoken, silence(3)));
    expect(before.trim.from).toBe(0);
    const after = heard(joined(spoken, silence(0.4), hiss, silence(3)));
    expect(after.speech.at(-1)?.to).toBeLessThan(spoken.length / rate + 0.2);
    expect(after.trim.to).toBeGreaterThan((spoken.length + hiss.length) / rate + 0.4);
    expect(after.trim.to).toBeLessThan((spoken.length + hiss.length) / rate + 1.2);
  });

  it('is nothing where nobody speaks', () => {
    expect(voiceIn(silence(3))).toEqual({ trouble: 'silent' });
    expect(voiceIn(at(-20, noises.white(3, dice(1))))).toEqual({ trouble: 'noise' });
  });
});
