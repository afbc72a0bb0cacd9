import { symlinkSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Driver, Level, Statement } from '../../db/sqlite/driver.js';
import { groupCommit } from '../../db/sqlite/group-commit.js';
import { openStore } from '../../db/sqlite/store.js';
import { StoreUnavailable, type Accepted } from '../../db/store.js';
import { learnerWith, take, text, turn } from '../contracts/store/given.js';
import { scratchFile } from './files.js';

/**
 * A database of names, and how many of them a power cut would leave. A disk that fails to keep some does not keep them
 * later either, and nothing behind them, whatever it says; until all of the log stands in the database.
 */
class Disk {
  readonly log: string[] = [];
  kept = 0;
  /** How often it was waited for. */
  waits = 0;
  /** Transactions, with what each wrote. */
  readonly commits: string[][] = [];
  /** What the next waits, rollbacks, attempts to empty the log and changes of the level come to. */
  fails: boolean[] = [];
  stuck: boolean[] = [];
  busy: boolean[] = [];
  refuses: boolean[] = [];
  #lost = false;
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
      if (this.refuses.shift() === true) throw broken();
      this.#level = level;
    },
    sync: () => this.#wait(),
    // A getter could not see the class.
    inTransaction: false,
  };

  readonly emptied = (): boolean => {
    if (this.#open || this.busy.shift() === true) return false;
    this.#lost = false;
    this.kept = this.log.length;
    return true;
  };

  #wait(): void {
    this.waits += 1;
    if (this.fails.shift() === true) {
      this.#lost ||= this.kept < this.log.length;
      throw broken();
    }
    if (!this.#lost) this.kept = this.log.length;
  }

  #statement(sql: string): Statement {
    const run = (): { changes: number; lastInsertRowid: number } => {
      this.#run(sql);
      Object.assign(this.driver, { inTransaction: this.#open !== undefined });
      return { changes: 0, lastInsertRowid: 0 };
    };
    return { run, get: run, all: () => [] };
  }

  #run(sql: string): void {
    switch (sql) {
      case 'BEGIN IMMEDIATE':
        this.#open = [];
        return;
      case 'SAVEPOINT job':
        this.#savepoint = this.#open?.length ?? 0;
        return;
      case 'ROLLBACK TO job':
        this.#open?.splice(this.#savepoint);
        return;
      case 'ROLLBACK':
        if (this.stuck.shift() === true) throw broken();
        this.#open = undefined;
        return;
      case 'COMMIT':
        this.#commit();
    }
  }

  #commit(): void {
    const wrote = this.#open ?? [];
    // As SQLite does: what wrote nothing has nothing to wait for, and what the disk did not take is written over.
    if (this.#level === 'FULL' && wrote.length > 0) this.#wait();
    this.#open = undefined;
    this.commits.push(wrote);
    this.log.push(...wrote);
    if (this.#level === 'FULL' && wrote.length > 0 && !this.#lost) this.kept = this.log.length;
  }
}

function broken(): Error {
  return Object.assign(new Error('no disk'), { code: 'SQLITE_IOERR_FSYNC' });
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
const trouble = fc.array(fc.boolean(), { maxLength: 4 });

describe('jobs that are offered together', () => {
  it('are told they are done when a power cut would leave them, and everything they saw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { minLength: 1, maxLength: 25 }),
        fc.record({ fails: trouble, stuck: trouble, busy: trouble, refuses: trouble }),
        async (jobs, troubles) => {
          const disk = Object.assign(new Disk(), troubles);
          const { together, kept, close } = groupCommit(disk.driver, disk);
          const acknowledged: string[] = [];

          async function offer(name: string, does: string, written?: () => void): Promise<void> {
            let seen = 0;
            const work = (): string => {
              if (does === 'writes') disk.write(name);
              if (does === 'throws') {
                disk.write(name);
                throw new Error(name);
              }
              seen = disk.log.length;
              return does;
            };
            const changed = (came: string): boolean => came === 'writes';
            const tells = written && {
              written: () => {
                expect(disk.log.includes(name)).toBe(does === 'writes');
                written();
              },
            };
            try {
              await together(work, { changed, ...tells });
              expect(does).not.toBe('throws');
              expect(disk.kept).toBeGreaterThanOrEqual(seen);
              if (does === 'writes') acknowledged.push(name);
            } catch (error) {
              if (!(error instanceof StoreUnavailable)) expect(error).toMatchObject({ message: name });
            }
            if (does === 'throws') expect(disk.log).not.toContain(name);
            const before = disk.log.length;
            await kept().then(
              () => expect(disk.kept).toBeGreaterThanOrEqual(before),
              (error: unknown) => expect(error).toBeInstanceOf(StoreUnavailable),
            );
            expect(disk.log.slice(0, disk.kept)).toEqual(expect.arrayContaining(acknowledged));
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
          expect(new Set(disk.log).size).toBe(disk.log.length);
        },
      ),
      { numRuns: 500, timeout: 600_000 },
    );
  });

  it('are believed again only when the log stands in the database, once the disk failed on what was written', async () => {
    const disk = new Disk();
    const { together } = groupCommit(disk.driver, disk);
    const changed = (): boolean => true;
    const offer = (name: string): Promise<void> => together(() => disk.write(name), { changed });
    disk.fails = [true];
    // What failed stays open for a while.
    disk.stuck = [true];
    disk.busy = [true];
    const turns: Promise<unknown>[] = [];
    const written = (): void => void turns.push(offer('turn').catch((error: unknown) => error));
    await expect(together(() => disk.write('message'), { changed, written })).rejects.toThrow(/kept/);
    expect(await Promise.all(turns)).toEqual([expect.any(StoreUnavailable)]);
    await expect(offer('while somebody reads')).rejects.toThrow(/kept/);
    expect(disk).toMatchObject({ log: ['message'], kept: 0 });
    await offer('later');
    expect(disk).toMatchObject({ log: ['message', 'later'], kept: 2 });
  });

  it('keep nobody waiting who was offered with one that throws when it is told', async () => {
    const disk = new Disk();
    const { together } = groupCommit(disk.driver, disk);
    const others = together(() => disk.write('other'), { written: () => {} });
    const throwing = (): never => {
      throw new Error('not listening');
    };
    await expect(together(() => disk.write('one'), { written: throwing })).rejects.toThrow('not listening');
    await others;
    expect(disk).toMatchObject({ log: ['other', 'one'], kept: 2 });
  });

  it('wait for the disk with what is written, also where it threw when it was told', async () => {
    const disk = new Disk();
    const { together, kept } = groupCommit(disk.driver, disk);
    const throwing = (): never => {
      throw new Error('not listening');
    };
    await expect(together(() => disk.write('one'), { written: throwing })).rejects.toThrow('not listening');
    await kept();
    expect(disk).toMatchObject({ log: ['one'], kept: 1 });
  });

  it('are 256 at most', async () => {
    const disk = new Disk();
    const { together } = groupCommit(disk.driver, disk);
    await Promise.all(Array.from({ length: 600 }, (_, n) => together(() => disk.write(`${n}`))));
    expect(disk.commits.map(({ length }) => length)).toEqual([256, 256, 88]);
  });

  it('are all waited for by everybody who closes', async () => {
    const disk = new Disk();
    const { together, close } = groupCommit(disk.driver, disk);
    const closed: Promise<number>[] = [];
    const closing = async (): Promise<number> => {
      await close();
      return disk.kept;
    };
    const written = (): void => void closed.push(closing(), closing());
    await together(() => disk.write('message'), { written });
    expect(await Promise.all(closed)).toEqual([1, 1]);
  });

  it('wait for the disk once where one sets the other going', async () => {
    const disk = new Disk();
    const { together } = groupCommit(disk.driver, disk);
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

  it('is told again only when the disk has it', async () => {
    const { asked, wrap } = watched();
    const store = await openStore(scratchFile(), { wrap });
    await rounds(2);
    asked.length = 0;
    const order: string[] = [];
    const noted = async (what: string, told: Promise<Accepted | undefined>): Promise<void> => {
      expect(await told).toMatchObject({ duplicate: what !== 'first' });
      order.push(what, ...asked.splice(0));
    };
    const again: Promise<void>[] = [];
    const written = ({ chatId }: Accepted): void => {
      again.push(noted('asked', store.accepted(chatId, '1')));
      again.push(
        noted(
          'offered',
          store.accept(text('ana', '1'), () => {}),
        ),
      );
    };
    await noted('first', store.accept(text('ana', '1'), written));
    await Promise.all(again);
    // One sync for all three, and before all three.
    expect(order.slice(0, 4)).toEqual([expect.any(String), 'NORMAL', 'FULL', 'sync']);
    expect(order.filter((what) => what === 'sync')).toHaveLength(1);
    await store.close();
  });

  it('is durable by itself through a link too', async () => {
    const { asked, wrap } = watched();
    const file = scratchFile();
    symlinkSync(file, `${file}.link`);
    const store = await openStore(`${file}.link`, { wrap });
    await rounds(2);
    expect(await store.accept(text('ana', '1'), () => {})).toMatchObject({ duplicate: false });
    expect(asked.at(-1)).toBe('sync');
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
