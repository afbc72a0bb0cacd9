import type { Logger } from 'pino';
import { StoreUnavailable, type OutboxRow } from '../../db/store.js';
import type { Presence } from '../channels/channel.js';
import { retryAt, type HandlerDeps, type Outcome } from '../effects/handler.js';
import type { Handlers } from '../effects/registry.js';
import { announce, type AnnounceDeps } from './announce.js';
import { Backoff } from './backoff.js';
import { inTime, TimeOut } from './in-time.js';

/** Rows under way at once. Sends and the rest are bounded apart, so that hanging vendors hold up no send. */
const atOnce = { sends: 200, rest: 50 };

/** An attempt that takes longer has failed; what it may still come to is waited for another three seconds. */
const patience = 27_000;

export interface OutboxDeps extends Omit<HandlerDeps, 'signal'> {
  handlers: Handlers;
  log: Logger;
  /** A result became an event of this learner. */
  wake(learnerId: string): void;
  /** A row is due at this moment. */
  waiting(at: number): void;
  delivered?: AnnounceDeps['delivered'];
  /** Milliseconds an attempt may take. */
  patience?: number;
}

/**
 * Carries out what turns committed: a chat's sends one after another, everything else side by side. A row is
 * one physical message or one vendor call; only this repeats one that failed (DESIGN §2.2, 2.7, 2.8).
 */
export class Outbox {
  readonly #runs = new Set<Promise<void>>();
  /** Rows not to take: under way, or not to be settled and left alone until the next start. */
  readonly #held = new Set<number>();
  readonly #backoff = new Backoff();
  #rest = 0;
  #pumping = false;
  #again = false;
  #stopping = false;

  constructor(private readonly deps: OutboxDeps) {}

  get idle(): boolean {
    return this.#runs.size === 0 && !this.#pumping;
  }

  /** Rows that are due and nothing to wake for. */
  get running(): ReadonlySet<number> {
    return this.#held;
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
      if (!this.#again) return;
      this.#again = false;
      this.wake();
    });
  }

  /** Begins nothing more; resolves when what is under way is settled. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#runs);
  }

  async #pump(): Promise<void> {
    // Rows that end together are followed up together.
    await new Promise((resolve) => setImmediate(resolve));
    this.#again = false;
    try {
      const free = atOnce.sends - (this.#runs.size - this.#rest);
      const full = this.#rest >= atOnce.rest;
      const rows = await this.deps.store.claim(this.deps.now(), free, this.#held, full);
      for (const row of rows) {
        if (this.#stopping || this.#held.has(row.id)) continue;
        if (row.ordered || this.#rest < atOnce.rest) this.#begin(row);
      }
      // Whatever else was among the rows may have kept sends out of them.
      if (!full && this.#rest >= atOnce.rest) this.#again = true;
      this.#backoff.reset();
    } catch (error) {
      this.deps.log.warn({ error }, 'outbox: the store is not available');
      await this.#backoff.wait();
      this.#again = true;
    }
  }

  #begin(row: OutboxRow): void {
    this.#held.add(row.id);
    if (!row.ordered) this.#rest += 1;
    const run = this.#run(row).finally(() => {
      if (!row.ordered) this.#rest -= 1;
      this.#runs.delete(run);
      this.wake();
    });
    this.#runs.add(run);
  }

  /** Never rejects: a row that cannot be settled stays held. */
  async #run(row: OutboxRow): Promise<void> {
    try {
      await this.#deliver(row);
      this.#held.delete(row.id);
    } catch (error) {
      this.deps.log.error({ effect: row.id, kind: row.kind, error }, 'outbox: a row cannot be settled');
    }
  }

  async #deliver(row: OutboxRow): Promise<void> {
    const outcome = await this.#attempt(row);
    try {
      await this.#settle(row, outcome);
    } catch (error) {
      this.deps.log.error(
        { effect: row.id, kind: row.kind, error },
        'outbox: an outcome that cannot be kept',
      );
      await this.#settle(row, lost(row, error));
    }
  }

  async #attempt(row: OutboxRow): Promise<Outcome> {
    const { deps } = this;
    try {
      const handler = deps.handlers[row.kind];
      if (!handler) throw new Error(`no handler for ${row.kind}`);
      const presence = presenceOf(row);
      if (presence !== undefined)
        this.#tell(row, () => deps.channels.get(row.chat.channel)?.presence?.(row.chat, presence));
      return await inTime(async (signal) => handler(row, { ...deps, signal }), deps.patience ?? patience);
    } catch (error) {
      if (!(error instanceof StoreUnavailable))
        deps.log.error({ effect: row.id, kind: row.kind, error }, 'outbox');
      // Somebody waits for the answer: what hangs twice would hang for ever.
      if (error instanceof TimeOut && row.attempts > 0 && row.request !== undefined) return lost(row, error);
      return { kind: 'retry', at: retryAt(row, deps.now()), error: String(error) };
    }
  }

  /** What happened, happened: it is settled however long the store takes to come back. */
  async #settle(row: OutboxRow, outcome: Outcome): Promise<void> {
    const backoff = new Backoff();
    while (!this.#stopping || backoff.fresh) {
      try {
        const { chatId, learnerId: asker } = row;
        const of = { chatId, learnerId: asker };
        const settled = await this.deps.store.settle({ id: row.id, at: this.deps.now(), outcome, of });
        const { message, learnerId } = settled;
        if (outcome.kind === 'retry') this.deps.waiting(outcome.at);
        if (learnerId !== undefined) this.deps.wake(learnerId);
        announce(this.deps, row.chat, row, outcome, message);
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        await backoff.wait();
      }
    }
  }

  /** What listens must not undo what is done. */
  #tell(row: OutboxRow, hook: () => void): void {
    try {
      hook();
    } catch (error) {
      this.deps.log.error({ effect: row.id, error }, 'outbox: a listener threw');
    }
  }
}

/** Whoever asked is told that nothing will come of it: they wait for as long as it takes. */
function lost({ request }: OutboxRow, error: unknown): Outcome {
  if (request === undefined) return { kind: 'rejected', error: String(error) };
  return { kind: 'result', request, result: { kind: 'failed', reason: 'unavailable' } };
}

/** What is shown while it is under way. What is only said beside an answer is not announced. */
function presenceOf({ ordered, kind, payload }: OutboxRow): Presence | undefined {
  if (kind === 'speak') return 'recording';
  const beside = kind === 'proofread' || (payload as { beside?: unknown }).beside === true;
  return ordered || beside ? undefined : 'typing';
}
