import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes DATA_DIR, or a folder in it, for this user alone: what learners said lies there. One that is there keeps its
 * mode: whoever made it may share it. Windows has no modes.
 *
 * Folder by folder: asked to make them all, Node tries for ever in places like /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => undefined);
  const above = dirname(folder);
  // Whoever writes in what is no folder hears of it.
  if (there || above === folder) return;
  await makeFolder(above);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
}
