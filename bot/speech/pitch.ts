import type { Heard, Stretch } from '../../flows/speech/heard.js';

/** Hertz: from a deep man's voice to a child's. */
const [lowest, highest] = [65, 420];
/** Samples a second that pitch is looked for in: every voice's fundamental is far below half of it. */
const coarse = 4_000;
const frame = 0.04 * coarse;
const step = 0.02 * coarse;
/** Correlation from which on a frame is voiced (Boersma 1993: .45 and more; higher means fewer wrong octaves). */
const voicing = 0.6;
/** Seconds of speech that are looked at: enough to know, and short enough for turns to wait for. */
const most = 8;

/**
 * The pitch of speech by autocorrelation (Boersma 1993, "Accurate short-term analysis of the fundamental frequency"), much
 * simplified: normalised, over 40 ms every 20 ms, at a quarter of the rate. A frame whose pitch leaps from both neighbours
 * is a wrong octave and left out. Some 2 ms of one core for a second of speech.
 *
 * @param samples 16 kHz mono, -1..1
 * @param speech where somebody speaks
 * @returns how far it moves around its median; undefined under half a second of voiced speech
 */
export function pitchOf(samples: Float32Array, speech: readonly Stretch[]): Heard['pitch'] {
  const sound = coarsened(samples);
  const energy = summed(sound);
  const semitones: number[] = [];
  let left = most;
  for (const { from, to } of speech) {
    const end = Math.min(sound.length, Math.floor(Math.min(to, from + left) * coarse));
    left -= Math.max(0, to - from);
    const track: (number | undefined)[] = [];
    for (let at = Math.max(0, Math.floor(from * coarse)); at + 2 * frame <= end; at += step) {
      const hertz = pitchAt(sound, energy, at);
      track.push(hertz === undefined ? undefined : 12 * Math.log2(hertz / 100));
    }
    semitones.push(...steady(track));
    if (left <= 0) break;
  }
  const voiced = (semitones.length * step) / coarse;
  if (voiced < 0.5) return undefined;
  const median = semitones.toSorted((a, b) => a - b)[Math.floor(semitones.length / 2)] ?? 0;
  // Beyond an octave from the median it is another voice, or none.
  const own = semitones.filter((tone) => Math.abs(tone - median) < 12);
  const variance = own.reduce((sum, tone) => sum + (tone - median) ** 2, 0) / own.length;
  return { spread: Math.round(Math.sqrt(variance) * 100) / 100, voiced: Math.round(voiced * 100) / 100 };
}

/** Tones that follow on a neighbour: within three semitones in 20 ms. */
function steady(track: readonly (number | undefined)[]): number[] {
  const near = (a: number | undefined, b: number | undefined) =>
    a !== undefined && b !== undefined && Math.abs(a - b) < 3;
  return track.filter(
    (tone, n): tone is number => tone !== undefined && (near(tone, track[n - 1]) || near(tone, track[n + 1])),
  );
}

function pitchAt(sound: Float32Array, energy: Float64Array, at: number): number | undefined {
  const [shortest, longest] = [Math.floor(coarse / highest), Math.ceil(coarse / lowest)];
  const correlations: number[] = [];
  let best = 0;
  for (let lag = shortest - 1; lag <= longest + 1; lag += 1) {
    correlations.push(correlation(sound, energy, at, lag));
  }
  for (let n = 1; n < correlations.length - 1; n += 1) {
    const here = correlations[n] ?? 0;
    const isPeak = here >= (correlations[n - 1] ?? 0) && here >= (correlations[n + 1] ?? 0);
    // A longer period has to be clearly better: every multiple of the period correlates as well.
    if (isPeak && here > voicing && here > (correlations[best] ?? 0) * (best === 0 ? 0 : 1.05)) best = n;
  }
  if (best === 0) return undefined;
  const [before, peak, after] = [
    correlations[best - 1] ?? 0,
    correlations[best] ?? 0,
    correlations[best + 1] ?? 0,
  ];
  const bend = before - 2 * peak + after;
  const lag = shortest - 1 + best + (bend === 0 ? 0 : (before - after) / (2 * bend));
  return coarse / lag;
}

function correlation(sound: Float32Array, energy: Float64Array, at: number, lag: number): number {
  const one = (energy[at + frame] ?? 0) - (energy[at] ?? 0);
  const other = (energy[at + lag + frame] ?? 0) - (energy[at + lag] ?? 0);
  if (!(one > 1e-6) || !(other > 1e-6)) return 0;
  let both = 0;
  for (let n = at; n < at + frame; n += 1) both += (sound[n] ?? 0) * (sound[n + lag] ?? 0);
  return both / Math.sqrt(one * other);
}

/** Energy up to each sample; a sample that is no number has none. */
function summed(sound: Float32Array): Float64Array {
  const sums = new Float64Array(sound.length + 1);
  for (let n = 0; n < sound.length; n += 1) sums[n + 1] = (sums[n] ?? 0) + (sound[n] ?? 0) ** 2;
  return sums;
}

/** A quarter of the samples, each the mean of four, about zero. */
function coarsened(samples: Float32Array): Float32Array {
  const sound = new Float32Array(Math.floor(samples.length / 4));
  for (let n = 0; n < sound.length; n += 1) {
    const at = 4 * n;
    sound[n] =
      ((samples[at] ?? 0) + (samples[at + 1] ?? 0) + (samples[at + 2] ?? 0) + (samples[at + 3] ?? 0)) / 4;
  }
  return sound;
}
