import { asUnusable, openConnection } from './driver.js';
import { lockDatabase } from './lock.js';
import { migrate, type Migrated } from './migrate.js';

/** Migrates a database that nobody uses; makes it where there is none. @throws DatabaseUnusable, DatabaseInUse */
export function migrateFile(file: string): Migrated {
  const lock = lockDatabase(file);
  try {
    const db = openConnection(file);
    try {
      return migrate(db);
    } catch (error) {
      throw asUnusable(file, error);
    } finally {
      db.close();
    }
  } finally {
    lock.release();
  }
}
