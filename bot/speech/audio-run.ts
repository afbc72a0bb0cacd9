import { Writable } from 'node:stream';
import type { FfmpegCommand } from 'fluent-ffmpeg';
import { lower } from '../system/programs.js';

/** How one run of ffmpeg ended. */
export interface Run {
  /** It ended by itself and said that all went well. */
  well: boolean;
  /** It was stopped: it took too long, or gave out more than is taken. */
  stopped?: 'slow' | 'much';
  /** What it said, a line each, at most `lines` of them. */
  said: string[];
}

/** Lines of ffmpeg's that are kept: what matters stands at the beginning. */
const lines = 300;

/**
 * Runs it to its end, niced, and kills it when the signal is aborted, when it takes too long, and when it gives out more
 * than is taken.
 *
 * @param command complete; one of its outputs is `out`
 * @param out what it writes to its standard output
 * @param patience milliseconds
 * @throws the signal's reason; the error of a program that could not be run
 */
export async function run(
  command: FfmpegCommand,
  { out, patience, signal }: { out: Sink; patience: number; signal: AbortSignal },
): Promise<Run> {
  signal.throwIfAborted();
  const said: string[] = [];
  let stopped: Run['stopped'];
  // Before it was started there is nothing to kill: then it is killed as it starts.
  let started = false;
  let unwanted = false;
  const kill = (): void => {
    unwanted = true;
    if (started) command.kill('SIGKILL');
  };
  const stop = (why: NonNullable<Run['stopped']>) => (): void => {
    stopped ??= why;
    kill();
  };
  const timer = setTimeout(stop('slow'), patience);
  signal.addEventListener('abort', kill, { once: true });
  out.full = stop('much');
  try {
    const well = await new Promise<boolean>((resolve, reject) => {
      command
        .on('start', () => {
          started = true;
          lower(pidOf(command));
          if (unwanted) command.kill('SIGKILL');
        })
        .on('stderr', (line: string) => {
          if (said.length < lines) said.push(line);
        })
        .on('end', () => resolve(true))
        .on('error', (error: Error) => {
          if (started && /exited with code|was killed/.test(error.message)) resolve(false);
          else reject(error);
        });
      unasked(command).run();
    });
    // It has ended; what it wrote may still be on its way.
    if (!unwanted) await out.finished;
    signal.throwIfAborted();
    return { well, said, ...(stopped !== undefined && { stopped }) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
  }
}

/**
 * Before its first run fluent-ffmpeg starts the program twice to ask what it can do, and holds it for true of every other
 * one. What a program cannot do it says when it is asked for it (audio-report.ts).
 */
function unasked(command: FfmpegCommand): FfmpegCommand {
  return Object.assign(command, {
    _checkCapabilities: (done: () => void) => done(),
    availableEncoders: (done: (error: null, encoders: object) => void) => done(null, {}),
  });
}

function pidOf(command: FfmpegCommand): number | undefined {
  return (command as unknown as { ffmpegProc: { pid?: number } }).ffmpegProc.pid;
}

/** Keeps what is written to it, up to a limit. */
export class Sink extends Writable {
  /** Called once, when more came than is taken. */
  full: () => void = () => undefined;
  readonly finished: Promise<void>;
  private readonly parts: Buffer[] = [];
  private size = 0;

  /** @param limit bytes */
  constructor(private readonly limit: number) {
    // fluent-ffmpeg kills its program 20 ms after this closes, whether or not it was still writing something else.
    super({ emitClose: false, autoDestroy: false });
    this.finished = new Promise((resolve) => this.once('finish', resolve));
  }

  override _write(part: Buffer, _: BufferEncoding, done: () => void): void {
    if (this.size + part.length > this.limit) {
      this.full();
      // The rest goes nowhere, so that whoever writes is not held up until it is killed.
      this.size = Number.POSITIVE_INFINITY;
    } else {
      this.parts.push(part);
      this.size += part.length;
    }
    done();
  }

  bytes(): Buffer {
    return Buffer.concat(this.parts);
  }
}
