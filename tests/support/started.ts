import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const compiled = `${root}dist/bot/main.js`;

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process as whoever starts it sees it: what it says, and how it ends. */
export class Started {
  output = '';
  errors = '';
  readonly ended: Promise<Ended>;

  private constructor(readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.ended = new Promise((resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal }));
    });
  }

  /** The compiled engine, without anything of this process's environment but what runs programs. */
  static engine(env: Record<string, string>, cwd = root): Started {
    if (!existsSync(compiled)) throw new Error('dist is missing: run `npm run build` first');
    return Started.#run(process.execPath, ['--enable-source-maps', compiled], env, cwd);
  }

  static npmStart(env: Record<string, string>): Started {
    return Started.#run('npm', ['start'], env, root);
  }

  static #run(command: string, args: string[], env: Record<string, string>, cwd: string): Started {
    const { PATH = '', HOME = '' } = process.env;
    // A group of its own, so that whatever it leaves behind can be found.
    return new Started(spawn(command, args, { cwd, env: { PATH, HOME, ...env }, detached: true }));
  }

  /** Where it serves the page. @throws when it ends before it says so */
  async address(): Promise<string> {
    const said = new Promise<string>((resolve) => {
      const look = () => {
        const address = /Parley is at (http\S+)/.exec(this.output)?.[1];
        if (address === undefined) this.child.stdout?.once('data', look);
        else resolve(address);
      };
      look();
    });
    const end = this.ended.then(({ code }) => {
      throw new Error(`it ended with ${code}: ${this.errors}`);
    });
    return Promise.race([said, end]);
  }

  /** Sends the signal to the process that was started alone, as a supervisor does. */
  async stop(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Whether anything of it is still there. */
  get alive(): boolean {
    try {
      process.kill(-(this.child.pid ?? 0), 0);
      return true;
    } catch {
      return false;
    }
  }

  /** Ends what a test that failed left behind. */
  kill(): void {
    if (this.child.pid !== undefined && this.alive) process.kill(-this.child.pid, 'SIGKILL');
  }
}
