import { Refusal } from './refusal.js';

export interface Update {
  update_id: number;
  [kind: string]: unknown;
}

interface Webhook {
  url: string;
  secret: string;
}

/** What the server sends when a bot has not said what it wants: everything but these. */
const unasked = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** Updates that wait for the bot, until it confirms them by offset or answers its webhook with 200. */
export class Queue {
  readonly waiting: Update[] = [];
  /** How often an update was handed over, by number. */
  readonly delivered = new Map<number, number>();
  webhook: Webhook | undefined;
  lastError: string | undefined;
  #allowed: readonly string[] | undefined;
  #next: number;
  #poll: { end(): void; conflict(): void } | undefined;
  #delivering = false;
  #closed = false;

  /** @param first number of the first update; the real ones start anywhere */
  constructor(first: number) {
    this.#next = first;
  }

  add(happened: Record<string, unknown>): number {
    const update_id = this.#next;
    this.#next += 1;
    const [kind = ''] = Object.keys(happened);
    const wanted = this.#allowed?.includes(kind) ?? !unasked.has(kind);
    if (wanted) this.put({ update_id, ...happened });
    return update_id;
  }

  /** As it is, whatever it is: also one that was confirmed before. */
  put(update: Update): void {
    this.waiting.push(update);
    this.#poll?.end();
    void this.#deliver();
  }

  allow(kinds: unknown): void {
    if (Array.isArray(kinds)) this.#allowed = kinds.length > 0 ? (kinds as string[]) : undefined;
  }

  /** Numbers start somewhere else, as after a quiet week. */
  restartAt(update_id: number): void {
    this.#next = update_id;
  }

  /** @throws Refusal 409 while a webhook is set, or when another poll comes */
  async poll(asked: {
    offset: number;
    limit: number;
    seconds: number;
    gone: Promise<void>;
  }): Promise<Update[]> {
    if (this.webhook)
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    this.#poll?.conflict();
    this.#confirm(asked.offset);
    if (this.waiting.length === 0 && asked.seconds > 0) await this.#something(asked.seconds, asked.gone);
    const batch = this.waiting.slice(0, asked.limit);
    for (const { update_id } of batch) this.#count(update_id);
    return batch;
  }

  setWebhook(webhook: Webhook | undefined, drop: boolean): void {
    this.webhook = webhook;
    if (drop) this.waiting.length = 0;
    if (webhook) this.#poll?.conflict();
    void this.#deliver();
  }

  close(): void {
    this.#closed = true;
    this.#poll?.end();
  }

  #confirm(offset: number): void {
    if (offset < 0) this.waiting.splice(0, Math.max(0, this.waiting.length + offset));
    else if (offset > 0)
      this.waiting.splice(0, this.waiting.length, ...this.waiting.filter((one) => one.update_id >= offset));
  }

  async #something(seconds: number, gone: Promise<void>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const over = (then: () => void) => (): void => {
        clearTimeout(timer);
        if (this.#poll === poll) this.#poll = undefined;
        then();
      };
      const terminated = new Refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      );
      const poll = { end: over(resolve), conflict: over(() => reject(terminated)) };
      const timer = setTimeout(poll.end, seconds * 1000);
      this.#poll = poll;
      void gone.then(poll.end);
    });
  }

  /** One after another, each until it is taken. */
  async #deliver(): Promise<void> {
    if (this.#delivering) return;
    this.#delivering = true;
    while (this.webhook && this.waiting.length > 0 && !this.#closed) {
      const [update] = this.waiting;
      if (!update) break;
      this.#count(update.update_id);
      if (await this.#post(this.webhook, update)) this.waiting.splice(this.waiting.indexOf(update), 1);
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.#delivering = false;
  }

  async #post({ url, secret }: Webhook, update: Update): Promise<boolean> {
    try {
      const { status } = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify(update),
        signal: AbortSignal.timeout(10_000),
      });
      this.lastError = status === 200 ? this.lastError : `Wrong response from the webhook: ${status}`;
      return status === 200;
    } catch {
      this.lastError = 'Connection refused';
      return false;
    }
  }

  #count(update_id: number): void {
    this.delivered.set(update_id, (this.delivered.get(update_id) ?? 0) + 1);
  }
}
