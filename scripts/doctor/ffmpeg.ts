import { spawnSync } from 'node:child_process';
import { programs, withoutProgram, type Program } from '../../bot/speech/audio-program.js';
import type { Verdict } from './verdict.js';

const name = 'ffmpeg';
const remedy = 'install ffmpeg with libopus, or run npm ci again with optional packages';

/** Milliseconds for a program to say what it can. */
const patience = 10_000;

/** The ffmpeg that is used for voice, and whether it can write what is sent; without one learners type. */
export function ffmpeg(env: Readonly<Record<string, string | undefined>>): Verdict {
  const found = programs(env['PATH'] ?? '');
  if (found.length === 0) return { state: 'look', name, message: withoutProgram };
  const used = found.find(encodesOpus);
  if (used) return { state: 'ok', name, message: `${used.path}${of(used)}; voice notes can be listened to` };
  const message = `${found.map(({ path }) => path).join(' and ')} cannot write Ogg/Opus: nothing can be heard or said`;
  return { state: 'look', name, message, remedy };
}

function of({ from }: Program): string {
  return from === 'package' ? ' (the one that comes with us; none on this system)' : '';
}

function encodesOpus({ path }: Program): boolean {
  const { stdout } = spawnSync(path, ['-hide_banner', '-encoders'], { timeout: patience, encoding: 'utf8' });
  return typeof stdout === 'string' && stdout.includes('libopus');
}
