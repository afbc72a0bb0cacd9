import type { BotApi } from './api.js';
import { persist } from './persist.js';
import type { Standing } from './standing.js';
import { allowed } from './updates.js';

export interface SubscriptionDeps {
  api: BotApi;
  publicUrl: string;
  secret: string;
  standing: Standing;
  /** Milliseconds before the second try. */
  pause: number;
}

/** Tells Telegram where to bring updates, until it has understood. What waits there is kept. */
export class Subscription {
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(private readonly deps: SubscriptionDeps) {}

  start(): void {
    const { standing, pause } = this.deps;
    const { signal } = this.#stopping;
    this.#running ??= persist(() => this.#subscribe(), {
      pause,
      signal,
      failed(failure) {
        standing.ill('updates', failure);
        return true;
      },
    });
  }

  /** The webhook stays: what is written while we are away is brought when we are back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #subscribe(): Promise<void> {
    const { api, publicUrl, secret, standing } = this.deps;
    const url = `${publicUrl.replace(/\/+$/, '')}/gateway/webhook/telegram`;
    const wanted = { url, secret_token: secret, allowed_updates: [...allowed], drop_pending_updates: false };
    await api.call('setWebhook', wanted, this.#stopping.signal);
    standing.well('updates');
  }
}
