import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';

/** Read and written by this user alone. */
const ours = 0o600;

/**
 * Makes a file that SQLite is about to make, since what learners wrote will be in it and SQLite makes files that every
 * user of the machine may read. What SQLite puts beside a database (-wal, -shm) gets the mode of the database. One that
 * is there keeps its mode, whatever that is: somebody may have given a group of theirs a look at it. Windows has no modes.
 */
export function makePrivate(file: string): void {
  // Not opened where it is there already: to close it again would take away the locks that SQLite holds on it.
  if (existsSync(file)) return;
  try {
    closeSync(openSync(file, 'a', ours));
  } catch {
    // SQLite meets the same obstacle, and whoever asked it hears of that.
  }
}

/** Gives the mode of a file, where there is one, to what is about to take its place. */
export function takeModeOf(file: string, successor: string): void {
  const replaced = statSync(file, { throwIfNoEntry: false });
  if (replaced) chmodSync(successor, replaced.mode & 0o777);
}
