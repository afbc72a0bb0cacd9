import { open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './private-folder.js';
import { letGo, sweepTemporary, temporary } from './temporary.js';

/** What kinds of files there are under DATA_DIR: what learners said, what is said to them, what is drawn. */
const kinds = ['recordings', 'speech', 'pictures'] as const;
export type MediaKind = (typeof kinds)[number];

const known = /^(recordings|speech|pictures)\/[\w-]{1,100}\.(bin|ogg|png)$/;

/** The name of a file that is a learner's own and goes when they do, whatever it shows or says. */
export function ownName(learnerId: string, name: string): string {
  return `own-${learnerId.replaceAll(/[^\w-]/g, '_')}-${name}`;
}

/** Whether a file is a learner's own. */
export function isOwn(file: string): boolean {
  return /^\w+\/own-/.test(file);
}

/** The files that go with messages, by names such as `speech/3f….ogg`, which are what the store keeps. */
export class MediaFolder {
  /** @param dir DATA_DIR; made at the first write */
  constructor(private readonly dir: string) {}

  /** @throws Error for a name that is not one of ours: nothing outside the folder is ever opened */
  path(file: string): string {
    if (!known.test(file)) throw new Error('not the name of a media file');
    return join(this.dir, file);
  }

  /**
   * Written, synced and only then under its name: what a row names is there, whole, whenever the process is killed.
   *
   * @param name letters, digits, - and _, then `.bin` (a recording as it came), `.ogg` or `.png`
   * @returns the file's name, as `read` takes it
   */
  async write(kind: MediaKind, name: string, bytes: Uint8Array): Promise<string> {
    const part = await this.begin(kind);
    try {
      await part.add(bytes);
      return await part.keep(name);
    } catch (error) {
      await part.drop();
      throw error;
    }
  }

  /** A file whose bytes come one after the other, however many: they are never all in memory. */
  async begin(kind: MediaKind): Promise<MediaPart> {
    const folder = join(this.dir, kind);
    await makeFolder(folder);
    const part = temporary(folder, '.part', '.');
    return new MediaPart(await open(part, 'wx', 0o600), part, folder, (name) => this.#named(kind, name));
  }

  /** Deletes what a kill left half written; what another program is writing stays. */
  async sweep(): Promise<void> {
    for (const kind of kinds)
      await sweepTemporary(join(this.dir, kind), Date.now(), (name) => name.endsWith('.part'));
  }

  async read(file: string): Promise<Uint8Array> {
    return readFile(this.path(file));
  }

  /** Idempotent. */
  async remove(file: string): Promise<void> {
    await rm(this.path(file), { force: true });
  }

  /** Deletes every file whose name begins so. */
  async removeAll(kind: MediaKind, prefix: string): Promise<void> {
    const names = await readdir(join(this.dir, kind)).catch(() => []);
    for (const name of names) if (name.startsWith(prefix)) await this.remove(`${kind}/${name}`);
  }

  /** Deletes whatever is a learner's own. */
  async removeOwn(learnerId: string): Promise<void> {
    for (const kind of kinds) await this.removeAll(kind, ownName(learnerId, ''));
  }

  #named(kind: MediaKind, name: string): { file: string; path: string } {
    const file = `${kind}/${name}`;
    return { file, path: this.path(file) };
  }
}

/** A file in the making: nobody knows of it until it is kept. Ends with `keep` or `drop`. */
export class MediaPart {
  /** So far. */
  bytes = 0;

  constructor(
    private readonly handle: FileHandle,
    private readonly part: string,
    private readonly folder: string,
    private readonly named: (name: string) => { file: string; path: string },
  ) {}

  async add(bytes: Uint8Array): Promise<void> {
    await this.handle.writeFile(bytes);
    this.bytes += bytes.length;
  }

  /** Syncs it and gives it its name; one of that name before is replaced. @returns the file's name */
  async keep(name: string): Promise<string> {
    const { file, path } = this.named(name);
    await this.handle.sync();
    await this.handle.close();
    await rename(this.part, path);
    letGo(this.part);
    // The new name itself must outlive a power cut.
    const directory = await open(this.folder, 'r');
    await directory.sync().finally(() => directory.close());
    return file;
  }

  /** Nothing of it stays. Idempotent, and of no effect on one that was kept. */
  async drop(): Promise<void> {
    await this.handle.close().catch(() => {});
    await rm(this.part, { force: true });
    letGo(this.part);
  }
}
