import type { Logger } from 'pino';
import type { Store } from '../../db/store.js';
import type { Clock } from '../engine/clock.js';

/** setTimeout overflows beyond 24.8 days; a machine that slept is noticed within this. */
const longest = 3_600_000;
/** What was due at once and is still there is looked at no more often than this. */
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
  #wakesAt = Infinity;
  #stopped = false;
  #ticking: Promise<void> | undefined;

  constructor(private readonly deps: PollerDeps) {}

  /** Something was scheduled: sleep no longer than until then. */
  reschedule(): void {
    if (this.#stopped || this.#ticking) return;
    void this.#sleep();
  }

  /** Fires what is due now. Also what a test with a clock of its own calls. */
  async tick(): Promise<void> {
    this.#ticking ??= this.#tick().finally(() => {
      this.#ticking = undefined;
      if (!this.#stopped) void this.#sleep();
    });
    await this.#ticking;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#ticking;
  }

  async #tick(): Promise<void> {
    try {
      const fired = await this.deps.store.fireTimers(this.deps.clock.now());
      if (fired.length > 0) this.deps.fired(fired);
      this.deps.due();
    } catch (error) {
      this.deps.log.warn({ error }, 'poller: the store is not available');
    }
  }

  async #sleep(): Promise<void> {
    let next: number | undefined;
    try {
      next = await this.deps.store.nextDue(this.deps.running());
    } catch {
      next = this.deps.clock.now() + shortest;
    }
    if (this.#stopped) return;
    const now = this.deps.clock.now();
    const wakesAt = Math.max(now + shortest, Math.min(next ?? Infinity, now + longest));
    if (this.#timer && wakesAt === this.#wakesAt) return;
    clearTimeout(this.#timer);
    this.#wakesAt = wakesAt;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.tick();
    }, wakesAt - now);
    // An engine with nothing left but a reminder tomorrow may end.
    this.#timer.unref();
  }
}
