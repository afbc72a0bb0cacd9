import type { Worker } from 'node:worker_threads';
import type { Picture } from '../../flows/speech/picture.js';
import { startThread } from '../system/threads.js';
import type { Painted, Voices } from './paint.js';
import type { Answered, Asked } from './worker.js';

interface PainterSettings {
  /** Milliseconds that one picture may take; a thread that takes longer has to go. */
  patience?: number;
  /** Milliseconds without work after which the thread has to go: its memory is worth more than its start. */
  idle?: number;
  /** Makes the thread. */
  start?: () => Worker;
}

/** Has pictures drawn by a thread of its own, one after the other; it is started at the first one. */
export class Painter {
  #worker: Worker | undefined;
  #rest: NodeJS.Timeout | undefined;
  #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(private readonly settings: PainterSettings = {}) {}

  /** Rejects where it cannot be drawn, takes too long, or too many wait already. */
  async paint(picture: Picture, voices?: Voices): Promise<Painted> {
    if (this.#waiting.size >= 100) throw new Error('too many pictures wait to be drawn');
    const worker = this.#running();
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#end(worker, 'it took too long'), this.settings.patience ?? 20_000);
      this.#waiting.set(id, { resolve, reject, late, worker });
      worker.ref();
      worker.postMessage({ id, picture, voices } satisfies Asked);
    });
  }

  #running(): Worker {
    clearTimeout(this.#rest);
    if (this.#worker) return this.#worker;
    const worker = this.settings.start?.() ?? startThread(new URL('./worker.js', import.meta.url));
    this.#worker = worker;
    worker.on('message', (answered: Answered) => {
      const waiting = this.#waiting.get(answered.id);
      if (!waiting) return;
      clearTimeout(waiting.late);
      this.#waiting.delete(answered.id);
      if ('painted' in answered) waiting.resolve(answered.painted);
      else waiting.reject(new Error(`a picture failed: ${answered.failed}`));
      if (this.#waiting.size === 0) this.#restLater(worker);
    });
    worker.on('error', () => this.#end(worker, 'its thread failed'));
    worker.on('exit', () => this.#end(worker, 'its thread ended'));
    return worker;
  }

  #restLater(worker: Worker): void {
    // Waiting for work it keeps no process alive.
    worker.unref();
    this.#rest = setTimeout(() => this.#end(worker, 'idle'), this.settings.idle ?? 60_000).unref();
  }

  /**
   * Does without a thread from now on, and rejects what waits for it. One that is ended in the middle of native code takes
   * the whole process with it: it is asked to leave, and does when it is done. Idempotent.
   */
  #end(worker: Worker, why: string): void {
    if (this.#worker === worker) {
      clearTimeout(this.#rest);
      this.#worker = undefined;
    }
    for (const [id, waiting] of this.#waiting) {
      if (waiting.worker !== worker) continue;
      clearTimeout(waiting.late);
      this.#waiting.delete(id);
      waiting.reject(new Error(`a picture failed: ${why}`));
    }
    worker.unref();
    worker.postMessage({ leave: true } satisfies Asked);
  }
}

interface Waiting {
  resolve: (painted: Painted) => void;
  reject: (error: Error) => void;
  late: NodeJS.Timeout;
  worker: Worker;
}
