import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Milliseconds after which a temporary file is nobody's, whatever its name says. */
const abandoned = 3_600_000;

/** Those of this process: after a restart in a container another's number is ours. */
const held = new Set<string>();

/**
 * The path of a file in the making, named after its process, so that the next start finds what a killed one left, and
 * leaves alone what another program (`npm run speech`) is working on. It is held until it is let go.
 */
export function temporary(folder: string, ending: string, hidden: '.' | '' = ''): string {
  const path = join(folder, `${hidden}${process.pid}-${randomUUID()}${ending}`);
  held.add(path);
  return path;
}

/** It is deleted, or has another name now. */
export function letGo(path: string): void {
  held.delete(path);
}

/**
 * Removes what processes left that are no more. Idempotent; a file that goes meanwhile is no matter.
 *
 * @param isOne which names are those of temporary files
 */
export async function sweepTemporary(
  folder: string,
  now: number,
  isOne: (name: string) => boolean = () => true,
): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(
    names.filter(isOne).map(async (name) => {
      const path = join(folder, name);
      const pid = Number(/^\.?(\d+)-/.exec(name)?.[1]);
      const age = now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now);
      const inUse = pid === process.pid ? held.has(path) : lives(pid);
      if (age > abandoned || !inUse) await rm(path, { force: true, recursive: true });
    }),
  );
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
