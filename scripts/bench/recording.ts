import { startThread } from '../../bot/system/threads.js';
import { checkpoints } from '../../db/sqlite/checkpoints.js';
import {
  driverOf,
  openConnection,
  type Driver,
  type Level,
  type Statement,
  type Value,
} from '../../db/sqlite/driver.js';
import { awake } from './numbers.js';

interface Call {
  statement: number;
  how: keyof Statement;
  values: Value[];
}

/** From one BEGIN to its COMMIT, or between two of them; `at` in milliseconds since the recording, or its lap, began. */
interface Group {
  at: number;
  calls: Call[];
  /** A transaction whose COMMIT waits for the disk, if it wrote anything. */
  durable: boolean;
}

/** What a driver does beside statements is noted as if it were some. */
const acts = ['FULL', 'NORMAL', 'sync'] as const;

export interface Tape {
  /** Runs what comes next, as fast as it goes. @param until a number of groups @returns milliseconds */
  play(until: number): number;
  /** Runs what comes next at the pace it was recorded, from one lap to another. @returns milliseconds of each durable transaction */
  playPaced(until: number): Promise<number[]>;
  close(): Promise<void>;
}

/** Notes every statement that the store runs, with its values, in order and in its transactions. */
export class Recording {
  readonly #statements: string[] = [...acts];
  #groups: Group[] = [];
  #since: number | undefined;
  #level: Level = 'FULL';

  /** What openStore puts between itself and SQLite. */
  readonly wrap = (driver: Driver): Driver => {
    const watched = (sql: string): Statement => this.#watched(sql, statementOf(driver, sql));
    const [full, normal, sync] = acts.map(watched);
    return {
      prepare: watched,
      get inTransaction() {
        return driver.inTransaction;
      },
      synchronous: (level) => {
        this.#level = level;
        (level === 'FULL' ? full : normal)?.run();
      },
      sync: () => sync?.run(),
    };
  };

  start(): void {
    // A copy is opened as FULL.
    const level: Call = { statement: acts.indexOf(this.#level), how: 'run', values: [] };
    this.#groups = [{ at: 0, calls: [level], durable: false }];
    this.#since = performance.now();
  }

  stop(): void {
    this.#since = undefined;
  }

  /** Lets go of what was noted: it would be in the way of whatever is timed next. */
  forget(): void {
    this.#groups = [];
  }

  /** How many transactions, and statements between two of them, have been noted. */
  get groups(): number {
    return this.#groups.length;
  }

  /** The clock of what is recorded from here on starts anew. @returns `groups` */
  lap(): number {
    this.#since = performance.now();
    return this.groups;
  }

  /** To run it all again on an equal copy, span after span. */
  tape(copy: string): Tape {
    const copied = this.#prepared(copy);
    let next = 0;
    const span = (until: number): Group[] => {
      const groups = this.#groups.slice(next, until);
      next = until;
      return groups;
    };
    return {
      play(until) {
        const groups = span(until);
        const began = performance.now();
        for (const group of groups) copied.run(group);
        return performance.now() - began;
      },
      playPaced: async (until) => {
        const took: number[] = [];
        const groups = span(until);
        const began = performance.now();
        for (const group of groups) {
          const early = group.at - (performance.now() - began);
          if (early > 0) await awake(early);
          const from = performance.now();
          copied.run(group);
          if (group.durable) took.push(performance.now() - from);
        }
        return took;
      },
      close: () => copied.close(),
    };
  }

  #begin(durable: boolean): void {
    this.#groups.push({ at: performance.now() - (this.#since ?? 0), calls: [], durable });
  }

  #isTransaction({ calls }: Group): boolean {
    return this.#statements[calls[0]?.statement ?? -1]?.startsWith('BEGIN') ?? false;
  }

  #prepared(copy: string): { run(group: Group): void; close(): Promise<void> } {
    const db = openConnection(copy);
    const driver = driverOf(db);
    const statements = this.#statements.map((sql) => statementOf(driver, sql));
    // The same log as the product's: one that grows is slower than one that is written over.
    const beside = checkpoints(copy, startThread);
    return {
      run: (group) => {
        for (const { statement, how, values } of group.calls) statements[statement]?.[how](...values);
        if (this.#isTransaction(group)) beside.committed();
      },
      close: async () => {
        await beside.close();
        db.close();
      },
    };
  }

  #watched(sql: string, statement: Statement): Statement {
    const known = this.#statements.indexOf(sql);
    const number = known === -1 ? this.#statements.push(sql) - 1 : known;
    const begins = sql.startsWith('BEGIN');
    const ends = sql === 'COMMIT' || sql === 'ROLLBACK';
    const note = (how: keyof Statement, values: Value[]): void => {
      if (this.#since === undefined) return;
      if (begins) this.#begin(this.#level === 'FULL');
      this.#groups.at(-1)?.calls.push({ statement: number, how, values });
      if (ends) this.#begin(false);
    };
    return {
      run(...values) {
        note('run', values);
        return statement.run(...values);
      },
      get(...values) {
        note('get', values);
        return statement.get(...values);
      },
      all(...values) {
        note('all', values);
        return statement.all(...values);
      },
    };
  }
}

function statementOf(driver: Driver, sql: string): Statement {
  const [full, normal, sync] = acts;
  if (sql === full || sql === normal) return acting(() => driver.synchronous(sql));
  return sql === sync ? acting(() => driver.sync()) : driver.prepare(sql);
}

function acting(act: () => void): Statement {
  return {
    run() {
      act();
      return { changes: 0, lastInsertRowid: 0 };
    },
    get: act,
    all() {
      act();
      return [];
    },
  };
}
