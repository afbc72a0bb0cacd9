import type { AsideEvent, Counts, FailedEffect } from '../store.js';
import { asFailure, asUnusable, DatabaseUnusable, driverOf, openReadConnection } from './driver.js';
import { damageOf } from './integrity.js';
import { missingMigrations } from './migrate.js';
import { report } from './report.js';

/** A look at a database beside the process that writes it; it takes no lock and changes nothing. */
export interface Reader {
  counts(): Counts;
  eventsAside(limit: number): AsideEvent[];
  sendsFailed(limit: number): FailedEffect[];
  /** What SQLite finds wrong with the file; empty when it is sound. Reads all of it. */
  damage(): string[];
  close(): void;
}

/**
 * @throws DatabaseUnusable when the file is not there, is not Parley's or has to be migrated first
 */
export function openReader(file: string): Reader {
  const db = openReadConnection(file);
  try {
    const missing = missingMigrations(db);
    if (missing.length > 0)
      throw new DatabaseUnusable(`${file} is from an older version (${missing.join(', ')} to come)`, {
        remedy: 'npm run migrate',
      });
    const found = report(driverOf(db));
    return {
      counts: () => now(() => found.counts()),
      eventsAside: (limit) => now(() => found.eventsAside(limit)),
      sendsFailed: (limit) => now(() => found.sendsFailed(limit)),
      damage: () => now(() => damageOf(db)),
      close: () => void db.close(),
    };
  } catch (error) {
    db.close();
    throw asUnusable(file, error);
  }
}

function now<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw asFailure(error);
  }
}
