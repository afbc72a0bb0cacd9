import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../media/private-folder.js';
import { letGo, sweepTemporary, temporary } from '../media/temporary.js';

/** Files that live as long as one call, in one folder under DATA_DIR. */
export class Scratch {
  private readonly dir: string;

  /** @param dataDir made at the first use */
  constructor(dataDir: string) {
    this.dir = join(dataDir, 'tmp');
  }

  /** Runs with paths of its own for as many files; they are gone when it is over, whether or not it made them. */
  async with<T>(endings: readonly string[], run: (...paths: string[]) => Promise<T>): Promise<T> {
    await makeFolder(this.dir);
    const paths = endings.map((ending) => temporary(this.dir, ending));
    try {
      return await run(...paths);
    } finally {
      await Promise.all(paths.map((path) => rm(path, { force: true })));
      for (const path of paths) letGo(path);
    }
  }

  /** Removes what processes left that are no more. */
  async sweep(now = Date.now()): Promise<void> {
    await sweepTemporary(this.dir, now);
  }
}
