import { fork, type ChildProcess } from 'node:child_process';
import { lower, ourProgram } from '../system/programs.js';
import type { Program } from './audio-program.js';
import type { Slots } from '../system/slots.js';
import type { Decoded, Voice } from './audio.js';
import type { Sounded, ToSound } from './hear.js';
import type { Answered, Failed, Kind, Tasks, What } from './sound-tasks.js';

/** Milliseconds without work after which the process ends and its memory is free again. */
const usualIdle = 120_000;
/** Milliseconds it may take to end, with what it started. */
const grace = 2_000;

export interface SoundSettings {
  /** Where its temporary files go. */
  dataDir: string;
  /** As `programs()`: each ffmpeg there is. */
  programs: readonly Program[];
  /** Held while something is done for anybody. */
  slots: Slots;
  idle?: number;
}

interface Waiting {
  resolve(came: Tasks[Kind][1]): void;
  reject(error: Error): void;
}

interface Running {
  process: ChildProcess;
  waiting: Map<number, Waiting>;
}

/**
 * Everything that is done with sounds, in a niced process of its own that is started at the first one. Starting a program
 * copies the page tables of whoever starts it, for as long as a few turns take where that is the engine: a small process
 * starts ffmpeg in a tenth of the time, and what it computes nobody's turn waits for.
 */
export class SoundProcess {
  #running: Running | undefined;
  #next = 1;
  #rest: NodeJS.Timeout | undefined;

  constructor(private readonly settings: SoundSettings) {}

  /** Whether the process runs: its memory is used. */
  get loaded(): boolean {
    return this.#running !== undefined;
  }

  /** As `hear` in hear.ts. */
  async hear(asked: ToSound, signal: AbortSignal): Promise<Sounded> {
    return this.#ask('hear', asked, signal);
  }

  /** As `Audio.decode`. */
  async decode(file: string, { limit, signal }: { limit: number; signal: AbortSignal }): Promise<Decoded> {
    return this.#ask('decode', { file, limit }, signal);
  }

  /** As `Audio.toVoice`. */
  async toVoice(sound: Uint8Array, limit: number, signal: AbortSignal): Promise<Voice> {
    return this.#ask('toVoice', { sound, limit }, signal);
  }

  /** What is under way is given up. Resolves when the process has ended, and what it started. */
  async stop(): Promise<void> {
    if (this.#running) await this.#end(this.#running);
  }

  async #ask<K extends Kind>(kind: K, asked: Tasks[K][0], signal: AbortSignal): Promise<Tasks[K][1]> {
    return this.settings.slots.hold(signal, async () => {
      const running = (this.#running ??= this.#start());
      clearTimeout(this.#rest);
      const id = this.#next++;
      const send = (what: What, failed: (error: Error) => void): void => {
        running.process.send({ id, ...what }, (error) => error && failed(error));
      };
      const cancel = (): void => send({ kind: 'cancel' }, () => undefined);
      signal.addEventListener('abort', cancel, { once: true });
      try {
        return await new Promise<Tasks[K][1]>((resolve, reject) => {
          // Who waits for an answer keeps our process alive, the other alone does not.
          if (running.waiting.size === 0) held(running, true);
          running.waiting.set(id, { resolve, reject });
          send({ kind, asked } as What, reject);
        });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener('abort', cancel);
        running.waiting.delete(id);
        if (running.waiting.size === 0 && this.#running === running) this.#restLater(running);
      }
    });
  }

  #start(): Running {
    const { dataDir, programs } = this.settings;
    const process = fork(...program(JSON.stringify({ dataDir, programs })));
    const running: Running = { process, waiting: new Map() };
    lower(process.pid);
    process.on('message', (answered: Answered) => {
      const waiting = running.waiting.get(answered.id);
      if ('failed' in answered) waiting?.reject(errorOf(answered.failed));
      else waiting?.resolve(answered.came);
    });
    process.on('error', () => void this.#end(running));
    process.on('exit', () => void this.#end(running));
    return running;
  }

  #restLater(running: Running): void {
    held(running, false);
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#end(running), this.settings.idle ?? usualIdle).unref();
  }

  /** Ends the process and refuses whoever waits for it. Idempotent. */
  async #end(running: Running): Promise<void> {
    const { process, waiting } = running;
    if (this.#running === running) {
      clearTimeout(this.#rest);
      this.#running = undefined;
    }
    for (const one of waiting.values()) one.reject(new Error('the process for sounds ended'));
    if (process.pid === undefined || process.exitCode !== null || process.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => process.kill('SIGKILL'), grace);
      process.once('exit', () => {
        clearTimeout(late);
        resolve();
      });
      if (process.connected) process.disconnect();
    });
  }
}

function held({ process }: Running, alive: boolean): void {
  if (alive) {
    process.ref();
    process.channel?.ref();
  } else {
    process.unref();
    process.channel?.unref();
  }
}

function errorOf({ message, ...of }: Failed): Error {
  return Object.assign(new Error(message), of);
}

function program(settings: string): Parameters<typeof fork> {
  const { file, execArgv } = ourProgram(new URL('./sound-program.js', import.meta.url));
  return [
    file,
    [settings],
    {
      execArgv,
      // None of our secrets is for it, or for ffmpeg.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    },
  ];
}
