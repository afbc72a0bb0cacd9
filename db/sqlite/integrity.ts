import type Database from 'better-sqlite3';

/** What SQLite finds wrong: broken pages, rows that have lost what they refer to. Empty when all is well. */
export function damageOf(db: Database.Database): string[] {
  try {
    return findings(db);
  } catch (error) {
    // A file can be too broken to be looked through.
    return [(error as Error).message];
  }
}

function findings(db: Database.Database): string[] {
  const pages = (db.pragma('integrity_check') as { integrity_check: string }[]).map(
    (row) => row.integrity_check,
  );
  const orphans = (db.pragma('foreign_key_check') as { table: string }[]).map(
    ({ table }) => `orphans in ${table}`,
  );
  return [...pages.filter((finding) => finding !== 'ok'), ...new Set(orphans)];
}
