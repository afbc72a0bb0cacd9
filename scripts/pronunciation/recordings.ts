import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Audio } from '../../bot/speech/audio.js';
import type { Utterance } from './labels.js';
import { dice } from '../bench/numbers.js';

/** What is done to the recordings before they are scored. */
export const conditions = ['opus24', 'quiet', 'noise15'] as const;
export type Condition = (typeof conditions)[number];

/**
 * A recording of the corpus: 16 kHz mono, -1..1.
 *
 * @param folder an unpacked copy of the corpus's repository
 * @throws Error where it is not there or in another form
 */
export async function recording(folder: string, { id, speaker }: Utterance): Promise<Float32Array> {
  const file = join(folder, 'WAVE', `SPEAKER${speaker}`, `${id}.WAV`);
  const bytes = await readFile(file);
  const form = bytes.indexOf('fmt ');
  const start = bytes.indexOf('data');
  const known = form >= 0 && start >= 0 && bytes.length >= form + 24;
  const mono16 = known && bytes.readUInt16LE(form + 10) === 1 && bytes.readUInt16LE(form + 22) === 16;
  if (!mono16 || bytes.readUInt32LE(form + 12) !== 16_000) {
    throw new Error(`${file}: not 16 kHz, mono, 16 bits`);
  }
  const size = Math.min(bytes.readUInt32LE(start + 4), bytes.length - start - 8);
  return Float32Array.from(
    { length: Math.floor(size / 2) },
    (_, at) => bytes.readInt16LE(start + 8 + 2 * at) / 32_768,
  );
}

/** The recording as it would have come otherwise: as Ogg/Opus at 24 kbit/s, 12 dB quieter, with white noise at 15 dB. */
export async function under(
  condition: Condition | undefined,
  samples: Float32Array,
  audio: Audio,
  seed: number,
): Promise<Float32Array> {
  switch (condition) {
    case undefined:
      return samples;
    case 'opus24':
      return opus(samples, audio);
    case 'quiet':
      return in16Bits(samples.map((value) => value * 10 ** (-12 / 20)));
    case 'noise15': {
      const random = dice(seed);
      const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
      const level = Math.sqrt(power) * 10 ** (-15 / 20);
      return in16Bits(samples.map((value) => value + level * normal(random)));
    }
  }
}

function in16Bits(samples: Float32Array): Float32Array {
  return samples.map((value) => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768))) / 32_768);
}

/** Through the product's own encoder and decoder. */
async function opus(samples: Float32Array, audio: Audio): Promise<Float32Array> {
  const signal = AbortSignal.timeout(60_000);
  const { bytes } = await audio.encode(samples, signal, 24_000);
  const folder = await mkdtemp(join(tmpdir(), 'parley-opus-'));
  try {
    const file = join(folder, 'a.ogg');
    await writeFile(file, bytes);
    const { samples: decoded, trouble } = await audio.decode(file, { limit: 120, signal });
    if (trouble !== undefined) throw new Error(`a recording could not be decoded again: ${trouble}`);
    return decoded;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A number with mean 0 and standard deviation 1 (Box and Muller 1958). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
