import { ConfigError, loadConfig } from '../bot/config.js';
import { DatabaseUnusable } from '../db/sqlite/driver.js';
import { StoreUnavailable } from '../db/store.js';
import { endWithReader } from './closed-pipe.js';

/** What somebody who called a script wrongly is told. */
export class WrongUse extends Error {
  override name = 'WrongUse';
}

/**
 * Runs a script on the configured database. What it yields is printed, a line each; a failure that was foreseen is
 * one clear line. The exit status is 0 or 1.
 */
export async function onDatabase(
  script: (file: string, words: readonly string[]) => Promise<string[]>,
): Promise<void> {
  endWithReader();
  try {
    const lines = await script(loadConfig().databasePath, process.argv.slice(2));
    for (const line of lines) process.stdout.write(`${line}\n`);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}

/** The one file that a script is given. @throws WrongUse */
export function onlyFile(words: readonly string[], usage: string): string {
  const [file, ...more] = words;
  if (file === undefined || file === '' || file.startsWith('-') || more.length > 0) throw new WrongUse(usage);
  return file;
}

function explain(error: unknown): string {
  const foreseen = [ConfigError, DatabaseUnusable, StoreUnavailable, WrongUse];
  if (!(error instanceof Error)) return String(error);
  return foreseen.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}
