import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Buckets, type Limits } from './buckets.js';
import type { Shown } from './chats.js';
import type { Kept } from './files.js';
import { FakeLearner, type Person } from './learner.js';
import { methods } from './methods.js';
import { Queue } from './queue.js';
import { badRequest, Refusal } from './refusal.js';

export interface FakeOptions {
  token?: string;
  /** None are enforced where they are left out; `official` are Telegram's. */
  limits?: Limits;
  /** Whether it knows sendMessageDraft (Bot API 9.3). */
  drafts?: boolean;
  /** Whether a webhook must be https, as at the real one; a test's own is not. */
  secure?: boolean;
  /** Milliseconds after which a learner who waits for a message says what they see instead. */
  patience?: number;
  /** Number of the first update. */
  firstUpdate?: number;
}

export interface Call {
  method: string;
  payload: Readonly<Record<string, unknown>>;
  /** Milliseconds of the server's clock. */
  at: number;
  /** 200, or why not. */
  status: number;
}

/** What a call comes to instead of its answer. */
export type Fault =
  | { code: number; description: string; retryAfter?: number }
  /** The connection breaks, after the call was carried out or before. */
  | { broken: 'before' | 'after' }
  /** What it waits for before it is carried out. */
  | { held: Promise<unknown> };

/** A Bot API server on the loopback address (see index.ts). */
export class FakeTelegram {
  readonly calls: Call[] = [];
  readonly queue: Queue;
  readonly buckets: Buckets | undefined;
  /** Callback queries, and whether they were answered. */
  readonly queries = new Map<string, 'open' | 'answered'>();
  /** `commands es`, `description `, `short_description es` … */
  readonly profile = new Map<string, unknown>();
  /** Every file that was sent by anybody, by its id. */
  readonly files = new Map<string, Kept>();
  /** What the bot wrote in groups, by chat. */
  readonly groups = new Map<number, Shown[]>();
  /** Told of every call as it comes, and when it is carried out but not answered yet. */
  watch: ((call: Call, moment: 'asked' | 'done', result?: unknown) => void) | undefined;
  readonly token: string;
  readonly patience: number;
  readonly drafts: boolean;
  readonly insecure: boolean;
  readonly bot: Readonly<Record<string, unknown>>;
  readonly #learners = new Map<number, FakeLearner>();
  readonly #faults: { method: string; fault: Fault; chat?: number; times: number }[] = [];
  #messages = 100;

  private constructor(
    private readonly server: Server,
    options: FakeOptions,
  ) {
    this.token = options.token ?? '7000000001:AAFakeTokenOfTheTests_0123456789';
    this.queue = new Queue(options.firstUpdate ?? 500_000);
    this.buckets = options.limits && new Buckets(options.limits, () => this.now());
    this.patience = options.patience ?? 300_000;
    this.drafts = options.drafts ?? true;
    this.insecure = options.secure !== true;
    this.bot = {
      id: Number(this.token.split(':')[0]),
      is_bot: true,
      first_name: 'Parley',
      username: 'parley_test_bot',
    };
    server.on('request', (request, response) => void this.#handle(request, response));
  }

  static async open(options: FakeOptions = {}): Promise<FakeTelegram> {
    const server = createServer();
    const telegram = new FakeTelegram(server, options);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return telegram;
  }

  /** Base URL: TELEGRAM_API_ROOT. */
  get root(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  learner(person: Partial<Person> = {}): FakeLearner {
    const learner = new FakeLearner(this, { id: 9_000_000 + this.#learners.size, ...person });
    this.#learners.set(learner.id, learner);
    return learner;
  }

  /** The next calls of this method come to that; to this chat only, where one is given. */
  fail(method: string, fault: Fault, times = 1, chat?: number): void {
    this.#faults.push({ method, fault, times, ...(chat !== undefined && { chat }) });
  }

  /** Calls of a method that were answered with 200. */
  done(method: string): Call[] {
    return this.calls.filter((call) => call.method === method && call.status === 200);
  }

  /** The learner behind a chat, where the bot may write to them. @throws Refusal 400, 403 */
  reachable(chat: number): FakeLearner {
    const learner = this.#learners.get(chat);
    if (!learner) throw badRequest('chat not found');
    if (learner.blocked) throw new Refusal(403, 'Forbidden: bot was blocked by the user');
    if (!learner.begun) throw new Refusal(403, "Forbidden: bot can't initiate conversation with a user");
    return learner;
  }

  /** @returns the file's id */
  keep(file: Kept): string {
    const id = `F${this.files.size + 1}AgADBAADZ-xyz`;
    this.files.set(id, file);
    return id;
  }

  nextMessage(): number {
    this.#messages += 1;
    return this.#messages;
  }

  now(): number {
    return performance.now();
  }

  seconds(): number {
    return Math.floor(Date.now() / 1000);
  }

  async close(): Promise<void> {
    this.queue.close();
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new Promise<void>((resolve) => response.on('close', resolve));
    const path = /^\/file\/bot([^/]+)\/(.+)$/.exec(request.url ?? '');
    if (path) return this.#giveOut(path[1], path[2], request, response);
    const found = /^\/bot([^/]+)\/(\w+)/.exec(request.url ?? '');
    const payload = await bodyOf(request);
    const call: Call = { method: found?.[2] ?? '', payload, at: this.now(), status: 200 };
    this.calls.push(call);
    this.watch?.(call, 'asked');
    try {
      if (!found) throw new Refusal(404, 'Not Found');
      if (found[1] !== this.token) throw new Refusal(401, 'Unauthorized');
      const fault = this.#fault(call);
      if (fault && 'code' in fault) throw new Refusal(fault.code, fault.description, fault.retryAfter);
      if (fault && 'held' in fault) await fault.held;
      if (fault && 'broken' in fault && fault.broken === 'before') return void request.socket.destroy();
      const method = methods[call.method];
      if (!method) throw new Refusal(404, 'Not Found: method not found');
      const result = await method(this, payload, gone);
      this.watch?.(call, 'done', result);
      if (fault && 'broken' in fault) return void request.socket.destroy();
      answer(response, 200, { ok: true, result });
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, `Internal: ${String(error)}`);
      call.status = refusal.code;
      answer(response, refusal.code, {
        ok: false,
        error_code: refusal.code,
        description: refusal.description,
        ...(refusal.retryAfter !== undefined && { parameters: { retry_after: refusal.retryAfter } }),
      });
    }
  }

  /** A file by the path that getFile told of. Faults of `download` are of this. */
  async #giveOut(
    token: string | undefined,
    path: string | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const call: Call = { method: 'download', payload: { path }, at: this.now(), status: 200 };
    this.calls.push(call);
    this.watch?.(call, 'asked');
    const kept = this.files.get(/([^/]+)\.bin$/.exec(path ?? '')?.[1] ?? '');
    const fault = this.#fault(call);
    if (fault && 'held' in fault) await fault.held;
    if (fault && 'broken' in fault && fault.broken === 'before') return void request.socket.destroy();
    const status = token !== this.token ? 401 : fault && 'code' in fault ? fault.code : kept ? 200 : 404;
    call.status = status;
    if (status !== 200 || !kept) return answer(response, status, { ok: false, error_code: status });
    // Without its length, as proxies do: who reads must count.
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    const half = fault && 'broken' in fault ? kept.bytes.length / 2 : kept.bytes.length;
    response.write(kept.bytes.subarray(0, half), () => {
      if (fault && 'broken' in fault) request.socket.destroy();
      else response.end();
    });
  }

  #fault({ method, payload }: Call): Fault | undefined {
    const found = this.#faults.find(
      (one) =>
        one.method === method && one.times > 0 && (one.chat ?? payload['chat_id']) === payload['chat_id'],
    );
    if (found) found.times -= 1;
    return found?.fault;
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/')) return formOf(Buffer.concat(parts), type);
  const text = Buffer.concat(parts).toString();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Fields as they are; a file in the place of the field that names it (`attach://…`). */
function formOf(body: Buffer, type: string): Record<string, unknown> {
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1];
  if (boundary === undefined) throw badRequest('no boundary');
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
  const form = new Map(
    parts.map((part) => {
      const end = part.indexOf('\r\n\r\n');
      const head = part.slice(0, end);
      const bytes = Buffer.from(part.slice(end + 4, -2), 'latin1');
      const name = /[; ]name="([^"]*)"/i.exec(head)?.[1] ?? '';
      return [name, { bytes, name: /filename="?([^";\r]*)/i.exec(head)?.[1] }] as const;
    }),
  );
  const fields: Record<string, unknown> = {};
  for (const [name, { bytes, name: isFile }] of form) {
    if (isFile !== undefined) continue;
    const value = bytes.toString();
    fields[name] = (value.startsWith('attach://') ? form.get(value.slice(9)) : undefined) ?? value;
  }
  return fields;
}
