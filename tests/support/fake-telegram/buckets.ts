import { Refusal } from './refusal.js';

export interface Limits {
  /** Messages a second to one chat, and how many may come at once after a rest (Telegram is lenient; it does not say how). */
  perChat: number;
  chatBurst: number;
  /** Messages a second to all chats, and at once. */
  perSecond: number;
  burst: number;
}

/** Telegram's own figures, with a leniency of three messages at once to a chat. */
export const official: Limits = { perChat: 1, chatBurst: 3, perSecond: 30, burst: 30 };

interface Bucket {
  tokens: number;
  at: number;
}

/** Counts messages as a bucket that fills itself again. */
export class Buckets {
  readonly #chats = new Map<number, Bucket>();
  readonly #all: Bucket;

  constructor(
    private readonly limits: Limits,
    private readonly now: () => number,
  ) {
    this.#all = { tokens: limits.burst, at: now() };
  }

  /** @throws Refusal 429 with `retry_after`; what is refused is not counted */
  take(chat: number): void {
    const { perChat, chatBurst, perSecond, burst } = this.limits;
    const own = this.#chats.get(chat) ?? { tokens: chatBurst, at: this.now() };
    this.#chats.set(chat, own);
    this.#fill(own, perChat, chatBurst);
    this.#fill(this.#all, perSecond, burst);
    if (own.tokens < 1) throw tooMany((1 - own.tokens) / perChat);
    if (this.#all.tokens < 1) throw tooMany((1 - this.#all.tokens) / perSecond);
    own.tokens -= 1;
    this.#all.tokens -= 1;
  }

  #fill(bucket: Bucket, perSecond: number, most: number): void {
    const now = this.now();
    bucket.tokens = Math.min(most, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
  }
}

function tooMany(seconds: number): Refusal {
  const after = Math.max(1, Math.ceil(seconds));
  return new Refusal(429, `Too Many Requests: retry after ${after}`, after);
}
