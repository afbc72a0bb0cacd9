import { writeFile } from 'node:fs/promises';
import type { Heard } from '../../flows/speech/heard.js';
import type { Trouble } from '../../flows/speech/recording.js';
import type { Audio } from './audio.js';
import type { Trim } from './trim.js';
import { voiceIn } from './voice.js';

export interface ToSound {
  /** A recording, wherever it lies; anything may be in it. */
  file: string;
  /** Seconds; a longer one is `long`. */
  limit: number;
  /** Where it is written as mono Ogg/Opus as well. */
  ogg?: string | undefined;
  /** Where its voice is written as mono Ogg/Opus, where leaving out the silence around it is worth that. */
  trimmed?: string | undefined;
  /** Whether the voice is wanted as samples. */
  voice: boolean;
}

/** What there is to hear in a recording, before anybody says what was said. */
export interface Sounded {
  seconds: number;
  /** Nothing else is known then but the length. */
  trouble?: Trouble;
  speech: Heard['speech'];
  trim: Trim;
  pitch?: Heard['pitch'];
  /** From `trim.from` to `trim.to`, 16 kHz, mono, -1..1; empty where it is not wanted. */
  voice: Float32Array;
}

/**
 * Decodes a recording, looks for a voice in it and tells how it moves. Takes the processor for some hundredths of what the
 * recording lasts: not for the process that takes turns (sound-program.ts).
 *
 * @throws as `Audio.decode`
 */
export async function hear(audio: Audio, asked: ToSound, signal: AbortSignal): Promise<Sounded> {
  const { file, limit, ogg, trimmed, voice: wanted } = asked;
  const { samples, seconds, trouble } = await audio.decode(file, { limit, signal, ogg });
  if (trouble !== undefined) return nothing(trouble, seconds);
  const found = voiceIn(samples);
  if ('trouble' in found) return nothing(found.trouble, seconds);
  const { samples: voice, ...heard } = found;
  // Long silence is what transcribers invent words for: only then it is worth another run.
  if (heard.trim.worth && trimmed !== undefined)
    await writeFile(trimmed, (await audio.encode(voice, signal)).bytes, { mode: 0o600 });
  return { seconds, ...heard, voice: wanted ? voice : none };
}

const none = new Float32Array(0);

function nothing(trouble: Trouble, seconds: number): Sounded {
  return { trouble, seconds, speech: [], trim: { from: 0, to: seconds, worth: false }, voice: none };
}
