import { tmpdir } from 'node:os';
import { Audio } from '../../../../bot/speech/audio.js';
import { programs } from '../../../../bot/speech/audio-program.js';
import { Scratch } from '../../../../bot/speech/audio-scratch.js';

const audio = new Audio(programs(), new Scratch(tmpdir()));

/** A recording as the product decodes it. */
export async function decoded(file: string): Promise<Float32Array> {
  const { samples, trouble } = await audio.decode(file, { limit: 60, signal: AbortSignal.timeout(600_000) });
  if (trouble !== undefined) throw new Error(`${file}: ${trouble}`);
  return samples;
}
