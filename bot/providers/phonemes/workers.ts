import type { TransferListItem, Worker } from 'node:worker_threads';
import type { Answered, Asked, Task } from './tasks.js';

interface Call {
  task: Task;
  transfer: readonly TransferListItem[];
  resolve(answer: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

interface Running {
  worker: Worker;
  call?: Call | undefined;
  rest?: NodeJS.Timeout | undefined;
  ended?: true;
}

/** Milliseconds that a thread has to finish what it is in the middle of. */
const usualGrace = 5_000;

export interface WorkerSettings {
  /** Makes a worker; it answers `Asked` with `Answered`, one at a time. */
  start(): Worker;
  /** Workers at once. */
  most: number;
  /** Calls that may wait. */
  waiting: number;
  /** Milliseconds for a call, waiting and loading included. */
  patience: number;
  /** Milliseconds without a call after which a worker ends and its memory is free again. */
  idle: number;
  /** Milliseconds that one which has to go may take; 5,000 where it is left out. */
  grace?: number;
}

/** Threads that are started when they are needed, end when they are not, and are replaced when they break. */
export class Workers {
  readonly #running = new Set<Running>();
  #queue: Call[] = [];
  #next = 1;
  #stopped = false;

  constructor(private readonly settings: WorkerSettings) {}

  /** How many threads there are. */
  get count(): number {
    return this.#running.size;
  }

  /**
   * @param transfer what of the task is given away instead of copied
   * @throws Error (rejects) when too many wait, when it takes too long, when the worker breaks or is stopped
   */
  ask(task: Task, transfer: readonly TransferListItem[] = []): Promise<unknown> {
    if (this.#stopped) return Promise.reject(new Error('the pronunciation model was stopped'));
    if (this.#queue.length >= this.settings.waiting) {
      return Promise.reject(new Error('too many wait for the pronunciation model'));
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#late(call), this.settings.patience);
      const call: Call = { task, transfer, resolve, reject, timer };
      this.#queue.push(call);
      this.#turn();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const error = new Error('the pronunciation model was stopped');
    for (const call of this.#queue.splice(0)) settle(call, error);
    await Promise.all([...this.#running].map((running) => this.#end(running, error)));
  }

  /** Gives waiting calls to workers that rest, to new ones where all are busy. */
  #turn(): void {
    while (this.#queue.length > 0) {
      const running =
        [...this.#running].find(({ call }) => !call) ??
        (this.#running.size < this.settings.most ? this.#start() : undefined);
      const call = running && this.#queue.shift();
      if (!running || !call) return;
      clearTimeout(running.rest);
      running.call = call;
      // Who waits for an answer keeps the process alive, the thread alone does not.
      running.worker.ref();
      running.worker.postMessage({ id: this.#next++, task: call.task } satisfies Asked, call.transfer);
    }
  }

  #start(): Running {
    const running: Running = { worker: this.settings.start() };
    running.worker.on('message', (answered: Answered) => this.#answered(running, answered));
    running.worker.on('error', (error: Error) => void this.#end(running, error));
    running.worker.on('exit', () => {
      running.ended = true;
      void this.#end(running, new Error('the pronunciation model ended'));
    });
    this.#running.add(running);
    return running;
  }

  #answered(running: Running, answered: Answered): void {
    const call = running.call;
    if (!call) return;
    running.call = undefined;
    running.worker.unref();
    running.rest = setTimeout(() => void this.#end(running, new Error('idle')), this.settings.idle).unref();
    settle(
      call,
      'failed' in answered ? new Error(answered.failed) : undefined,
      'answer' in answered ? answered.answer : undefined,
    );
    this.#turn();
  }

  #late(call: Call): void {
    const error = new Error('the pronunciation model took too long');
    const at = this.#queue.indexOf(call);
    if (at >= 0) {
      this.#queue.splice(at, 1);
      settle(call, error);
      return;
    }
    // What hangs would hang for those behind it.
    for (const running of this.#running) if (running.call === call) void this.#end(running, error);
  }

  /**
   * A thread that is ended in the middle of native code takes the whole process with it: it is asked to leave when it
   * is done, and ended only where it does not.
   */
  async #end(running: Running, error: Error): Promise<void> {
    if (!this.#running.delete(running)) return;
    clearTimeout(running.rest);
    if (running.call) settle(running.call, error);
    running.call = undefined;
    this.#turn();
    if (running.ended) return;
    await new Promise<void>((resolve) => {
      const end = setTimeout(() => void running.worker.terminate(), this.settings.grace ?? usualGrace);
      running.worker.once('exit', () => {
        clearTimeout(end);
        resolve();
      });
      running.worker.postMessage({ leave: true } satisfies Asked);
    });
  }
}

function settle(call: Call, error: Error | undefined, answer?: unknown): void {
  clearTimeout(call.timer);
  if (error) call.reject(error);
  else call.resolve(answer);
}
