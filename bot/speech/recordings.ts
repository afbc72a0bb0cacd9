import { readdir, stat } from 'node:fs/promises';
import { dirname, basename } from 'node:path';
import type { MediaFolder } from '../channels/media.js';

/** Milliseconds for which what a learner said is kept: it is listened to at once, and played again on the same day. */
export const retention = 30 * 86_400_000;

/** What a learner said, as it can be played again beside the model's voice: named so that it goes when they do. */
export function clipName(learnerId: string, row: number): string {
  return `${prefix(learnerId)}${row}.ogg`;
}

/**
 * Deletes recordings, and the clips of a learner. Idempotent.
 *
 * @param names ids: a clip keeps the one that its learner had when they spoke
 */
export async function forget(
  media: MediaFolder,
  files: readonly string[],
  names: readonly string[],
): Promise<void> {
  for (const file of files) await media.remove(file);
  for (const name of names) await media.removeAll('recordings', prefix(name));
}

/** Deletes what was said longer ago than it is kept. Idempotent; a file that goes meanwhile is no matter. */
export async function sweepRecordings(media: MediaFolder, now: number): Promise<void> {
  const folder = dirname(media.path('recordings/any.bin'));
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = `${folder}/${basename(name)}`;
    const at = (await stat(path).catch(() => undefined))?.mtimeMs ?? now;
    if (now - at > retention && /\.(bin|ogg)$/.test(name)) await media.remove(`recordings/${name}`);
  }
}

function prefix(learnerId: string): string {
  return `own-${learnerId.replaceAll(/[^\w-]/g, '_')}-`;
}
