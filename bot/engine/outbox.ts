import type { Logger } from 'pino';
import { StoreUnavailable, type ChatMessage, type OutboxRow, type Settlement } from '../../db/store.js';
import { retryAt, type HandlerDeps } from '../effects/handler.js';
import type { Handlers } from '../effects/registry.js';
import { Backoff } from './backoff.js';

/** Rows under way at once: vendor effects are bounded, and so is memory. */
const atOnce = 200;

export interface OutboxDeps extends HandlerDeps {
  handlers: Handlers;
  log: Logger;
  /** A result became an event of this learner. */
  wake(learnerId: string): void;
  /** A row is due later, or something became due. */
  waiting(): void;
  delivered?(
    row: OutboxRow,
    outcome: Settlement['outcome'] | undefined,
    message: ChatMessage | undefined,
  ): void;
}

/**
 * Carries out what turns committed: a chat's sends one after another, everything else side by side. A row is
 * one physical message or one vendor call; only this repeats one that failed (DESIGN §2.2, 2.7, 2.8).
 */
export class Outbox {
  readonly #running = new Map<number, Promise<void>>();
  #pumping = false;
  #again = false;
  #stopping = false;

  constructor(private readonly deps: OutboxDeps) {}

  get idle(): boolean {
    return this.#running.size === 0 && !this.#pumping;
  }

  /** Rows under way. */
  get running(): ReadonlySet<number> {
    return new Set(this.#running.keys());
  }

  /** Something may be due. */
  wake(): void {
    if (this.#stopping) return;
    if (this.#pumping) {
      this.#again = true;
      return;
    }
    this.#pumping = true;
    void this.#pump().finally(() => {
      this.#pumping = false;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
      this.deps.waiting();
    });
  }

  /** Begins nothing more; resolves when what is under way is settled. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#running.values());
  }

  async #pump(): Promise<void> {
    try {
      const free = atOnce - this.#running.size;
      if (free <= 0) return;
      const rows = await this.deps.store.claim(this.deps.now(), free, this.running);
      for (const row of rows) {
        if (this.#stopping || this.#running.has(row.id)) continue;
        const run = this.#deliver(row).finally(() => {
          this.#running.delete(row.id);
          this.wake();
        });
        this.#running.set(row.id, run);
      }
    } catch (error) {
      this.deps.log.warn({ error }, 'outbox: the store is not available');
      await new Backoff().wait();
      this.#again = true;
    }
  }

  async #deliver(row: OutboxRow): Promise<void> {
    const { deps } = this;
    if (!row.ordered) deps.channels.get(row.chat.channel)?.presence?.(row.chat, 'typing');
    const handler = deps.handlers[row.kind];
    let outcome: Awaited<ReturnType<NonNullable<typeof handler>>>;
    try {
      if (!handler) throw new Error(`no handler for ${row.kind}`);
      outcome = await handler(row, deps);
    } catch (error) {
      if (!(error instanceof StoreUnavailable))
        deps.log.error({ effect: row.id, kind: row.kind, error }, 'outbox');
      outcome = { kind: 'retry', at: retryAt(row, deps.now()), error: String(error) };
    }
    if (outcome === 'erased') {
      deps.delivered?.(row, undefined, undefined);
      return;
    }
    await this.#settle(row, outcome);
  }

  /** What happened, happened: it is settled however long the store takes to come back. */
  async #settle(row: OutboxRow, outcome: Settlement['outcome']): Promise<void> {
    const backoff = new Backoff();
    for (;;) {
      try {
        const settled = await this.deps.store.settle({ id: row.id, at: this.deps.now(), outcome });
        if (settled.message) this.deps.channels.get(row.chat.channel)?.shown?.(row.chat, settled.message.n);
        if (settled.learnerId !== undefined) this.deps.wake(settled.learnerId);
        this.deps.delivered?.(row, outcome, settled.message);
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        if (this.#stopping) return;
        await backoff.wait();
      }
    }
  }
}
