import type { Logger } from 'pino';
import type { Content } from '../../content/load.js';
import type { Store } from '../../db/store.js';
import { flows as allFlows, type Flows } from '../../flows/registry.js';
import type { Accept, Channel } from '../channels/channel.js';
import { handlers as allHandlers, type Handlers } from '../effects/registry.js';
import type { SpeechDeps } from '../effects/speech.js';
import type { TutorDeps } from '../effects/tutor/deps.js';
import type { Places } from '../providers/places.js';
import type { Proofreader } from '../providers/proofreader.js';
import { announce } from './announce.js';
import type { Clock } from './clock.js';
import { unable, type Able } from './facts.js';
import { Outbox, type OutboxDeps } from './outbox.js';
import { receiver } from './receive.js';
import { Turns, type TurnDeps } from './turns.js';

export interface EngineDeps {
  store: Store;
  content: Content;
  channels: readonly Channel[];
  places: Places;
  tutor: TutorDeps;
  proofreader: Proofreader;
  /** Absent parts are not there: sound and pictures. */
  speech?: SpeechDeps;
  /** What the speech can do; absent: nothing. */
  able?: Pick<Able, 'listens' | 'transcribes' | 'pronounces' | 'speaks' | 'draws'>;
  clock: Clock;
  log: Logger;
  /** Something is due at this moment. */
  waiting: (at: number) => void;
  measured?: TurnDeps['measured'];
  delivered?: OutboxDeps['delivered'];
  flows?: Flows;
  handlers?: Handlers;
}

/** Accept, turn, commit, deliver (DESIGN §1): the four put together. */
export class Engine {
  readonly receive: Accept;
  readonly #turns: Turns;
  readonly #outbox: Outbox;

  constructor(deps: EngineDeps) {
    const { store, content, log, places, tutor, proofreader, clock, waiting } = deps;
    const channels = new Map(deps.channels.map((channel) => [channel.name, channel]));
    const listeners = { channels, log, ...(deps.delivered && { delivered: deps.delivered }) };
    this.#turns = new Turns({
      store,
      content,
      channels,
      flows: deps.flows ?? allFlows,
      able: { ...unable, ...deps.able, tutor: tutor.models.any, proofreads: true },
      log,
      now: () => clock.now(),
      committed: (chat, turn, { appended, queued }) => {
        for (const message of appended)
          announce(listeners, chat, { kind: 'send' }, { kind: 'done' }, message);
        if (queued) this.#outbox.wake();
        for (const { at } of turn.schedule) waiting(at);
        for (const { dueAt } of turn.outbox) if (dueAt !== undefined) waiting(dueAt);
      },
      ...(deps.measured && { measured: deps.measured }),
    });
    this.#outbox = new Outbox({
      store,
      channels,
      places,
      tutor,
      proofreader,
      speech: deps.speech ?? {},
      handlers: deps.handlers ?? allHandlers,
      log,
      now: () => clock.now(),
      wake: (learnerId) => this.#turns.wake(learnerId),
      waiting,
      ...(deps.delivered && { delivered: deps.delivered }),
    });
    this.receive = receiver(store, (learnerId) => this.#turns.wake(learnerId));
  }

  /** Goes on from the last commit: what waited, and what was not delivered. */
  async start(): Promise<void> {
    this.#outbox.wake();
    await this.#turns.recover();
  }

  wake(learnerIds: readonly string[]): void {
    for (const learnerId of learnerIds) this.#turns.wake(learnerId);
  }

  /** Outbox rows may be due. */
  deliver(): void {
    this.#outbox.wake();
  }

  /** Outbox rows under way. */
  get delivering(): ReadonlySet<number> {
    return this.#outbox.running;
  }

  /** Finishes what is under way; what waits stays in the store. */
  async stop(): Promise<void> {
    await this.#turns.stop();
    await this.#outbox.stop();
  }

  /** Resolves when every turn is taken and everything due is delivered: the answer to the last is shown. */
  async idle(): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      quiet = this.#turns.idle && this.#outbox.idle ? quiet + 1 : 0;
    }
  }
}
