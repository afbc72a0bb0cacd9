import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clip } from '../../flows/speech/recording.js';
import type { MediaFolder } from '../media/folder.js';
import type { Voice } from './audio.js';
import { oggStream } from './ogg.js';

export interface CacheSettings {
  /** Bytes of all files together. */
  most?: number;
  /** Milliseconds after its last use in which a file stays whatever comes: rows of the outbox may still send it. */
  needed?: number;
  now?: () => number;
  log?: { warn(what: object, message: string): void };
}

/** After it was cleaned so much of the room is taken: it is not cleaned again at once. */
const share = 0.9;

/**
 * What was said before, by name, as `speech/<name>.ogg` under DATA_DIR. When it is full those go that were not used for
 * the longest time. A file's time is that of its last use.
 */
export class SpeechCache {
  /** Of all files, once they were counted: some twice for a while, none not at all. */
  #bytes: number | undefined;
  #line: Promise<void> = Promise.resolve();

  constructor(
    private readonly media: MediaFolder,
    private readonly settings: CacheSettings = {},
  ) {}

  /** @param name letters, digits, - and _ */
  async find(name: string): Promise<Clip | undefined> {
    const file = fileOf(name);
    const path = this.media.path(file);
    try {
      const now = new Date(this.#now);
      // First of all: what is in use is not cleaned away.
      await utimes(path, now, now);
      const bytes = await readFile(path);
      const { seconds, cut } = oggStream(bytes);
      return cut || !seconds ? undefined : { file, seconds, bytes: bytes.length };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async keep(name: string, { bytes, seconds }: Voice): Promise<Clip> {
    const file = await this.media.write('speech', `${name}.ogg`, bytes);
    const now = new Date(this.#now);
    await utimes(this.media.path(file), now, now);
    // One after the other, however many are kept at once. What was made is there, whatever becomes of the others.
    this.#line = this.#line
      .then(async () => this.#takes(bytes.length))
      .catch((error: unknown) => this.settings.log?.warn({ error }, 'old speech could not be deleted'));
    await this.#line;
    return { file, seconds, bytes: bytes.length };
  }

  get #now(): number {
    return this.settings.now?.() ?? Date.now();
  }

  get #most(): number {
    return this.settings.most ?? 500_000_000;
  }

  /** @param bytes of a file that was written just now */
  async #takes(bytes: number): Promise<void> {
    this.#bytes = this.#bytes === undefined ? sum(await this.#files()) : this.#bytes + bytes;
    if (this.#bytes > this.#most) await this.#clean();
  }

  async #clean(): Promise<void> {
    const files = await this.#files();
    let left = sum(files);
    const needed = this.#now - (this.settings.needed ?? 3_600_000);
    for (const { file, bytes, used } of files.sort((a, b) => a.used - b.used)) {
      if (left <= this.#most * share || used > needed) break;
      await this.media.remove(file);
      left -= bytes;
    }
    this.#bytes = left;
  }

  async #files(): Promise<{ file: string; bytes: number; used: number }[]> {
    const folder = dirname(this.media.path(fileOf('x')));
    const names = await readdir(folder).catch(() => []);
    const files = names
      .filter((name) => name.endsWith('.ogg'))
      .map(async (name) => {
        const found = await stat(join(folder, name)).catch(() => undefined);
        return found ? [{ file: `speech/${name}`, bytes: found.size, used: found.mtimeMs }] : [];
      });
    return (await Promise.all(files)).flat();
  }
}

const sum = (files: readonly { bytes: number }[]): number => files.reduce((all, { bytes }) => all + bytes, 0);

const fileOf = (name: string): string => `speech/${name}.ogg`;
