import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Driver, Level, Statement } from '../../db/sqlite/driver.js';
import { groupCommit } from '../../db/sqlite/group-commit.js';
import { openStore } from '../../db/sqlite/store.js';
import { StoreUnavailable } from '../../db/store.js';
import { learnerWith, take, text, turn } from '../contracts/store/given.js';
import { scratchFile } from './files.js';

/** A database of names, and how many of them a power cut would leave. */
class Disk {
  readonly log: string[] = [];
  kept = 0;
  /** How often it was waited for. */
  waits = 0;
  /** What the next syncs come to. */
  fails: boolean[] = [];
  #open: string[] | undefined;
  #savepoint = 0;
  #level: Level = 'FULL';

  write(name: string): void {
    this.#open?.push(name);
  }

  readonly driver: Driver = {
    prepare: (sql) => this.#statement(sql),
    synchronous: (level) => {
      if (this.#open) throw new Error('not within a transaction');
      this.#level = level;
    },
    sync: () => this.#sync(),
    // A getter could not see the class.
    inTransaction: false,
  };

  #sync(): void {
    this.waits += 1;
    if (this.fails.shift() === true) throw Object.assign(new Error('no disk'), { code: 'SQLITE_IOERR' });
    this.kept = this.log.length;
  }

  #statement(sql: string): Statement {
    const run = (): { changes: number; lastInsertRowid: number } => {
      switch (sql) {
        case 'BEGIN IMMEDIATE':
          this.#open = [];
          break;
        case 'SAVEPOINT job':
          this.#savepoint = this.#open?.length ?? 0;
          break;
        case 'ROLLBACK TO job':
          this.#open?.splice(this.#savepoint);
          break;
        case 'ROLLBACK':
          this.#open = undefined;
          break;
        case 'COMMIT': {
          const wrote = this.#open ?? [];
          this.#open = undefined;
          this.log.push(...wrote);
          // As SQLite does: what wrote nothing has nothing to wait for.
          if (this.#level === 'FULL' && wrote.length > 0) this.#waitInCommit();
        }
      }
      Object.assign(this.driver, { inTransaction: this.#open !== undefined });
      return { changes: 0, lastInsertRowid: 0 };
    };
    return { run, get: run, all: () => [] };
  }

  #waitInCommit(): void {
    this.waits += 1;
    this.kept = this.log.length;
  }
}

const rounds = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

const job = fc.record({
  /** Rounds of the event loop until it is offered. */
  after: fc.nat({ max: 6 }),
  /** Whether it tells when it is written, and whether it then offers another that does not. */
  tells: fc.boolean(),
  goesOn: fc.boolean(),
  does: fc.constantFrom('writes', 'writes', 'nothing', 'throws'),
});

describe('jobs that are offered together', () => {
  it('are told they are done when a power cut would leave them, and everything they saw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { minLength: 1, maxLength: 25 }),
        fc.array(fc.boolean(), { maxLength: 4 }),
        async (jobs, fails) => {
          const disk = new Disk();
          disk.fails = fails;
          const { together, close } = groupCommit(disk.driver);
          let told = 0;

          async function offer(name: string, does: string, written?: () => void): Promise<void> {
            let seen = 0;
            const work = (): string => {
              if (does === 'writes') disk.write(name);
              if (does === 'throws') {
                disk.write(name);
                throw new Error(name);
              }
              seen = disk.log.length + Number(does === 'writes');
              return does;
            };
            const changed = (came: string): boolean => came === 'writes';
            const tells = written && {
              written: () => {
                expect(disk.log.includes(name)).toBe(does === 'writes');
                told += 1;
                written();
              },
            };
            try {
              await together(work, { changed, ...tells });
              expect(does).not.toBe('throws');
              if (written || does === 'writes')
                expect(disk.kept).toBeGreaterThanOrEqual(Math.min(seen, disk.log.length));
              if (does === 'writes') expect(disk.log.slice(0, disk.kept)).toContain(name);
            } catch (error) {
              if (error instanceof StoreUnavailable) expect(written).toBeDefined();
              else expect(error).toMatchObject({ message: name });
            }
            if (does === 'throws') expect(disk.log).not.toContain(name);
          }

          const turns: Promise<void>[] = [];
          await Promise.all(
            jobs.map(async ({ after, tells, goesOn, does }, n) => {
              await rounds(after);
              const next = (): void => {
                if (goesOn) turns.push(offer(`turn ${n}`, 'writes'));
              };
              await offer(`job ${n}`, does, tells ? next : undefined);
            }),
          );
          await Promise.all(turns);
          await close();
          const done = jobs.filter(({ does, tells }) => tells && does !== 'throws');
          expect(told).toBe(done.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('wait for the disk once where one sets the other going', async () => {
    const disk = new Disk();
    const { together } = groupCommit(disk.driver);
    const order: string[] = [];
    const turns: Promise<unknown>[] = [];
    const written = (): void => {
      order.push('written');
      turns.push(together(() => disk.write('turn'), { changed: () => true }).then(() => order.push('turn')));
    };
    await together(() => disk.write('message'), { written, changed: () => true });
    order.push('message');
    await Promise.all(turns);
    expect(order[0]).toBe('written');
    expect(order.toSorted()).toEqual(['message', 'turn', 'written']);
    expect(disk).toMatchObject({ log: ['message', 'turn'], kept: 2, waits: 1 });
  });
});

describe('a message that is accepted', () => {
  /** What the store asks of the disk, in order. */
  function watched() {
    const asked: string[] = [];
    let level: Level = 'FULL';
    let failing = 0;
    const wrap = (driver: Driver): Driver => ({
      prepare(sql) {
        const statement = driver.prepare(sql);
        if (sql !== 'COMMIT') return statement;
        const run = (): ReturnType<Statement['run']> => {
          asked.push(level);
          return statement.run();
        };
        return { run, get: () => statement.get(), all: () => statement.all() };
      },
      get inTransaction() {
        return driver.inTransaction;
      },
      synchronous(wanted) {
        driver.synchronous(wanted);
        level = wanted;
        expect(Object.values(driver.prepare('pragma synchronous').get() as object)).toEqual([
          wanted === 'FULL' ? 2 : 1,
        ]);
      },
      sync() {
        asked.push('sync');
        if (failing-- > 0) throw Object.assign(new Error('no disk'), { code: 'SQLITE_IOERR_FSYNC' });
        driver.sync();
      },
    });
    return { asked, wrap, fail: (times: number) => (failing = times) };
  }

  it('is durable with its turn, which is told of it before', async () => {
    const { asked, wrap } = watched();
    const store = await openStore(scratchFile(), { wrap });
    await learnerWith(store, 'ana');
    asked.length = 0;
    const turns: Promise<unknown>[] = [];
    await store.accept(text('ana', '1'), ({ learnerId }) => {
      turns.push(take(store, learnerId).then((loaded) => store.commit(turn(loaded))));
    });
    expect(await Promise.all(turns)).toMatchObject([{ outcome: 'committed' }]);
    expect(asked).toEqual(['NORMAL', 'FULL']);
    await store.close();
  });

  it('is durable by itself where no turn follows, or one that changes nothing', async () => {
    const { asked, wrap } = watched();
    const store = await openStore(scratchFile(), { wrap });
    await learnerWith(store, 'ana');
    const { learnerId } = await store.accept(text('ana', '1'));
    const loaded = await take(store, learnerId);
    await store.commit(turn(loaded));
    asked.length = 0;
    await store.accept(text('ana', '2'), () => {});
    expect(asked).toEqual(['NORMAL', 'sync']);
    asked.length = 0;
    const turns: Promise<unknown>[] = [];
    await store.accept(text('ana', '3'), () => void turns.push(store.commit(turn(loaded))));
    expect(await Promise.all(turns)).toEqual([{ outcome: 'conflict' }]);
    expect(asked).toEqual(['NORMAL', 'FULL', 'sync']);
    await store.close();
  });

  it('is refused where the disk does not take it, and known when it comes again', async () => {
    const { wrap, fail } = watched();
    const store = await openStore(scratchFile(), { wrap });
    await rounds(2);
    fail(2);
    await expect(store.accept(text('ana', '1'), () => {})).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.accept(text('ana', '1'), () => {})).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.accept(text('ana', '1'), () => {})).toMatchObject({ duplicate: true, n: 1 });
    await store.close();
  });

  it('is waited for when the store is closed', async () => {
    const { asked, wrap } = watched();
    const store = await openStore(scratchFile(), { wrap });
    await rounds(2);
    const accepted = store.accept(text('ana', '1'), () => {});
    await store.close();
    expect(await accepted).toMatchObject({ duplicate: false });
    expect(asked.at(-1)).toBe('sync');
  });
});
