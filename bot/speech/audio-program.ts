import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isExecutable, programOn } from '../system/programs.js';

/** An ffmpeg that can be run. */
export interface Program {
  path: string;
  /** Of the system, or the one that is installed with us. */
  from: 'system' | 'package';
}

/**
 * Every ffmpeg there is, the one to prefer first: the system's is kept up to date and plays what the distribution
 * allows; ours is there where it has none. Whether one can do what we need is seen when it is run.
 *
 * @param path the PATH to look along
 */
export function programs(path = process.env['PATH'] ?? ''): Program[] {
  const system = programOn(path, 'ffmpeg');
  const own = packaged();
  return [
    ...(system === undefined ? [] : [{ path: system, from: 'system' as const }]),
    ...(own === undefined ? [] : [{ path: own, from: 'package' as const }]),
  ];
}

/** What is said where there is none. */
export const withoutProgram =
  'no ffmpeg on this system and none installed with it: voice notes cannot be listened to; install ffmpeg, or run npm ci again with optional packages';

/** The installer's module throws on a platform that it has no binary for, and the package itself is optional. */
function packaged(): string | undefined {
  try {
    const { path } = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string };
    // Where install scripts are not allowed nobody has made it a program yet.
    if (!isExecutable(path)) chmodSync(path, 0o755);
    return isExecutable(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
