import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Verdict } from './verdict.js';

/** Bytes that should be free: a database of 100,000 learners, and its copy, fit. */
const enough = 1e9;

/** @param places where something is written, by the setting that names it */
export function disk(places: Readonly<Record<'DATABASE_PATH' | 'DATA_DIR', string>>): Verdict[] {
  return Object.entries(places).map(([setting, path]) => look(setting, resolve(path)));
}

function look(setting: string, path: string): Verdict {
  const name = `disk ${setting}`;
  const there = nearest(path);
  if (!statSync(there).isDirectory() && (there !== path || setting === 'DATA_DIR')) {
    const remedy = `move it away, or set another ${setting}`;
    return { state: 'look', name, message: `${there} is a file where a folder should be`, remedy };
  }
  // A folder must let files be made in it; so must the one that a database file lies in, beside its log.
  const folders = statSync(there).isDirectory() ? [there] : [there, dirname(there)];
  const locked = folders.find((place) => !isWritable(place));
  if (locked !== undefined) {
    const remedy = `give this user the right to, or set another ${setting}`;
    return { state: 'look', name, message: `${locked} cannot be written`, remedy };
  }
  const { bavail, blocks, bsize } = statfsSync(there);
  if (blocks === 0) {
    const remedy = `set another ${setting}`;
    return { state: 'look', name, message: `${there} is no place for files`, remedy };
  }
  const free = bavail * bsize;
  const message = `${size(free)} free at ${path}`;
  if (free < enough)
    return { state: 'look', name, message, remedy: `make room: ${size(enough)} should be free` };
  return { state: 'ok', name, message };
}

/** The path itself, or what of it there is already: the engine makes the rest. */
function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** `1.5 GB`. @param bytes 0 or more */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : value.toFixed(0)} ${units[power]}`;
}
