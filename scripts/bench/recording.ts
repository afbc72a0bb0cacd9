import { startThread } from '../../bot/system/threads.js';
import { checkpoints } from '../../db/sqlite/checkpoints.js';
import { driverOf, openConnection, type Driver, type Statement, type Value } from '../../db/sqlite/driver.js';
import { awake } from './numbers.js';

interface Call {
  statement: number;
  how: keyof Statement;
  values: Value[];
}

/** From one BEGIN to its COMMIT; `at` in milliseconds since the recording, or its lap, began. */
interface Group {
  at: number;
  calls: Call[];
}

export interface Tape {
  /** Runs what comes next, as fast as it goes. @param until a number of groups @returns milliseconds */
  play(until: number): number;
  /** Runs what comes next at the pace it was recorded, from one lap to another. @returns milliseconds of each transaction */
  playPaced(until: number): Promise<number[]>;
  close(): Promise<void>;
}

/** Notes every statement that the store runs, with its values, in order and in its transactions. */
export class Recording {
  readonly #statements: string[] = [];
  #groups: Group[] = [];
  #since: number | undefined;

  /** What openStore puts between itself and SQLite. */
  readonly wrap = (driver: Driver): Driver => ({
    prepare: (sql) => this.#watched(sql, driver.prepare(sql)),
    get inTransaction() {
      return driver.inTransaction;
    },
  });

  start(): void {
    this.#groups = [{ at: 0, calls: [] }];
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
          if (this.#isTransaction(group)) took.push(performance.now() - from);
        }
        return took;
      },
      close: () => copied.close(),
    };
  }

  #isTransaction({ calls }: Group): boolean {
    return this.#statements[calls[0]?.statement ?? -1]?.startsWith('BEGIN') ?? false;
  }

  #prepared(copy: string): { run(group: Group): void; close(): Promise<void> } {
    const db = openConnection(copy);
    const driver = driverOf(db);
    const statements = this.#statements.map((sql) => driver.prepare(sql));
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
      if (begins) this.#groups.push({ at: performance.now() - this.#since, calls: [] });
      this.#groups.at(-1)?.calls.push({ statement: number, how, values });
      if (ends) this.#groups.push({ at: performance.now() - this.#since, calls: [] });
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
