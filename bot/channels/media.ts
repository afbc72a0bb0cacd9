import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What kinds of files there are under DATA_DIR: what learners said, what is said to them, what is drawn. */
export type MediaKind = 'recordings' | 'speech' | 'pictures';

const known = /^(recordings|speech|pictures)\/[\w-]{1,100}\.(bin|ogg|png)$/;

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
    const file = `${kind}/${name}`;
    const target = this.path(file);
    const folder = join(this.dir, kind);
    await mkdir(folder, { recursive: true });
    const part = join(folder, `.${randomUUID()}.part`);
    try {
      const handle = await open(part, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(part, target);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    // The new name itself must outlive a power cut.
    const directory = await open(folder, 'r');
    await directory.sync().finally(() => directory.close());
    return file;
  }

  async read(file: string): Promise<Uint8Array> {
    return readFile(this.path(file));
  }

  /** Idempotent. */
  async remove(file: string): Promise<void> {
    await rm(this.path(file), { force: true });
  }
}
