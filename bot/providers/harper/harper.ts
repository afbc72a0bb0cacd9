import { fork, type ChildProcess } from 'node:child_process';
import type { ProofHint } from '../../../flows/events.js';
import { ourProgram } from '../../system/programs.js';
import type { Proofreader } from '../proofreader.js';

/** Milliseconds for a text, the loading of Harper included. */
const patience = 12_000;
/** Milliseconds without a text after which the process ends and its memory is free again. */
const idle = 120_000;
/** UTF-16 units of a text that are read. */
const longest = 4_096;

interface Answer {
  id: number;
  hints?: ProofHint[];
}

interface Running {
  process: ChildProcess;
  waiting: Map<number, (hints?: ProofHint[]) => void>;
  /** We ended it: that it gave no answer is no fault. */
  stopped?: boolean;
}

interface HarperSettings {
  patience?: number;
  idle?: number;
  log?: { warn(what: object, message: string): void };
  /** The program to run. */
  program?: Parameters<typeof fork>;
}

/**
 * Harper (Apache-2.0, WebAssembly) in a process of its own, started at the first text: it takes some 300 MB, which only
 * the end of a process gives back, and it knows none of our secrets.
 */
export class Harper implements Proofreader {
  #running: Running | undefined;
  #next = 1;
  #rest: NodeJS.Timeout | undefined;
  #ill = false;

  constructor(private readonly settings: HarperSettings = {}) {}

  status(): ReturnType<Proofreader['status']> {
    return this.#ill ? { state: 'degraded', detail: 'Harper gives no answer' } : { state: 'ok' };
  }

  /** Whether the process runs: its memory is used. */
  get loaded(): boolean {
    return this.#running !== undefined;
  }

  async hints(text: string): Promise<ProofHint[]> {
    const running = (this.#running ??= this.#start());
    clearTimeout(this.#rest);
    const id = this.#next++;
    let timer: NodeJS.Timeout | undefined;
    const hints = await new Promise<ProofHint[] | undefined>((resolve) => {
      // What hangs would hang for those behind it.
      timer = setTimeout(() => this.#end(running), this.settings.patience ?? patience);
      running.waiting.set(id, resolve);
      running.process.send({ id, text: text.slice(0, longest) }, (error) => error && resolve(undefined));
    });
    clearTimeout(timer);
    running.waiting.delete(id);
    if (running.waiting.size === 0) this.#restLater(running);
    if (!running.stopped) this.#note(hints !== undefined);
    if (!hints) throw new Error('Harper gave no answer');
    return withoutOverlaps(hints);
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#running.stopped = true;
    this.#end(this.#running);
  }

  /** Said once, however many texts follow: talks go on without hints, and nobody else would notice. */
  #note(well: boolean): void {
    if (!well && !this.#ill)
      this.settings.log?.warn({}, 'harper: a text was not read, grammar hints are left out');
    this.#ill = !well;
  }

  #start(): Running {
    const child = fork(...(this.settings.program ?? reader()));
    const running: Running = { process: child, waiting: new Map() };
    child.on('message', ({ id, hints }: Answer) => running.waiting.get(id)?.(hints));
    child.on('error', () => this.#end(running));
    child.on('exit', () => this.#end(running));
    // It keeps no process alive.
    child.unref();
    child.channel?.unref();
    return running;
  }

  #restLater(running: Running): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#end(running), this.settings.idle ?? idle).unref();
  }

  /** Ends the process and refuses whoever waits for it. */
  #end(running: Running): void {
    if (this.#running === running) {
      clearTimeout(this.#rest);
      this.#running = undefined;
    }
    running.process.kill('SIGKILL');
    for (const refuse of running.waiting.values()) refuse();
  }
}

function reader(): Parameters<typeof fork> {
  const { file, execArgv } = ourProgram(new URL('./reader.js', import.meta.url));
  return [file, [], { execArgv, env: {}, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }];
}

function withoutOverlaps(hints: readonly ProofHint[]): ProofHint[] {
  let end = 0;
  return hints.filter(({ from, to }) => {
    if (from < end) return false;
    end = to;
    return true;
  });
}
