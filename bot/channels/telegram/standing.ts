import type { Channel } from '../channel.js';
import type { ApiFailure } from './api.js';

type Part = 'updates' | 'sending';

/** How the channel is, for /health: what fails now, with what would mend it. */
export class Standing {
  readonly #troubles = new Map<Part, string>([['updates', 'not connected yet']]);

  constructor(private readonly changed: (detail: string | undefined) => void) {}

  well(part: Part): void {
    if (!this.#troubles.delete(part)) return;
    this.changed(this.#detail());
  }

  /** @returns whether this is news */
  ill(part: Part, failure: ApiFailure): void {
    const detail = remedied(failure);
    if (this.#troubles.get(part) === detail) return;
    this.#troubles.set(part, detail);
    this.changed(this.#detail());
  }

  status(): ReturnType<Channel['status']> {
    const detail = this.#detail();
    return detail === undefined ? { state: 'ok' } : { state: 'degraded', detail };
  }

  #detail(): string | undefined {
    return this.#troubles.size === 0 ? undefined : [...new Set(this.#troubles.values())].join('; ');
  }
}

/** What is wrong and what to do, in one line. */
export function remedied(failure: ApiFailure): string {
  const { code, message } = failure;
  if (failure.tokenRefused)
    return 'the token is refused: set TELEGRAM_BOT_TOKEN to the one that @BotFather shows';
  if (code === 409 && /webhook/i.test(failure.description))
    return 'a webhook is set for this bot by somebody else: stop the other program, then restart this one';
  if (code === 409)
    return 'another program polls with this token: stop it, or get a token of its own from @BotFather';
  if (code === 429) return 'Telegram asks us to wait; it goes on by itself';
  if (code === 400 && failure.method === 'setWebhook')
    return `the webhook is refused (${failure.description}): PUBLIC_URL must be an https address that Telegram reaches`;
  if (code === undefined) return 'Telegram cannot be reached: see whether this machine has a connection';
  return `${message}; it is tried again by itself`;
}
