import type { Heard, Stretch } from '../../flows/speech/heard.js';
import { frameSeconds, type SoundFrame } from './sound-frames.js';

/** Share of a frame's energy that must repeat for its pitch to count (Boersma 1993: .45; more means fewer wrong octaves). */
const voicing = 0.6;

/**
 * How far the pitch of speech moves, from the frames that voice activity was found by: one whose pitch leaps from both
 * neighbours is a wrong octave and left out.
 *
 * @param frames all of a recording
 * @param speech where somebody speaks
 * @returns how far it moves around its median; undefined under half a second of voiced speech
 */
export function pitchOf(frames: readonly SoundFrame[], speech: readonly Stretch[]): Heard['pitch'] {
  const semitones = speech.flatMap(({ from, to }) => steady(frames.slice(first(from), last(to)).map(toneOf)));
  const voiced = semitones.length * frameSeconds;
  if (voiced < 0.5) return undefined;
  const median = semitones.toSorted((a, b) => a - b)[Math.floor(semitones.length / 2)] ?? 0;
  // Beyond an octave from the median it is another voice, or none.
  const own = semitones.filter((tone) => Math.abs(tone - median) < 12);
  const variance = own.reduce((sum, tone) => sum + (tone - median) ** 2, 0) / own.length;
  return { spread: Math.round(Math.sqrt(variance) * 100) / 100, voiced: Math.round(voiced * 100) / 100 };
}

/** Frames that lie within a stretch: one is two steps long. */
const first = (from: number): number => Math.ceil(from / frameSeconds);
const last = (to: number): number => Math.max(0, Math.floor(to / frameSeconds) - 1);

/** In semitones over 100 Hz. */
function toneOf({ harmonicity, pitch }: SoundFrame): number | undefined {
  return harmonicity >= voicing ? 12 * Math.log2(pitch / 100) : undefined;
}

/** Tones that follow on a neighbour: within three semitones in 20 ms. */
function steady(track: readonly (number | undefined)[]): number[] {
  const near = (a: number | undefined, b: number | undefined) =>
    a !== undefined && b !== undefined && Math.abs(a - b) < 3;
  return track.filter(
    (tone, n): tone is number => tone !== undefined && (near(tone, track[n - 1]) || near(tone, track[n + 1])),
  );
}
