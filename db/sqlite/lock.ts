import Database from 'better-sqlite3';

/** Another process has this database; it must end first. */
export class DatabaseInUse extends Error {
  override name = 'DatabaseInUse';
}

export interface Lock {
  release(): void;
}

/**
 * One process writes a database file. The lock is an exclusive transaction on a small file beside it: the
 * operating system takes it away with the process, however that ends, and readers of the database itself
 * are not disturbed.
 *
 * @throws DatabaseInUse when somebody else holds it
 */
export function lockDatabase(file: string): Lock {
  let db: Database.Database | undefined;
  try {
    db = new Database(`${file}-lock`, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY'))
      throw new DatabaseInUse(`the database ${file} is in use by another process`, { cause: error });
    throw error;
  }
  const held = db;
  return { release: () => void held.close() };
}
