import type { RunResult } from 'better-sqlite3';
import { getTableColumns, Param, Placeholder, sql, type SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { SQLiteSyncDialect, type SQLiteInsertBase, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Driver, Value } from './driver.js';

/**
 * Statements are written with Drizzle, turned into SQL once at start, and run by the driver itself: Drizzle's
 * own prepared statements cost more per call than SQLite does (ARCHITECTURE, "Why each dependency").
 */
export const build = drizzle.mock();

const dialect = new SQLiteSyncDialect();

/** One value a statement takes with each call, by name. */
export type Placeholders<P> = { readonly [K in keyof P]: SQL };

interface Buildable {
  getSQL(): SQL;
}

type RowOf<Q> = Q extends { _: { result: (infer Row)[] } } ? Row : never;

export interface Prepared<P, Row> {
  run(values: P): { changes: number; id: number };
  get(values: P): Row | undefined;
  all(values: P): Row[];
}

/**
 * Prepares a statement. Constants become part of its text, so that SQLite can match partial indexes.
 *
 * @typeParam P the values a call gives
 * @param write builds the query from placeholders
 */
export function prepare<P extends object, Q extends Buildable>(
  db: Driver,
  write: (p: Placeholders<P>) => Q,
): Prepared<P, RowOf<Q>> {
  return prepareSql<P, RowOf<Q>>(db, (p) => write(p).getSQL());
}

/** The same for SQL written by hand, whose rows the caller names. */
export function prepareSql<P extends object, Row>(
  db: Driver,
  write: (p: Placeholders<P>) => SQL,
): Prepared<P, Row> {
  const named = new Proxy({} as Placeholders<P>, { get: (_, name) => sql`${sql.placeholder(String(name))}` });
  const query = dialect.sqlToQuery(write(named).inlineParams());
  const names = query.params.map(nameOf);
  const statement = db.prepare(query.sql);
  const bind = (values: P): Value[] => {
    const bound = new Array<Value>(names.length);
    // Two dozen statements a turn: a callback for each value is seen in the bench.
    for (let at = 0; at < bound.length; at += 1)
      bound[at] = (values as Record<string, Value>)[names[at] as string] as Value;
    return bound;
  };
  return {
    run(values) {
      const { changes, lastInsertRowid } = statement.run(...bind(values));
      return { changes, id: Number(lastInsertRowid) };
    },
    get: (values) => statement.get(...bind(values)) as Row | undefined,
    all: (values) => statement.all(...bind(values)) as Row[],
  };
}

/**
 * Prepares the insertion of rows as the schema has them, without the columns named in `except`.
 *
 * @param finish what happens to a row that is there already
 */
export function prepareInsert<
  T extends SQLiteTable,
  K extends keyof T['$inferSelect'] = never,
  Q extends Buildable = Insert<T>,
>(
  db: Driver,
  table: T,
  except: readonly K[] = [],
  finish?: (insert: Insert<T>) => Q,
): Prepared<Omit<T['$inferSelect'], K>, RowOf<Q>> {
  const columns = Object.keys(getTableColumns(table)).filter(
    (name) => !(except as readonly string[]).includes(name),
  );
  return prepareSql(db, (p) => {
    const given = p as Record<string, SQL>;
    const values = Object.fromEntries(columns.map((name) => [name, given[name]])) as T['$inferInsert'];
    const insert = build.insert(table).values(values);
    return (finish?.(insert) ?? insert).getSQL();
  });
}

type Insert<T extends SQLiteTable> = SQLiteInsertBase<T, 'sync', RunResult>;

function nameOf(param: unknown): string {
  const value = param instanceof Param ? (param.value as unknown) : param;
  if (value instanceof Placeholder) return value.name as string;
  throw new Error('a constant was not written into the statement');
}
