import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Database from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { asUnusable } from './driver.js';
import { applicationId } from './header.js';
import { makePrivate } from './private-file.js';
import { DatabaseUnusable, notOurs } from './unusable.js';

/** The packaged migrations: SQL files, not compiled, so found from the package's root. */
export const packagedMigrations = join(packageRoot(), 'db', 'sqlite', 'migrations');

/** Where drizzle-kit's own migrator keeps its list too. */
const list = '__drizzle_migrations';

export interface Migrated {
  /** Names of what was applied, in order. */
  applied: string[];
  /** Where the file is kept as it was before. */
  copy?: string;
}

/**
 * Brings a database to the newest schema: all of what is missing in one transaction, checked before it is
 * committed. A file that already holds something is first copied to `<file>.before-<migration>`.
 *
 * @throws DatabaseUnusable when the file is not Parley's, newer than this build, or a migration does not fit it
 */
export function migrate(db: Database.Database, folder = packagedMigrations): Migrated {
  const newest = newestApplied(db);
  if (newest === 0 && holdsTables(db)) throw notOurs(db.name);
  const missing = missingAfter(db, newest, folder);
  const first = missing[0];
  if (!first) return { applied: [] };
  const copy = newest > 0 && !db.memory ? keepCopy(db, first.name) : undefined;
  apply(db, missing);
  return { applied: missing.map(({ name }) => name), ...(copy !== undefined && { copy }) };
}

/**
 * Names of the migrations that a database of ours lacks.
 *
 * @throws DatabaseUnusable when the file is not Parley's or newer than this build
 */
export function missingMigrations(db: Database.Database, folder = packagedMigrations): string[] {
  const newest = newestApplied(db);
  if (newest === 0) throw notOurs(db.name);
  return missingAfter(db, newest, folder).map(({ name }) => name);
}

function missingAfter(db: Database.Database, newest: number, folder: string): Migration[] {
  const known = migrationsIn(folder);
  if (applied(db).some((at) => !known.some((migration) => migration.at === at)))
    throw new DatabaseUnusable(`the database ${db.name} was written by a newer version of Parley`, {
      remedy: 'start that version, or restore a backup',
    });
  return known.filter(({ at }) => at > newest);
}

function holdsTables(db: Database.Database): boolean {
  return db.prepare('select 1 from sqlite_master').get() !== undefined;
}

interface Migration {
  name: string;
  statements: string[];
  hash: string;
  at: number;
}

function migrationsIn(folder: string): Migration[] {
  const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { tag: string }[];
  };
  return readMigrationFiles({ migrationsFolder: folder }).map(({ sql, hash, folderMillis }, index) => ({
    name: journal.entries[index]?.tag ?? hash,
    statements: sql,
    hash,
    at: folderMillis,
  }));
}

/** When the newest migration in the file was made; 0 where there is none of ours. */
function newestApplied(db: Database.Database): number {
  return Math.max(0, ...applied(db));
}

/** When each migration in a file of ours was made. */
function applied(db: Database.Database): number[] {
  if (db.pragma('application_id', { simple: true }) !== applicationId) return [];
  try {
    return db.prepare<[], number>(`select created_at from ${list}`).pluck().all().map(Number);
  } catch (error) {
    throw asUnusable(db.name, error);
  }
}

function keepCopy(db: Database.Database, migration: string): string {
  const copy = `${db.name}.before-${migration}`;
  const part = `${copy}.part`;
  rmSync(part, { force: true });
  makePrivate(part);
  db.prepare('vacuum into ?').run(part);
  renameSync(part, copy);
  return copy;
}

function apply(db: Database.Database, missing: Migration[]): void {
  // Rebuilding a table drops the old one, which would cascade; a transaction cannot change this setting.
  db.pragma('foreign_keys = OFF');
  try {
    db.transaction(() => {
      db.exec(
        `create table if not exists ${list} (id integer primary key, hash text not null, created_at numeric)`,
      );
      db.pragma(`application_id = ${applicationId}`);
      const note = db.prepare(`insert into ${list} (hash, created_at) values (?, ?)`);
      for (const migration of missing) {
        for (const statement of migration.statements) db.exec(statement);
        note.run(migration.hash, migration.at);
      }
      const broken = db.pragma('foreign_key_check') as { table: string }[];
      if (broken[0]) throw new Error(`rows of ${broken[0].table} have lost what they refer to`);
    }).immediate();
  } catch (error) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new DatabaseUnusable(
      `the database ${db.name} could not be migrated (${names}); it is as it was: ${(error as Error).message}`,
      { cause: error },
    );
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('package.json was not found above the store');
    folder = dirname(folder);
  }
  return folder;
}
