import { Worker } from 'node:worker_threads';
import type { ProofHint } from '../../../flows/events.js';
import type { Proofreader } from '../proofreader.js';
import { sureRules } from './sure-rules.js';

/** Milliseconds for a text, the loading of Harper included. */
const patience = 12_000;
/** Milliseconds without a text after which the thread ends and its memory is free again. */
const idle = 120_000;
/** UTF-16 units of a text that are read. */
const longest = 4_096;

interface Answer {
  id: number;
  hints?: ProofHint[];
}

/** Harper (Apache-2.0, WebAssembly) in a thread that is started at the first text. */
export class Harper implements Proofreader {
  #thread: { worker: Worker; waiting: Map<number, (hints?: ProofHint[]) => void> } | undefined;
  #next = 1;
  #rest: NodeJS.Timeout | undefined;

  constructor(private readonly settings: { patience?: number; idle?: number } = {}) {}

  /** Whether the thread runs: its memory is used. */
  get loaded(): boolean {
    return this.#thread !== undefined;
  }

  async hints(text: string): Promise<ProofHint[]> {
    const read = text.slice(0, longest);
    const { worker, waiting } = (this.#thread ??= this.#start());
    clearTimeout(this.#rest);
    const id = this.#next++;
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<ProofHint[] | undefined>((resolve) => {
      timer = setTimeout(() => {
        resolve(undefined);
        // It hangs, and would for those behind it.
        void this.#end();
      }, this.settings.patience ?? patience);
      waiting.set(id, resolve);
      worker.postMessage({ id, text: read });
    });
    clearTimeout(timer);
    waiting.delete(id);
    if (waiting.size === 0) this.#restLater();
    if (!answer) throw new Error('Harper gave no answer');
    return withoutOverlaps(answer);
  }

  async stop(): Promise<void> {
    await this.#end();
  }

  #start() {
    const worker = new Worker(...source());
    const waiting = new Map<number, (hints?: ProofHint[]) => void>();
    const thread = { worker, waiting };
    worker.on('message', ({ id, hints }: Answer) => waiting.get(id)?.(hints));
    const gone = () => {
      if (this.#thread === thread) this.#thread = undefined;
      for (const refuse of waiting.values()) refuse();
    };
    worker.on('error', gone);
    worker.on('exit', gone);
    // A waiting thread keeps no process alive.
    worker.unref();
    return thread;
  }

  #restLater(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#end(), this.settings.idle ?? idle).unref();
  }

  async #end(): Promise<void> {
    clearTimeout(this.#rest);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.worker.terminate();
  }
}

/** The compiled worker; where this is source itself (tests, `npm run dev`) its source, through tsx. */
function source(): ConstructorParameters<typeof Worker> {
  const options = { workerData: { rules: Object.keys(sureRules) }, execArgv: [], stdout: true, stderr: true };
  if (!import.meta.url.endsWith('.ts')) return [new URL('./worker.js', import.meta.url), options];
  const worker = JSON.stringify(new URL('./worker.ts', import.meta.url).href);
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${worker}); });`;
  return [code, { ...options, eval: true }];
}

function withoutOverlaps(hints: readonly ProofHint[]): ProofHint[] {
  let end = 0;
  return hints.filter(({ from, to }) => {
    if (from < end) return false;
    end = to;
    return true;
  });
}
