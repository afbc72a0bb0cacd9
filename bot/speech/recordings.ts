import { readdir, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isOwn, ownName, type MediaFolder } from '../media/folder.js';

/** Milliseconds for which what is a learner's own is kept: they may listen to it again, or look at it, for a month. */
export const retention = 30 * 86_400_000;

/** What a learner said, as it can be played again beside the model's voice. */
export function clipName(learnerId: string, row: number): string {
  return ownName(learnerId, `${row}.ogg`);
}

/**
 * Deletes recordings, and what is a learner's own: clips of what they said, pictures, what was said to them alone.
 * Idempotent.
 *
 * @param names ids: a file keeps the one that its learner had when it was made
 */
export async function forget(
  media: MediaFolder,
  files: readonly string[],
  names: readonly string[],
): Promise<void> {
  for (const file of files) await media.remove(file);
  for (const name of names) await media.removeOwn(name);
}

/** Milliseconds for which a recording is kept that nothing could be heard in: it may still be played where it stands. */
const inVain = 86_400_000;

/** Nothing came of a recording: it is as old as one that goes tomorrow. Housekeeping, so that it never fails. */
export async function soonOver(media: MediaFolder, file: string, now: number): Promise<void> {
  const then = new Date(now - retention + inVain);
  await utimes(media.path(file), then, then).catch(() => undefined);
}

/**
 * Deletes what learners said, and what was made for one of them, when nobody used it for as long as it is kept.
 * Idempotent; a file that goes meanwhile is no matter.
 */
export async function sweepOwn(media: MediaFolder, now: number): Promise<void> {
  for (const kind of ['recordings', 'pictures', 'speech'] as const) {
    const folder = dirname(media.path(`${kind}/any.bin`));
    for (const name of await readdir(folder).catch(() => [])) {
      const file = `${kind}/${name}`;
      if (!/\.(bin|ogg|png)$/.test(name) || (kind === 'speech' && !isOwn(file))) continue;
      const at = (await stat(`${folder}/${name}`).catch(() => undefined))?.mtimeMs ?? now;
      if (now - at > retention) await media.remove(file);
    }
  }
}
