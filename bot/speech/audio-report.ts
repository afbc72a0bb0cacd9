import type { Run } from './audio-run.js';

/** What ffmpeg's report says. Its lines are for people and change with versions: each is asked for in the words of both. */

/** Seconds that a header may claim: what claims more (WAV written to a pipe) does not know. */
const believable = 3_600;

/** Seconds, and share of what was claimed, that may be missing: the last packet, a rounded header. */
const missingSeconds = 0.25;
const missingShare = 0.05;

/**
 * How long the recording says it is; undefined where it says nothing, or nothing one could believe: what ffmpeg guessed
 * from a bit rate, and the length of a picture that goes with it.
 */
export function declaredSeconds(said: readonly string[]): number | undefined {
  if (said.some((line) => /Estimating duration|Stream #0.*: Video:/.test(line))) return undefined;
  const line = said.find((each) => each.includes('Duration:')) ?? '';
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d\d):(\d\d\.\d+)/.exec(line) ?? [];
  const declared = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return declared > 0 && declared <= believable ? declared : undefined;
}

/** Whether it is that there is no sound in it at all, rather than sound that cannot be read. */
export function nothingToHear(said: readonly string[]): boolean {
  const opened = said.some((line) => line.startsWith('Input #0'));
  const lost = said.some((line) => /moov atom not found|End of file|partial file/i.test(line));
  if (!opened) return !lost;
  return !said.some((line) => /Stream #0.*: Audio: (?!none)/.test(line));
}

/** Whether it began well and broke off. */
export function brokenOff({ well, said }: Run, heard: number, declared: number | undefined): boolean {
  if (!well) return true;
  if (said.some((line) => /File ended prematurely|partial file|Truncat/i.test(line))) return true;
  return declared !== undefined && declared - heard > Math.max(missingSeconds, declared * missingShare);
}

/**
 * What an ffmpeg says that lacks something, at the beginning of a line, after which of its parts says so. What stands in a
 * recording (a title, who sings) is in the report too, and always further in.
 */
const lacking = [
  "Unknown encoder '",
  "Unrecognized option '",
  "Unknown input format: '",
  "Requested output format '",
  '[^ ]+: error while loading shared libraries: ',
];
const lacks = new RegExp(`^(\\[[^\\]]*\\] )?(${lacking.join('|')})`);

/** Whether this ffmpeg was built without something that we need. */
export function unfit(said: readonly string[]): boolean {
  return said.some((line) => lacks.test(line));
}

/** Decibels below full scale: the mean of speech that is heard well, how far from it is near, and where peaks end. */
const loudness = { mean: -21, near: 4, peak: -1.5 };

/** @param said the report of a run with `volumedetect` @returns audio filters */
export function levelling(said: readonly string[]): string[] {
  const of = (what: string): number =>
    Number(new RegExp(`${what}_volume: (-?[\\d.]+) dB`).exec(said.join('\n'))?.[1] ?? Number.NaN);
  const [mean, peak] = [of('mean'), of('max')];
  // NaN, where nothing was measured, is not far.
  if (!(Math.abs(loudness.mean - mean) > loudness.near)) return [];
  const gain = Math.min(loudness.mean - mean, loudness.peak - peak);
  return gain > -60 && Math.abs(gain) >= 1 ? [`volume=${gain.toFixed(1)}dB`] : [];
}
