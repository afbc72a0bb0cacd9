import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameCount, framesOf } from '../../../bot/speech/sound-frames.js';
import { activityOf, type Activity } from '../../../bot/speech/voice-activity.js';
import {
  allInstruments,
  at,
  audioIn,
  dice,
  music,
  noises,
  over,
  voiceFiles,
  type Sound,
} from '../../support/sounds.js';

const heard = (sound: Sound): Activity => activityOf(framesOf(sound, 0, frameCount(sound)));
const length = (sound: Sound): number => sound.length / 16_000;

describe('a voice', () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-voice-'));
  const voices: Sound[] = [];
  beforeAll(async () => {
    const audio = audioIn(dir);
    const signal = new AbortController().signal;
    for (const file of voiceFiles()) voices.push((await audio.decode(file, { limit: 60, signal })).samples);
    expect(voices.length).toBeGreaterThan(3);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each<[string, (voice: Sound, seed: number) => Sound]>([
    ['as it was recorded', (voice) => voice],
    ['30 dB quieter', (voice) => voice.map((value) => Math.round(value * 0.0316 * 32_767) / 32_768)],
    ['in white noise 15 dB under it', (voice, n) => over(voice, noises.white(length(voice), dice(n)), 15)],
    ['in a street 15 dB under it', (voice, n) => over(voice, noises.street(length(voice), dice(n)), 15)],
    ['over a hum 15 dB under it', (voice, n) => over(voice, noises.hum(length(voice), dice(n)), 15)],
    ['over music 15 dB under it', (v, n) => over(v, music.chords(length(v), dice(n), 'organ'), 15)],
  ])('is heard %s', (_, made) => {
    for (const [seed, voice] of voices.entries()) {
      const { trouble, speech } = heard(made(voice, seed));
      expect(trouble).toBeUndefined();
      const seconds = speech.reduce((all, { from, to }) => all + to - from, 0);
      expect(seconds).toBeGreaterThan(length(voice) * 0.2);
      for (const [index, { from, to }] of speech.entries()) {
        expect(from).toBeGreaterThanOrEqual(speech[index - 1]?.to ?? 0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThan(length(voice) + 0.1);
      }
    }
  });

  it('is heard before and after a long pause, and not in it', () => {
    const [voice = new Float32Array(0)] = voices;
    const pause = 5 * 16_000;
    const sound = new Float32Array(2 * voice.length + pause);
    sound.set(voice);
    sound.set(voice, voice.length + pause);
    const { speech } = heard(sound);
    const [from, to] = [length(voice) + 0.3, length(voice) + 4.7];
    expect(speech.some((stretch) => stretch.to <= from)).toBe(true);
    expect(speech.some((stretch) => stretch.from >= to)).toBe(true);
    expect(speech.filter((stretch) => stretch.from < to && stretch.to > from)).toEqual([]);
  });
});

describe('what is no voice', () => {
  it.each(Object.entries(noises))('%s is noise', (_, made) => {
    for (let seed = 0; seed < 6; seed += 1)
      expect(heard(at(-14 - 6 * (seed % 3), made(2 + seed / 2, dice(seed)))).trouble).toBe('noise');
  });

  it.each(allInstruments)('music on %s is music', (instrument) => {
    for (const kind of ['chords', 'melody'] as const)
      for (let seed = 0; seed < 4; seed += 1)
        expect(heard(at(-14 - 6 * (seed % 3), music[kind](3 + seed, dice(seed), instrument))).trouble).toBe(
          'music',
        );
  });

  it('silence is silent, with and without the hiss of a microphone', () => {
    expect(heard(new Float32Array(32_000)).trouble).toBe('silent');
    expect(heard(at(-70, noises.white(3, dice(1)))).trouble).toBe('silent');
    expect(heard(new Float32Array(0)).trouble).toBe('silent');
  });
});
