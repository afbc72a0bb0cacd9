import type { Driver, Statement } from '../../db/sqlite/driver.js';

/** What a disk or another process can do to any statement. */
export const faults = ['SQLITE_BUSY', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC', 'SQLITE_FULL'] as const;
export type Fault = (typeof faults)[number];

export interface FaultPlan {
  /** Of which statements, 0..1. */
  rate: number;
  seed: number;
  kinds?: readonly Fault[];
  /** Only statements whose SQL this matches, `sync` for the log's; all when absent. */
  only?: RegExp;
}

/** A driver whose statements fail at random, the same way for the same seed. */
export class FaultyDriver {
  /** How many statements were made to fail. */
  failed = 0;
  #on = false;
  #state: number;

  constructor(private readonly plan: FaultPlan) {
    this.#state = plan.seed >>> 0;
  }

  switchOn(): void {
    this.#on = true;
  }

  switchOff(): void {
    this.#on = false;
  }

  /** Give this to `openStore(file, { wrap })`. */
  readonly wrap = (driver: Driver): Driver => ({
    prepare: (sql) => this.#statement(driver, sql, driver.prepare(sql)),
    get inTransaction() {
      return driver.inTransaction;
    },
    synchronous: (level) => driver.synchronous(level),
    sync: () => {
      if (this.plan.only?.test('sync') === false) return driver.sync();
      this.#through(driver, driver.prepare('ROLLBACK'), () => driver.sync());
    },
  });

  #statement(driver: Driver, sql: string, inner: Statement): Statement {
    const { only } = this.plan;
    if (only && !only.test(sql)) return inner;
    const rollback = /^rollback$/i.test(sql) ? inner : driver.prepare('ROLLBACK');
    return {
      run: (...values) => this.#through(driver, rollback, () => inner.run(...values)),
      get: (...values) => this.#through(driver, rollback, () => inner.get(...values)),
      all: (...values) => this.#through(driver, rollback, () => inner.all(...values)),
    };
  }

  #through<T>(driver: Driver, rollback: Statement, run: () => T): T {
    const fault = this.#fault();
    if (!fault) return run();
    this.failed += 1;
    // As SQLite itself does when the disk is full or broken: the transaction is gone, not only the statement.
    if (fault !== 'SQLITE_BUSY' && driver.inTransaction && this.#random() < 0.5) rollback.run();
    throw Object.assign(new Error(`injected ${fault}`), { code: fault });
  }

  #fault(): Fault | undefined {
    if (!this.#on || this.#random() >= this.plan.rate) return undefined;
    const kinds = this.plan.kinds ?? faults;
    return kinds[Math.floor(this.#random() * kinds.length)];
  }

  /** mulberry32 */
  #random(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
}
