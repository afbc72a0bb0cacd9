import type { Logger } from 'pino';
import type { Content } from '../../content/load.js';
import {
  StoreUnavailable,
  type Chat,
  type Committed,
  type Loaded,
  type Store,
  type Turn,
} from '../../db/store.js';
import type { Flows } from '../../flows/registry.js';
import { advance, apology, needs, type Advanced, type Session } from '../../flows/session.js';
import { everyChannel } from '../channels/capabilities/registry.js';
import { web } from '../channels/capabilities/web.js';
import type { Channel } from '../channels/channel.js';
import { compose } from './compose.js';
import { FactSource, type Able } from './facts.js';
import { Backoff } from './backoff.js';

/** An event that was running at this many crashes in a row is set aside (DESIGN §2.6). */
const crashes = 5;

export interface TurnDeps {
  store: Store;
  content: Content;
  channels: ReadonlyMap<string, Channel>;
  flows: Flows;
  able?: Able | undefined;
  log: Logger;
  /** Epoch milliseconds. */
  now(): number;
  /** A turn is committed: what it appended to the chat is to be shown, the rest delivered or waited for. */
  committed(chat: Chat, turn: Turn, result: Extract<Committed, { outcome: 'committed' }>): void;
  measured?(kind: 'committed' | 'conflict' | 'aside', milliseconds: number): void;
}

/** Takes each learner's events strictly in order, different learners side by side. */
export class Turns {
  readonly #facts: FactSource;
  readonly #running = new Map<string, Promise<void>>();
  /** Learners who got another event while their last one was running. */
  readonly #again = new Set<string>();
  /** Events that this process has begun in its recovery: each start of the process counts once. */
  readonly #begun = new Set<number>();
  #recovery: Promise<void> | undefined;
  #stopping = false;

  constructor(private readonly deps: TurnDeps) {
    this.#facts = new FactSource(deps.store, deps.content, deps.able);
  }

  /** There is an event to take for this learner. */
  wake(learnerId: string): void {
    if (this.#stopping) return;
    if (this.#recovery || this.#running.has(learnerId)) {
      this.#again.add(learnerId);
      return;
    }
    const run = this.#drain(learnerId).finally(() => {
      this.#running.delete(learnerId);
      if (this.#again.delete(learnerId)) this.wake(learnerId);
    });
    this.#running.set(learnerId, run);
  }

  get idle(): boolean {
    return this.#running.size === 0 && this.#again.size === 0 && !this.#recovery;
  }

  /**
   * What a crash left waiting runs first, one event at a time, each counted before it runs: the one that
   * takes the process down is found and set aside.
   */
  recover(): Promise<void> {
    this.#recovery = this.#recover().finally(() => {
      this.#recovery = undefined;
      const woken = [...this.#again];
      this.#again.clear();
      for (const learnerId of woken) this.wake(learnerId);
    });
    return this.#recovery;
  }

  /** Takes no more; resolves when the turns that are running are committed or given up. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.allSettled([this.#recovery, ...this.#running.values()]);
  }

  /** Those who wait now and nobody else: whoever comes meanwhile is woken afterwards. */
  async #recover(): Promise<void> {
    for (const learnerId of await this.#waiting()) if (!this.#stopping) await this.#drain(learnerId, true);
  }

  async #waiting(): Promise<string[]> {
    const backoff = new Backoff();
    while (!this.#stopping) {
      try {
        return await this.deps.store.waiting(Number.MAX_SAFE_INTEGER);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        await backoff.wait();
      }
    }
    return [];
  }

  /** Until nothing waits for this learner. A store that fails is asked again; an event that fails is not. */
  async #drain(learnerId: string, counted = false): Promise<void> {
    const backoff = new Backoff();
    while (!this.#stopping) {
      try {
        const loaded = await this.deps.store.load(learnerId);
        if (!loaded) return;
        const more =
          counted && (await this.#crashed(loaded.eventId))
            ? await this.#setAside(loaded, new Error(`running at ${crashes} crashes in a row`))
            : await this.#take(loaded);
        // What was accepted since then woke this learner after its own commit.
        if (!more) return;
        backoff.reset();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) {
          this.deps.log.error({ learner: learnerId, error }, 'turn: the store failed in a way it should not');
          // One learner that cannot be read must not keep the others waiting for the end of the recovery.
          if (counted) return;
        } else
          this.deps.log.warn(
            { learner: learnerId, error: error.message },
            'turn: the store is not available',
          );
        await backoff.wait();
      }
    }
  }

  /** Counts that the event is about to run; whether it did so at too many crashes before. */
  async #crashed(eventId: number): Promise<boolean> {
    // A commit that is tried again because the disk is full is no crash.
    if (this.#begun.has(eventId)) return false;
    const times = await this.deps.store.markBegun(eventId);
    if (times <= crashes) this.#begun.add(eventId);
    return times > crashes;
  }

  /** One turn; a throw is tried once more, then the event is set aside (DESIGN §2.6). @returns as #commit */
  async #take(loaded: Loaded): Promise<boolean> {
    for (let again = false; ; again = true) {
      try {
        const began = performance.now();
        return await this.#commit(loaded, await this.#turn(loaded), began, 'committed');
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        if (again) return this.#setAside(loaded, error);
      }
    }
  }

  async #turn(loaded: Loaded): Promise<Turn> {
    const session: Session = { learner: loaded.learner, instances: loaded.instances };
    const wanted = needs(session, loaded.event, this.#facts.basics, this.deps.flows);
    const facts = await this.#facts.gather(loaded.learner, wanted, loaded.event.at);
    const advanced = advance(session, loaded.event, facts, this.deps.flows);
    return { ...this.#compose(loaded, advanced), eventState: advanced.late ? 'late' : 'done' };
  }

  /** The state stays as it was, one kind line is sent, and the event waits for people to look at it. */
  async #setAside(loaded: Loaded, error: unknown): Promise<boolean> {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.deps.log.error(
      { learner: loaded.learner.id, event: loaded.eventId, error },
      'turn: an event is set aside',
    );
    const session: Session = { learner: loaded.learner, instances: loaded.instances };
    let turn: Turn;
    try {
      turn = { ...this.#compose(loaded, apology(session, loaded.event)), eventState: 'aside', error: reason };
    } catch {
      // Not even the apology can be said (its string is broken, say): the learner's other events go on.
      const silent: Advanced = { ...apology(session, loaded.event), effects: [] };
      turn = { ...this.#compose(loaded, silent), eventState: 'aside', error: reason };
    }
    return this.#commit(loaded, turn, performance.now(), 'aside');
  }

  /** @returns whether an event of the learner waits: another one, or after a conflict perhaps the same */
  async #commit({ chat }: Loaded, turn: Turn, began: number, kind: 'committed' | 'aside'): Promise<boolean> {
    const result = await this.deps.store.commit({ ...turn, now: this.deps.now() });
    const committed = result.outcome === 'committed';
    if (committed) this.deps.committed(chat, turn, result);
    this.deps.measured?.(committed ? kind : 'conflict', performance.now() - began);
    return !committed || result.more;
  }

  #compose(loaded: Loaded, advanced: Advanced) {
    const { channel: name } = loaded.chat;
    // A channel that is switched off for now still has its limits; what is for it waits in the outbox.
    // One that nobody knows has a history that nobody reads.
    const capabilities = this.deps.channels.get(name)?.capabilities ??
      everyChannel.find((known) => known.name === name) ?? { ...web, history: false };
    return compose(loaded, advanced, this.deps.content, capabilities);
  }
}
