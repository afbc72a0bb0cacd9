import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { Picked, Reading } from '../../../flows/speech/heard.js';
import { startThread } from '../../system/threads.js';
import type { Pronouncer } from '../pronouncer.js';
import { type Files, packagedFiles } from './files.js';
import { Workers } from './workers.js';

const patience = 20_000;
const idle = 120_000;
/** Enough for a classroom that speaks at once; whoever comes later is told to try again. */
const waiting = 60;

interface PhonemesSettings {
  files?: Files;
  patience?: number;
  idle?: number;
  waiting?: number;
  /** Makes the thread. */
  start?: () => Worker;
}

/**
 * Our own pronunciation model (model/MODEL_CARD.md): two small networks under onnxruntime-node in threads of their own,
 * at most two, started at the first recording.
 */
export class Phonemes implements Pronouncer {
  readonly any: boolean;
  readonly language = 'en';
  readonly #workers: Workers;

  constructor(settings: PhonemesSettings = {}) {
    const files = settings.files ?? packagedFiles();
    this.any =
      ['aligner.onnx', 'scorer.onnx', 'calibration.json'].every((name) =>
        existsSync(join(files.model, name)),
      ) && runs();
    this.#workers = new Workers({
      start: settings.start ?? (() => startThread(new URL('./worker.js', import.meta.url), files)),
      most: Math.min(2, availableParallelism()),
      waiting: settings.waiting ?? waiting,
      patience: settings.patience ?? patience,
      idle: settings.idle ?? idle,
    });
  }

  async read(samples: Float32Array, text: string): Promise<Reading | undefined> {
    // One copy, which is given away: the samples may be a part of something longer, and stay their owner's.
    const own = samples.slice();
    return (await this.#workers.ask({ kind: 'read', samples: own, text }, [own.buffer])) as
      | Reading
      | undefined;
  }

  async pick(samples: Float32Array, options: readonly string[]): Promise<Picked> {
    const own = samples.slice();
    return (await this.#workers.ask({ kind: 'pick', samples: own, options }, [own.buffer])) as Picked;
  }

  async stop(): Promise<void> {
    await this.#workers.stop();
  }
}

/** Whether what runs the networks is installed for this machine: it is made for the usual ones only. */
function runs(): boolean {
  try {
    const main = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
    return existsSync(join(main, '..', 'bin', 'napi-v6', process.platform, process.arch));
  } catch {
    return false;
  }
}
