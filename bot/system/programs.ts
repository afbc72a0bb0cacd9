import { accessSync, constants, statSync } from 'node:fs';
import { constants as os, setPriority } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asItLies, fromSource } from './package-root.js';

/** The first program of a name along a PATH that can be run. */
export function programOn(path: string, name: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => resolve(join(folder, file)))
    .find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** How Node runs a program of ours. @param compiled `new URL('./x.js', import.meta.url)` */
export function ourProgram(compiled: URL): { file: string; execArgv: string[] } {
  return { file: fileURLToPath(asItLies(compiled)), execArgv: fromSource ? ['--import', 'tsx'] : [] };
}

/** Turns go before a process; what it starts inherits that. One that has ended already, or that never began, is no matter. */
export function lower(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, os.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It runs as it is.
  }
}
