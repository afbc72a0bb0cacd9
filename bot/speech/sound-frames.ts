import { Fft } from './fft.js';

/** Samples a second of what comes in, and of what is looked at: nothing above 4 kHz is needed to find a voice. */
const given = 16_000;
const rate = 8_000;

/** Milliseconds-long looks: 40 ms hold two periods and more of the deepest voice, one begins every 20 ms. */
const width = 320;
const hop = 160;
export const frameSeconds = hop / rate;

/** Hz between which a voice's pitch lies: deep men to small children. */
const lowest = 65;
const highest = 500;

/** What there is to hear in one frame. */
export interface SoundFrame {
  /** Level between 100 Hz and 4 kHz, dB of full scale. */
  level: number;
  /** 0..1: share of the energy that repeats (Boersma 1993: autocorrelation by that of the window). */
  harmonicity: number;
  /** Hz, of what repeats. */
  pitch: number;
  /** 0..1: geometric by arithmetic mean of the power, 300 Hz to 4 kHz; white noise .56, a tone 0. */
  flatness: number;
  /** dB of each band of `bands`: the shape of the sound. */
  shape: Float64Array;
}

const fft = new Fft(512);
const window = Float64Array.from(
  { length: width },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / width),
);
const hz = (frequency: number): number => Math.round((frequency * fft.size) / rate);
/** Edges of twelve bands of equal width on the mel scale (Stevens, Volkmann and Newman 1937), 150 Hz to 4 kHz. */
const edges = Array.from({ length: 13 }, (_, band) => {
  const mel = (f: number): number => 2595 * Math.log10(1 + f / 700);
  const at = mel(150) + ((mel(3_950) - mel(150)) * band) / 12;
  return hz(700 * (10 ** (at / 2595) - 1));
});
const windowAutocorrelation = autocorrelations(...powers(window, window))[0];

/** @param samples 16 kHz, mono, -1..1 @returns how many frames there are in them */
export function frameCount(samples: Float32Array): number {
  return Math.max(0, Math.floor((samples.length / 2 - width) / hop) + 1);
}

/** Those from an index on, up to another and without it. @param to at most `frameCount` */
export function framesOf(samples: Float32Array, from: number, to: number): SoundFrame[] {
  const frames: SoundFrame[] = [];
  // Two at once: one is the real, the other the imaginary part of what is transformed.
  for (let index = from; index < to; index += 2) {
    const spectra = powers(taken(samples, index), taken(samples, index + 1));
    const repeats = autocorrelations(...spectra);
    frames.push(frameOf(spectra[0], repeats[0]));
    if (index + 1 < to) frames.push(frameOf(spectra[1], repeats[1]));
  }
  return frames;
}

/** One frame's samples, windowed. */
function taken(samples: Float32Array, index: number): Float64Array {
  const values = new Float64Array(width);
  const from = index * hop * (given / rate);
  let mean = 0;
  // Halved by a triangle of three: what is above 4 kHz is weak in a voice, and folding it down does no harm here.
  for (let n = 0; n < width; n += 1) {
    const at = from + 2 * n;
    const around = (samples[at - 1] ?? 0) + 2 * (samples[at] ?? 0) + (samples[at + 1] ?? 0);
    values[n] = around / 4;
    mean += around / 4 / width;
  }
  for (let n = 0; n < width; n += 1) values[n] = ((values[n] as number) - mean) * (window[n] as number);
  return values;
}

function frameOf(spectrum: Float64Array, repeats: Float64Array): SoundFrame {
  const shape = new Float64Array(edges.length - 1);
  for (let band = 0; band < shape.length; band += 1)
    shape[band] = decibels(sum(spectrum, edges[band] as number, edges[band + 1] as number));
  return {
    level: decibels(sum(spectrum, hz(100), fft.size / 2) * scale),
    ...repeating(repeats),
    flatness: flat(spectrum),
    shape,
  };
}

/** Of a spectrum's sum to the mean square of the samples: both halves, the window's energy (Parseval). */
const scale = 2 / (fft.size * window.reduce((all, w) => all + w * w, 0));

/** The power spectra of two real signals, by one transform. */
function powers(a: Float64Array, b: Float64Array): [Float64Array, Float64Array] {
  const { size } = fft;
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  re.set(a);
  im.set(b);
  fft.transform(re, im);
  const [first, second] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0; k < size; k += 1) {
    const mirror = (size - k) % size;
    const rk = re[k] as number;
    const ik = im[k] as number;
    const rm = re[mirror] as number;
    const imm = im[mirror] as number;
    first[k] = ((rk + rm) ** 2 + (ik - imm) ** 2) / 4;
    second[k] = ((ik + imm) ** 2 + (rk - rm) ** 2) / 4;
  }
  return [first, second];
}

/** Wiener and Khinchin: the transform of the power, which is even, so that two again go at once. */
function autocorrelations(a: Float64Array, b: Float64Array): [Float64Array, Float64Array] {
  const [re, im] = [a.slice(), b.slice()];
  fft.transform(re, im);
  return [re, im];
}

function repeating(r: Float64Array): { harmonicity: number; pitch: number } {
  if (r[0] === 0) return { harmonicity: 0, pitch: 0 };
  const at = (lag: number): number =>
    ((r[lag] as number) / (r[0] as number)) *
    ((windowAutocorrelation[0] as number) / (windowAutocorrelation[lag] as number));
  let best = 0;
  let found = 0;
  for (let lag = Math.floor(rate / highest); lag <= Math.ceil(rate / lowest); lag += 1) {
    const value = at(lag);
    // An octave lower repeats as well: it must be clearly better.
    if (value > best * 1.06 && value >= at(lag - 1) && value >= at(lag + 1)) {
      best = value;
      found = lag;
    }
  }
  if (found === 0) return { harmonicity: 0, pitch: 0 };
  // The parabola through the three (Boersma 1993, equation 25): a lag is a whole number of samples, a pitch is not.
  const [before, after] = [at(found - 1), at(found + 1)];
  const shift = (before - after) / (2 * (before - 2 * best + after) || 1);
  return { harmonicity: Math.min(1, Math.max(0, best)), pitch: rate / (found + shift) };
}

function flat(spectrum: Float64Array): number {
  let logs = 0;
  let all = 0;
  const [from, to] = [hz(300), hz(4_000)];
  for (let k = from; k < to; k += 1) {
    const value = (spectrum[k] as number) + 1e-12;
    logs += Math.log(value);
    all += value;
  }
  return Math.exp(logs / (to - from)) / (all / (to - from));
}

function sum(values: Float64Array, from: number, to: number): number {
  let all = 0;
  for (let k = from; k < to; k += 1) all += values[k] as number;
  return all;
}

/** @param power of full scale 1; nothing is quieter than -120 */
function decibels(power: number): number {
  return 10 * Math.log10(power + 1e-12);
}
