import { web } from '../../bot/channels/capabilities/web.js';
import type { Accept, Capabilities, Channel, PhysicalMessage } from '../../bot/channels/channel.js';
import type { Content } from '../../content/load.js';
import type { Inbound } from '../../db/store.js';
import { Answers } from './answers.js';

/** A turn that takes this long was lost: the run is worth nothing. */
const patience = 15_000;
/** Milliseconds from one look for lost ones to the next: a timer for each turn is seen in the figures. */
const looks = 1000;

/** One who learns: where they stand, and who waits for their answer. */
export interface Learner {
  address: string;
  sent: number;
  /** What they can tap below the last message that wants an answer: all that they keep of it. */
  asked?: Pick<PhysicalMessage, 'buttons'> | undefined;
}

/** An answer that somebody waits for, until so long after the process began. */
interface Awaited {
  until: number;
  came: () => void;
  lost: () => void;
}

export interface Manner {
  capabilities?: Capabilities;
  right?: number;
}

/** Whose bot they write to. */
export const account = 'bench';

/**
 * Learners on a channel of their own, without HTTP: each answers what it was asked, mostly right, and takes
 * the same lesson over and over, so that one span of turns is like another.
 */
export class Learners {
  readonly channel: Channel;
  readonly #all = new Map<string, Learner>();
  readonly #answers: Answers;
  readonly #awaited = new Map<Learner, Awaited>();
  #watch: NodeJS.Timeout | undefined;
  #accept: Accept | undefined;

  /** @param capabilities of the channel they write on @param right how often they are right, 0..1 */
  constructor(content: Content, { capabilities = web, right }: Manner = {}) {
    this.#answers = new Answers(content, right);
    this.channel = {
      name: capabilities.name,
      capabilities,
      start: async () => {},
      stop: async () => {},
      send: async () => ({ kind: 'sent' }),
      // As in the web chat, a message is delivered when it stands in the history. Its body is what was laid out.
      shown: ({ address }, _n, { body }) => this.#shown(this.#all.get(address), body as PhysicalMessage),
      status: () => ({ state: 'ok' }),
    };
  }

  connect(accept: Accept): void {
    this.#accept = accept;
  }

  add(count: number, prefix: string): Learner[] {
    return Array.from({ length: count }, (_, index) =>
      this.adopt({ address: `${prefix}-${index}`, sent: 0 }),
    );
  }

  /** Takes over a learner that the file holds already. */
  adopt(learner: Learner): Learner {
    this.#all.set(learner.address, learner);
    return learner;
  }

  /** One message and its whole answer, delivered. @returns the id of the message's event */
  async turn(learner: Learner): Promise<number> {
    return this.say(learner, this.next(learner));
  }

  /** The same with something of one's own. @param wait milliseconds for the answer */
  async say(learner: Learner, content: Inbound['content'], wait = patience): Promise<number> {
    if (!this.#accept) throw new Error('nobody listens to the learners');
    const answered = new Promise<void>((came, fail) => {
      const lost = (): void =>
        fail(new Error(`${learner.address} got no answer to ${JSON.stringify(content)}`));
      this.#awaited.set(learner, { until: performance.now() + wait, came, lost });
    });
    this.#watch ??= setInterval(() => this.#look(), looks);
    learner.sent += 1;
    const { eventId } = await this.#accept(inbound(this.channel.name, learner, content));
    await answered;
    return eventId;
  }

  /** What the learner says next. */
  next(learner: Learner): Inbound['content'] {
    return this.#answers.to(learner);
  }

  /** Which step of the lesson the learner is asked, from 0; undefined where it is none. */
  questionOf(learner: Learner): number | undefined {
    return this.#answers.questionOf(learner);
  }

  /** Whether the learner is asked for words. */
  isWriting(learner: Learner): boolean {
    return this.#answers.isGap(learner);
  }

  /** The same people with a copy of the file: they do there what they would do here. */
  alike(learners: readonly Learner[]): Learner[] {
    return learners.map(({ address, sent, asked }) => this.adopt({ address, sent, asked }));
  }

  /** All of them at once, each one turn after another. */
  async turns(learners: readonly Learner[], each: number): Promise<void> {
    await Promise.all(
      learners.map(async (learner) => {
        for (let turn = 0; turn < each; turn += 1) await this.turn(learner);
      }),
    );
  }

  #shown(learner: Learner | undefined, message: PhysicalMessage): void {
    // Praise comes first and waits for nothing; what can be answered ends the turn.
    if (!learner || (!message.asks && message.buttons.length === 0)) return;
    learner.asked = { buttons: message.buttons };
    this.#awaited.get(learner)?.came();
    this.#awaited.delete(learner);
  }

  #look(): void {
    for (const { until, lost } of this.#awaited.values()) if (performance.now() > until) lost();
    if (this.#awaited.size > 0) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
  }
}

function inbound(channel: string, learner: Learner, content: Inbound['content']): Inbound {
  return {
    channel,
    account,
    chat: learner.address,
    externalId: String(learner.sent),
    sender: { address: learner.address },
    content,
    guess: { language: 'en', timeZone: 'Europe/Madrid' },
    at: Date.now(),
  };
}
