import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Database from 'better-sqlite3';

/**
 * Deletes the copies that migrations left beside a database (migrate.ts): whoever was erased since stands in
 * them still. One that cannot be deleted now is met again at the next start.
 */
export function dropCopies(db: Database.Database): void {
  if (db.memory) return;
  const start = `${basename(db.name)}.before-`;
  try {
    for (const name of readdirSync(dirname(db.name)))
      if (name.startsWith(start) && /^\d{4}_\w+(\.part)?$/.test(name.slice(start.length)))
        rmSync(join(dirname(db.name), name), { force: true });
  } catch {
    // A folder that cannot be changed must not keep the engine from starting, or anybody from being erased.
  }
}
