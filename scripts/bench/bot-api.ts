import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Messages a second. Telegram names these two; that a chat may take three at once after a rest, and all 30, is lenient. */
export const official = { perChat: 1, chatBurst: 3, perSecond: 30, burst: 30 };

export interface BotApiOptions {
  /** How many of the bot's seconds pass in one of ours: the limits are as many times higher. */
  factor: number;
  /** A message was delivered. */
  sent(chat: number, message: Readonly<Record<string, unknown>>): void;
}

type Body = Readonly<Record<string, unknown>>;

/** As much of the Bot API as a crowd needs, on the loopback address: updates by polling, and the limits on sending. */
export class BotApiServer {
  /** Messages that were refused with 429. */
  refused = 0;
  readonly #waiting: { update_id: number }[] = [];
  readonly #chats = new Map<number, Bucket>();
  readonly #all: Bucket;
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  #poll: (() => void) | undefined;
  #updates = 0;
  #messages = 0;

  constructor(private readonly options: BotApiOptions) {
    this.#all = new Bucket(official.perSecond * options.factor, official.burst);
  }

  /** @returns base URL */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** All of this happened at this moment. */
  happen(updates: readonly Body[]): void {
    for (const update of updates) this.#waiting.push({ update_id: (this.#updates += 1), ...update });
    this.#poll?.();
  }

  async close(): Promise<void> {
    this.#poll?.();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as Body);
    const answer = await this.#answer(request.url?.split('/').at(-1) ?? '', body);
    response.writeHead('ok' in answer && answer.ok === false ? 429 : 200, {
      'content-type': 'application/json',
    });
    response.end(JSON.stringify(answer));
  }

  async #answer(method: string, body: Body): Promise<Body> {
    switch (method) {
      case 'getUpdates':
        return { ok: true, result: await this.#updatesFrom(body) };
      case 'sendMessage':
        return this.#send(body);
      case 'getMe':
        return { ok: true, result: { id: 1, is_bot: true, first_name: 'Bench', username: 'bench_bot' } };
      default:
        return { ok: true, result: true };
    }
  }

  async #updatesFrom({ offset, limit, timeout }: Body): Promise<unknown[]> {
    const confirmed = this.#waiting.findIndex(({ update_id }) => update_id >= Number(offset ?? 0));
    this.#waiting.splice(0, confirmed === -1 ? this.#waiting.length : confirmed);
    if (this.#waiting.length === 0) {
      await new Promise<void>((resolve) => {
        const over = setTimeout(resolve, Number(timeout ?? 0) * 1000);
        this.#poll = () => {
          clearTimeout(over);
          resolve();
        };
      });
      this.#poll = undefined;
    }
    return this.#waiting.slice(0, Number(limit ?? 100));
  }

  #send(message: Body): Body {
    const chat = Number(message['chat_id']);
    const own =
      this.#chats.get(chat) ?? new Bucket(official.perChat * this.options.factor, official.chatBurst);
    this.#chats.set(chat, own);
    const wait = Math.max(own.wait(), this.#all.wait());
    if (wait > 0) {
      this.refused += 1;
      const retry_after = Math.max(1, Math.ceil(wait));
      return {
        ok: false,
        error_code: 429,
        description: `Too Many Requests: retry after ${retry_after}`,
        parameters: { retry_after },
      };
    }
    own.take();
    this.#all.take();
    this.options.sent(chat, message);
    return {
      ok: true,
      result: { message_id: (this.#messages += 1), date: 0, chat: { id: chat, type: 'private' } },
    };
  }
}

/** Fills itself again. */
class Bucket {
  #tokens: number;
  #at = performance.now();

  constructor(
    private readonly perSecond: number,
    private readonly most: number,
  ) {
    this.#tokens = most;
  }

  /** Seconds until there is a token. */
  wait(): number {
    const now = performance.now();
    this.#tokens = Math.min(this.most, this.#tokens + ((now - this.#at) / 1000) * this.perSecond);
    this.#at = now;
    return Math.max(0, (1 - this.#tokens) / this.perSecond);
  }

  take(): void {
    this.#tokens -= 1;
  }
}
