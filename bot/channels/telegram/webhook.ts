import { createHash, timingSafeEqual } from 'node:crypto';
import type { WebhookAnswer, WebhookRequest, WebhookRoute } from '../channel.js';

/** Bytes; a message quotes at most one other, each of 4,096 characters, with their entities. */
const limit = 512 * 1024;

export interface WebhookDeps {
  secret: string;
  /** Resolves when the update is stored, or is none that is stored. */
  take: (update: unknown) => Promise<void>;
}

/** Where Telegram brings updates. Stored before it is answered, worked off afterwards. */
export function webhookRoute({ secret, take }: WebhookDeps): WebhookRoute {
  const handle = async ({ header, body }: WebhookRequest): Promise<WebhookAnswer> => {
    if (!isSame(header('x-telegram-bot-api-secret-token') ?? '', secret))
      return { status: 401, detail: 'The secret of this webhook is another one.' };
    const update = parsed(body);
    if (update === undefined) return { status: 400, detail: 'The body is not valid JSON in UTF-8.' };
    await take(update);
    return { status: 200 };
  };
  return { method: 'POST', path: '/gateway/webhook/telegram', limit, handle };
}

/** In a time that tells nothing: digests are equally long whatever was sent. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** undefined for what is no JSON; SyntaxError, invalid UTF-8, or nested deeper than the parser's stack. */
function parsed(body: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return value ?? null;
  } catch {
    return undefined;
  }
}
