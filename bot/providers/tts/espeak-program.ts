import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { lower, ourProgram, programOn } from '../../system/programs.js';
import { ProviderError } from '../provider.js';

/** A way to run espeak-ng. */
export interface EspeakProgram {
  from: 'system' | 'package';
  file: string;
  args: (saying: Pick<ToSay, 'voice' | 'pace'>) => string[];
}

export interface ToSay {
  /** `en-us` */
  voice: string;
  /** Words a minute. */
  pace: number;
  ssml: string;
}

/** Milliseconds for a text, where nobody gives it up before, and bytes of sound: some ten minutes as it comes. */
const patience = 60_000;
const most = 25_000_000;

/**
 * Those that there are, the system's first: it is ten times as fast.
 *
 * @param path the PATH to look along
 */
export function espeakPrograms(path = process.env['PATH'] ?? ''): EspeakProgram[] {
  return [system(path), packaged()].filter((program) => program !== undefined);
}

function system(path: string): EspeakProgram | undefined {
  const file = programOn(path, 'espeak-ng');
  if (file === undefined) return undefined;
  // The text comes by standard input: it is no argument that others could read or that could be an option.
  const args: EspeakProgram['args'] = ({ voice, pace }) => [
    '-m',
    '-v',
    voice,
    '-s',
    String(pace),
    '--stdin',
    '--stdout',
  ];
  return { from: 'system', file, args };
}

/** The optional package, which a program of ours runs. */
function packaged(): EspeakProgram | undefined {
  try {
    createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten');
  } catch {
    return undefined;
  }
  const { file: program, execArgv } = ourProgram(new URL('./espeak-process.js', import.meta.url));
  return {
    from: 'package',
    file: process.execPath,
    args: ({ voice, pace }) => [...execArgv, program, voice, String(pace)],
  };
}

/** @returns a WAV file @throws ProviderError */
export async function runEspeak(
  { file, args }: EspeakProgram,
  { ssml, ...how }: ToSay,
  signal: AbortSignal,
): Promise<Uint8Array> {
  // It knows none of our secrets.
  const child = spawn(file, args(how), {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    signal,
    killSignal: 'SIGKILL',
  });
  const late = setTimeout(() => child.kill('SIGKILL'), patience);
  const parts: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > most) child.kill('SIGKILL');
    else parts.push(part);
  });
  // It may end before it has read everything; its exit says so.
  child.stdin.on('error', () => undefined);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
      child.once('spawn', () => {
        // Turns do not wait for it.
        lower(child.pid);
        child.stdin.end(ssml);
      });
    });
    if (code !== 0 || bytes < 100) throw new Error(`espeak-ng ended with ${code} and ${bytes} bytes`);
    return Buffer.concat(parts);
  } catch (error) {
    throw new ProviderError('unavailable', (error as Error).message);
  } finally {
    clearTimeout(late);
  }
}
