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

export interface WorkerSettings {
  /** Makes a worker; it answers `Asked` with `Answered`, one at a time. */
  start(): Worker;
  /** Workers at once, beside those that still have to leave, of which there may be as many. */
  most: number;
  /** Calls that may wait. */
  waiting: number;
  /** Milliseconds for a call, waiting and loading included. */
  patience: number;
  /** Milliseconds without a call after which a worker ends and its memory is free again. */
  idle: number;
}

/** Threads that are started when they are needed, end when they are not, and are replaced when they break. */
export class Workers {
  readonly #running = new Set<Running>();
  /** They finish what they are in the middle of, and nobody asks them any more. */
  readonly #leaving = new Set<Promise<void>>();
  #queue: Call[] = [];
  #next = 1;
  #stopped = false;

  constructor(private readonly settings: WorkerSettings) {}

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

  /** Refuses whoever waits. Resolves when every thread has left: whoever ends the process before takes that risk. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const error = new Error('the pronunciation model was stopped');
    for (const call of this.#queue.splice(0)) settle(call, error);
    for (const running of this.#running) this.#end(running, error);
    await Promise.all(this.#leaving);
  }

  /** Gives waiting calls to workers that rest, to new ones where all are busy. */
  #turn(): void {
    while (this.#queue.length > 0) {
      const running =
        [...this.#running].find(({ call }) => !call) ?? (this.#mayStart() ? this.#start() : undefined);
      const call = running && this.#queue.shift();
      if (!running || !call) return;
      clearTimeout(running.rest);
      running.call = call;
      // Who waits for an answer keeps the process alive, the thread alone does not.
      running.worker.ref();
      running.worker.postMessage({ id: this.#next++, task: call.task } satisfies Asked, call.transfer);
    }
  }

  #mayStart(): boolean {
    const { most } = this.settings;
    return this.#running.size < most && this.#leaving.size < most;
  }

  #start(): Running {
    const running: Running = { worker: this.settings.start() };
    running.worker.on('message', (answered: Answered) => this.#answered(running, answered));
    running.worker.on('error', (error: Error) => this.#end(running, error));
    running.worker.on('exit', () => {
      running.ended = true;
      this.#end(running, new Error('the pronunciation model ended'));
    });
    this.#running.add(running);
    return running;
  }

  #answered(running: Running, answered: Answered): void {
    const call = running.call;
    if (!call) return;
    running.call = undefined;
    running.worker.unref();
    running.rest = setTimeout(() => this.#end(running, new Error('idle')), this.settings.idle).unref();
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
    for (const running of this.#running) if (running.call === call) this.#end(running, error);
  }

  /**
   * A thread that is ended in the middle of native code takes the whole process with it: it is asked to leave when it is
   * done, and another one takes its place meanwhile.
   */
  #end(running: Running, error: Error): void {
    if (!this.#running.delete(running)) return;
    clearTimeout(running.rest);
    if (running.call) settle(running.call, error);
    running.call = undefined;
    if (!running.ended) {
      const left = new Promise<void>((resolve) => running.worker.once('exit', () => resolve())).then(() => {
        this.#leaving.delete(left);
        this.#turn();
      });
      this.#leaving.add(left);
      // The process does not end in the middle of it either.
      running.worker.ref();
      running.worker.postMessage({ leave: true } satisfies Asked);
    }
    this.#turn();
  }
}

function settle(call: Call, error: Error | undefined, answer?: unknown): void {
  clearTimeout(call.timer);
  if (error) call.reject(error);
  else call.resolve(answer);
}
