/** Milliseconds that a send may wait in its place; one that must wait longer comes back later. */
const inPlace = 1_000;
/** It comes back so much earlier than its slot that nothing on its way makes it late. */
const early = 500;
/** A slot that nobody came for is given up. */
const stale = 60_000;
const kept = 20_000;

export interface RatesOptions {
  /** Milliseconds between two messages to one chat. */
  chatInterval: number;
  /** Messages a second to all chats. */
  perSecond: number;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

interface Line {
  /** The chat's next message may leave then. */
  free: number;
  /** Its place in the common line. */
  slot?: number;
}

/**
 * Telegram's limits: one message a second to a chat, 30 a second in all, and whatever it tells us to wait. Places in the
 * common line are given in the order of asking and kept while a send comes back later, so that a thousand answers leave
 * at 30 a second and none waits longer. A chat that must wait takes no place meanwhile.
 */
export class Rates {
  readonly #chats = new Map<string, Line>();
  readonly #interval: number;
  /** The next place in the common line. */
  #next = 0;
  /** When the next message may really leave: places are planned, this is kept. */
  #gate = 0;
  #pausedUntil = 0;
  #refused: { chat: string; until: number } | undefined;

  constructor(private readonly options: RatesOptions) {
    this.#interval = 1000 / options.perSecond;
  }

  /** Resolves when a message to the chat may leave; or with the milliseconds after which to ask again. */
  async turn(chat: string): Promise<number | undefined> {
    for (;;) {
      const wait = this.#wait(chat);
      if (wait === 0) return undefined;
      if (wait > inPlace) return wait - early;
      await this.options.sleep(wait);
    }
  }

  /**
   * The server told us to wait. It does not say whether that is about the chat or about all: a second chat that is
   * refused while the first still waits means all.
   */
  refused(chat: string, milliseconds: number): void {
    const now = this.options.now();
    const until = now + milliseconds;
    const line = this.#lineOf(chat);
    line.free = Math.max(line.free, until);
    const before = this.#refused;
    if (before && before.chat !== chat && before.until > now) {
      this.#pausedUntil = Math.max(this.#pausedUntil, until);
    }
    this.#refused = { chat, until };
  }

  /** Milliseconds until the chat's turn; 0 takes it. */
  #wait(chat: string): number {
    const now = this.options.now();
    const line = this.#lineOf(chat);
    const free = Math.max(line.free, this.#pausedUntil);
    if (free > now) return free - now;
    const slot = this.#slot(line, now);
    if (slot > now) return slot - now;
    if (this.#gate > now) return this.#gate - now;
    this.#gate = Math.max(this.#gate, now - this.#interval) + this.#interval;
    line.free = now + this.options.chatInterval;
    delete line.slot;
    return 0;
  }

  #slot(line: Line, now: number): number {
    if (line.slot !== undefined) return line.slot;
    line.slot = Math.max(now, this.#next);
    this.#next = line.slot + this.#interval;
    return line.slot;
  }

  #lineOf(chat: string): Line {
    const found = this.#chats.get(chat);
    if (found) return found;
    if (this.#chats.size >= kept) this.#forget();
    const line = { free: 0 };
    this.#chats.set(chat, line);
    return line;
  }

  #forget(): void {
    const now = this.options.now();
    for (const [chat, { free, slot }] of this.#chats)
      if (free <= now && (slot === undefined || slot < now - stale)) this.#chats.delete(chat);
  }
}
