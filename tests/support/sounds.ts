import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Scratch } from '../../bot/speech/audio-scratch.js';
import { programs } from '../../bot/speech/audio-program.js';
import { Audio } from '../../bot/speech/audio.js';

/** Sounds to listen to: recordings of people (tests/bot/providers/phonemes/fixtures), and noise and music that are made. */

const rate = 16_000;
export type Sound = Float32Array;

const voices = join(import.meta.dirname, '../bot/providers/phonemes/fixtures');

/** Files of utterances of speechocean762 (Zhang et al. 2021), FLAC. */
export function voiceFiles(): string[] {
  return readdirSync(voices)
    .filter((name) => name.endsWith('.flac'))
    .sort()
    .map((name) => join(voices, name));
}

/** What was read in one of them. */
export function textOf(file: string): string {
  return (JSON.parse(readFileSync(file.replace(/flac$/, 'json'), 'utf8')) as { text: string }).text;
}

export function audioIn(dir: string): Audio {
  return new Audio(programs(), new Scratch(dir));
}

/** Numbers 0..1 that are the same in every run: mulberry32. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Roll = () => number;
const blank = (seconds: number): Sound => new Float32Array(Math.round(seconds * rate));
const normal = (roll: Roll): number => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
const sine = (hertz: number, n: number): number => Math.sin((2 * Math.PI * hertz * n) / rate);

/** The same at another level. @param decibels of full scale, of its mean square */
export function at(decibels: number, sound: Sound): Sound {
  const power = sound.reduce((all, value) => all + value * value, 0) / sound.length;
  const gain = 10 ** (decibels / 20) / Math.sqrt(power + 1e-20);
  return sound.map((value) => Math.round(Math.max(-1, Math.min(1, value * gain)) * 32_767) / 32_768);
}

/** A voice with something else, so many dB under it. */
export function over(voice: Sound, other: Sound, decibels: number): Sound {
  const power = (sound: Sound): number => sound.reduce((all, value) => all + value * value, 0) / sound.length;
  const gain = Math.sqrt(power(voice) / power(other)) * 10 ** (-decibels / 20);
  return voice.map((value, n) => value + gain * (other[n % other.length] ?? 0));
}

export const noises = {
  white: (seconds: number, roll: Roll) => blank(seconds).map(() => normal(roll)),
  /** Paul Kellet's filter: 3 dB an octave. */
  pink(seconds: number, roll: Roll) {
    let [a, b, c] = [0, 0, 0];
    return blank(seconds).map(() => {
      const white = normal(roll);
      a = 0.99765 * a + white * 0.099046;
      b = 0.963 * b + white * 0.2965164;
      c = 0.57 * c + white * 1.0526913;
      return a + b + c + white * 0.1848;
    });
  },
  /** Of the mains: 50 Hz and what is above. */
  hum: (seconds: number, roll: Roll) =>
    blank(seconds).map((_, n) => {
      let all = 0.01 * normal(roll);
      for (let k = 1; k < 12; k += 1) all += sine(50 * k, n) / k ** 2;
      return all;
    }),
  /** An engine, cars that pass, a horn. */
  street(seconds: number, roll: Roll) {
    const engine = 30 + 60 * roll();
    const [car, horn] = [roll() * seconds, roll() * seconds];
    let phase = 0;
    return noises.pink(seconds, roll).map((value, n) => {
      const t = n / rate;
      phase += (2 * Math.PI * engine * (1 + 0.2 * Math.sin(0.6 * t + engine))) / rate;
      let all = value * (0.3 + 2 * Math.exp(-((t - car) ** 2)));
      for (let k = 1; k < 8; k += 1) all += (0.5 * Math.sin(k * phase + k)) / k;
      return t > horn && t < horn + 0.5 ? all + 1.5 * (sine(400, n) + sine(504, n)) : all;
    });
  },
  wind(seconds: number, roll: Roll) {
    let low = 0;
    return blank(seconds).map((_, n) => {
      low = 0.98 * low + normal(roll);
      return low * (1 + 0.9 * sine(0.4, n));
    });
  },
  typing(seconds: number, roll: Roll) {
    const sound = noises.pink(seconds, roll).map((value) => value * 0.01);
    for (let t = 0.1; t < seconds; t += 0.08 + 0.25 * roll())
      for (let n = 0; n < 400; n += 1) {
        const index = Math.floor(t * rate) + n;
        if (index < sound.length) sound[index] = (sound[index] ?? 0) + Math.exp(-n / 64) * normal(roll);
      }
    return sound;
  },
};

const instruments = {
  organ: (k: number) => [1, 0.8, 0.6, 0.5, 0.2, 0.3][k - 1] ?? 0,
  piano: (k: number, t: number) => Math.exp(-t * (1.5 + 0.8 * k)) / k ** 1.2,
  strings: (k: number, t: number) => Math.min(1, t / 0.12) / k,
};
type Instrument = keyof typeof instruments;

function play(into: Sound, note: number, from: number, seconds: number, name: Instrument): void {
  const hertz = 440 * 2 ** ((note - 69) / 12);
  const first = Math.floor(from * rate);
  let phase = 0;
  for (let n = 0; n < seconds * rate && first + n < into.length; n += 1) {
    const t = n / rate;
    const vibrato = name === 'strings' ? 0.006 * Math.sin(2 * Math.PI * 5.5 * t) : 0;
    phase += (2 * Math.PI * hertz * (1 + vibrato)) / rate;
    let value = 0;
    for (let k = 1; k <= 6 && k * hertz < 7_500; k += 1)
      value += instruments[name](k, t) * Math.sin(k * phase);
    const edge = Math.min(1, t / 0.01, (seconds - t) / 0.05);
    into[first + n] = (into[first + n] ?? 0) + 0.3 * edge * value;
  }
}

export const music = {
  chords(seconds: number, roll: Roll, name: Instrument) {
    const sound = blank(seconds);
    const root = 48 + Math.floor(roll() * 12);
    const chords = [
      [0, 4, 7],
      [9, 12, 16],
      [5, 9, 12],
      [7, 11, 14],
    ];
    for (let t = 0, bar = 0; t < seconds; t += 1, bar += 1)
      for (const note of chords[bar % 4] ?? []) play(sound, root + note, t, 1, name);
    return sound;
  },
  melody(seconds: number, roll: Roll, name: Instrument) {
    const sound = blank(seconds);
    const scale = [0, 2, 4, 5, 7, 9, 11, 12];
    for (let t = 0; t < seconds; t += 0.4)
      play(sound, 60 + (scale[Math.floor(roll() * 8)] ?? 0), t, 0.4, name);
    return sound;
  },
};
export const allInstruments = Object.keys(instruments) as Instrument[];

/** As a WAV file of 16 bits. */
export function wav(sound: Sound): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + 2 * sound.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(2 * rate, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(2 * sound.length, 40);
  const body = Buffer.alloc(2 * sound.length);
  sound.forEach((value, n) =>
    body.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767))), 2 * n),
  );
  return Buffer.concat([header, body]);
}
