import type { Logger } from 'pino';
import type { Store } from '../../db/store.js';
import type { Clock } from '../engine/clock.js';

/** setTimeout overflows beyond 24.8 days; a machine that slept is noticed within this. */
const longest = 3_600_000;
/** What is due and cannot go yet (its line is held up) is looked at no more often than this. */
const shortest = 250;

export interface PollerDeps {
  store: Store;
  clock: Clock;
  log: Logger;
  /** Learners whose timer became an event. */
  fired(learnerIds: string[]): void;
  /** Outbox rows may be due. */
  due(): void;
  /** Outbox rows under way: they are due, and nothing to wake for. */
  running(): ReadonlySet<number>;
}

/** Timers and delayed sends: sleeps until the next moment something is due, rather than asking again and again. */
export class Poller {
  #timer: NodeJS.Timeout | undefined;
  /** When it wakes; a moment that comes later is found when it has. */
  #wakesAt = Infinity;
  #stopped = false;
  #ticking: Promise<void> | undefined;

  constructor(private readonly deps: PollerDeps) {}

  /** Something is due at this moment: sleep no longer than until then. */
  expect(at: number): void {
    if (this.#stopped || at >= this.#wakesAt) return;
    clearTimeout(this.#timer);
    this.#wakesAt = at;
    const sleep = Math.min(longest, Math.max(0, at - this.deps.clock.now()));
    this.#timer = setTimeout(() => void this.tick(), sleep);
    // An engine with nothing left but a reminder tomorrow may end.
    this.#timer.unref();
  }

  /** Fires what is due now. Also what a test with a clock of its own calls. */
  async tick(): Promise<void> {
    // Whoever starts may be told to stop on the way.
    if (this.#stopped) return;
    this.#ticking ??= this.#tick().finally(() => {
      this.#ticking = undefined;
    });
    await this.#ticking;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#ticking;
  }

  async #tick(): Promise<void> {
    const { store, clock, log } = this.deps;
    clearTimeout(this.#timer);
    this.#wakesAt = Infinity;
    const soon = clock.now() + shortest;
    try {
      const learnerIds = await store.fireTimers(clock.now());
      if (learnerIds.length > 0) this.deps.fired(learnerIds);
      this.deps.due();
      const next = await store.nextDue(this.deps.running());
      this.expect(Math.max(soon, Math.min(next ?? Infinity, clock.now() + longest)));
    } catch (error) {
      log.warn({ error }, 'poller: the store is not available');
      this.expect(soon);
    }
  }
}
