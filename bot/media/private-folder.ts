import { mkdir } from 'node:fs/promises';

/**
 * Makes DATA_DIR, or a folder in it, for this user alone: what learners said lies there. One that is there keeps its
 * mode: whoever made it may share it. Windows has no modes.
 */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}
