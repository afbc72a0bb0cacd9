import type { Heard } from '../../flows/speech/heard.js';
import { rate } from './audio-forms.js';
import { pitchOf } from './pitch.js';
import { frameCount, framesOf } from './sound-frames.js';
import { trimOf, type Trim } from './trim.js';
import { activityOf, type Activity } from './voice-activity.js';

/** The voice in a recording. */
export interface Voice extends Pick<Activity, 'speech'>, Pick<Heard, 'pitch'> {
  trim: Trim;
  /** From `trim.from` to `trim.to`; shares its memory with the recording. */
  samples: Float32Array;
}

/**
 * Looks for a voice: what of a recording is given to our own model, and how it moves. Pure.
 *
 * @param samples 16 kHz, mono, -1..1
 */
export function voiceIn(samples: Float32Array): Voice | Required<Pick<Activity, 'trouble'>> {
  const frames = framesOf(samples, 0, frameCount(samples));
  const { speech, extent, trouble } = activityOf(frames);
  if (trouble !== undefined) return { trouble };
  const trim = trimOf(extent, samples.length / rate);
  const pitch = pitchOf(frames, speech);
  const voice = samples.subarray(Math.floor(trim.from * rate), Math.ceil(trim.to * rate));
  return { speech, trim, ...(pitch && { pitch }), samples: voice };
}
