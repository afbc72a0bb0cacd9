import { backUp, wholeDatabase } from './backup.js';
import { DatabaseUnusable, openReadConnection } from './driver.js';
import { damageOf } from './integrity.js';
import { missingMigrations } from './migrate.js';

/**
 * Copies a database, in use or not, of this version or an older one, and reads the copy through: one that
 * nobody has read is not a backup yet.
 *
 * @throws DatabaseUnusable, StoreUnavailable
 */
export async function backUpFile(file: string, target: string): Promise<void> {
  const db = openReadConnection(file);
  try {
    missingMigrations(db);
    await backUp(db, target, wholeDatabase);
  } finally {
    db.close();
  }
  const copy = openReadConnection(target);
  try {
    const damage = damageOf(copy);
    if (damage.length > 0)
      throw new DatabaseUnusable(`the copy ${target} is damaged: ${damage.slice(0, 3).join('; ')}`);
  } finally {
    copy.close();
  }
}
