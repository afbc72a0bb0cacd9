import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Verdict } from './verdict.js';

/** Whether the system has one; nothing here needs it yet, so that it is worth knowing and no fault. */
export function ffmpeg(env: Readonly<Record<string, string | undefined>>): Verdict {
  const found = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'ffmpeg'))
    .find(isExecutable);
  const message = 'voice is not part of this version';
  return found === undefined
    ? { state: 'off', name: 'ffmpeg', message: `none on this system; ${message}` }
    : { state: 'ok', name: 'ffmpeg', message: `${found}; ${message}` };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
