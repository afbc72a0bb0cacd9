import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Milliseconds after which a temporary file is nobody's, whatever its name says. */
const abandoned = 3_600_000;

/** Those of this process: after a restart in a container another's number is ours. */
const held = new Set<string>();

/**
 * Files that live as long as one call, in one folder under DATA_DIR. Each is named after its process, so that the next
 * start finds what a killed one left, and leaves alone what another program (`npm run speech`) is working on.
 */
export class Scratch {
  private readonly dir: string;

  /** @param dataDir made at the first use */
  constructor(dataDir: string) {
    this.dir = join(dataDir, 'tmp');
  }

  /** Runs with paths of its own for as many files; they are gone when it is over, whether or not it made them. */
  async with<T>(endings: readonly string[], run: (...paths: string[]) => Promise<T>): Promise<T> {
    await mkdir(this.dir, { recursive: true });
    const paths = endings.map((ending) => join(this.dir, `${process.pid}-${randomUUID()}${ending}`));
    for (const path of paths) held.add(path);
    try {
      return await run(...paths);
    } finally {
      await Promise.all(paths.map((path) => rm(path, { force: true })));
      for (const path of paths) held.delete(path);
    }
  }

  /** Removes what processes left that are no more. Idempotent; a file that goes meanwhile is no matter. */
  async sweep(now = Date.now()): Promise<void> {
    const names = await readdir(this.dir).catch(() => []);
    await Promise.all(
      names.map(async (name) => {
        const path = join(this.dir, name);
        const pid = Number(/^(\d+)-/.exec(name)?.[1]);
        const age = now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now);
        const ours = pid === process.pid ? held.has(path) : lives(pid);
        if (age > abandoned || !ours) await rm(path, { force: true, recursive: true });
      }),
    );
  }
}

function lives(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
