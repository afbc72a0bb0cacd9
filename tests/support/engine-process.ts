import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Fault } from './faults.mjs';

/** When the process ends itself: at its nth COMMIT, before, within or after it; or in its nth send. */
export interface Plan {
  point: 'before' | 'within' | 'after' | 'send';
  nth: number;
  /** Into the COMMIT, for `within`. */
  microseconds?: number;
}

export interface Start {
  env: Record<string, string>;
  plan?: Plan;
  fault?: Fault;
  /** Telegram's pace is not kept: what is tried would take minutes. */
  unpaced?: boolean;
  /** vendor-child.mjs: where the vendor listens, which process this is, whether its settings are deadly. */
  vendor?: string;
  round?: number;
  poison?: boolean;
}

export type Landed = 'commit' | 'send' | 'elsewhere';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The compiled engine as a process of its own (engine-child.mjs), as its owner holds it. */
export class EngineProcess {
  /** What standard output said, line by line. */
  readonly said: string[] = [];
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  #marks = '';
  #sends = 0;
  #atSend: { nth: number; strike: () => void } | undefined;
  #errors = '';
  #heard = new Set<() => void>();

  private constructor(readonly child: ChildProcess) {
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const lines = output.split('\n');
      output = lines.pop() ?? '';
      this.said.push(...lines);
      for (const wake of this.#heard) wake();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
    });
    (child.stdio[3] as Readable | null | undefined)?.setEncoding('latin1').on('data', (marks: string) => {
      this.#marks += marks;
      this.#sends += marks.split('S').length - 1;
      if (this.#atSend && this.#sends >= this.#atSend.nth) this.#atSend.strike();
    });
    this.exited = new Promise((resolve) => {
      child.on('close', (code, signal) => {
        resolve({ code, signal });
        for (const wake of this.#heard) wake();
      });
    });
  }

  /** @param script another child of tests/support than the web engine */
  static spawn(script = 'engine-child.mjs'): EngineProcess {
    if (!existsSync(`${root}/dist/bot/app.js`))
      throw new Error('dist is missing: these tests run the compiled engine, run `npm run build` first');
    const child = spawn(process.execPath, [`${root}/tests/support/${script}`], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    // Writing to one that has just died is no fault of ours.
    child.stdin?.on('error', () => {});
    return new EngineProcess(child);
  }

  /** Resolves with the address it listens on; undefined when it ended before. */
  async start(start: Start): Promise<string | undefined> {
    if (!(await this.hears('loaded'))) return undefined;
    if (start.plan?.point === 'send')
      this.#atSend = { nth: start.plan.nth, strike: () => this.child.kill('SIGKILL') };
    this.tell({ start });
    return (await this.hears('at '))?.slice('at '.length);
  }

  tell(what: object): void {
    this.child.stdin?.write(`${JSON.stringify(what)}\n`);
  }

  get errors(): string {
    return this.#errors;
  }

  /** How many commits were done. */
  get commits(): number {
    return this.#marks.split('c').length - 1;
  }

  /** How often the database failed. */
  get failures(): number {
    return this.#marks.split('F').length - 1;
  }

  /** What was under way when it died. */
  landed(): Landed {
    const count = (letter: string) => this.#marks.split(letter).length - 1;
    if (count('C') > count('c')) return 'commit';
    return count('S') > count('s') ? 'send' : 'elsewhere';
  }

  /** The first line it said that begins so; undefined when it ended before saying one. */
  async hears(beginning: string): Promise<string | undefined> {
    for (;;) {
      const found = this.said.find((line) => line.startsWith(beginning));
      if (found !== undefined) return found;
      if (this.child.exitCode !== null || this.child.signalCode !== null) return undefined;
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#heard.delete(wake);
          resolve();
        };
        this.#heard.add(wake);
      });
    }
  }
}

/** A port that is free now; the engine gets the same one after each restart. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
