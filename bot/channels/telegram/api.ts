import { Api, GrammyError, HttpError } from 'grammy';
import { RecordingGone } from '../channel.js';

type Raw = Api['raw'];
export type Method = keyof Raw;
export type Payload<M extends Method> = Parameters<Raw[M]>[0];
type Result<M extends Method> = Awaited<ReturnType<Raw[M]>>;

export interface BotApiOptions {
  token: string;
  /** Base URL without a slash at its end; the official server where it is left out. */
  root?: string | undefined;
  /** Seconds a call may take. */
  patience: number;
}

/** The Bot API through grammy. Its errors carry the address with the token and whole payloads: ours do not. */
export class BotApi {
  readonly #raw: Raw;
  readonly #token: string;
  readonly #files: string;
  readonly #patience: number;

  constructor({ token, root, patience }: BotApiOptions) {
    this.#token = token;
    this.#files = `${root ?? 'https://api.telegram.org'}/file/bot${token}/`;
    this.#patience = patience * 1000;
    const client = { timeoutSeconds: patience, ...(root !== undefined && { apiRoot: root }) };
    this.#raw = new Api(token, client).raw;
  }

  /** @throws ApiFailure and nothing else */
  async call<M extends Method>(method: M, payload: Payload<M>, signal?: AbortSignal): Promise<Result<M>> {
    const ask = this.#raw[method] as (payload: Payload<M>, signal?: AbortSignal) => Promise<Result<M>>;
    try {
      // grammy's methods without arguments take the signal alone.
      const bare = method === 'getMe' || method === 'getWebhookInfo';
      return bare ? await ask(signal as never) : await ask(payload, signal);
    } catch (error) {
      throw this.#failure(method, error);
    }
  }

  /**
   * The bytes of a file that `getFile` told of.
   *
   * @throws RecordingGone beyond `limit` bytes, ApiFailure, the signal's reason
   */
  async download(path: string, limit: number, signal: AbortSignal): Promise<Uint8Array> {
    const within = AbortSignal.any([signal, AbortSignal.timeout(this.#patience)]);
    try {
      // No redirect is followed: the address has the token in it.
      const answer = await fetch(this.#files + path, { signal: within, redirect: 'error' });
      if (!answer.ok) {
        await answer.body?.cancel();
        throw new ApiFailure('download', answer.status, 'no file', undefined);
      }
      if (Number(answer.headers.get('content-length') ?? 0) > limit) {
        await answer.body?.cancel();
        throw new RecordingGone('large');
      }
      return await bounded(answer.body as AsyncIterable<Uint8Array> | null, limit);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ApiFailure || error instanceof RecordingGone) throw error;
      throw new ApiFailure('download', undefined, 'no answer that can be read', undefined);
    }
  }

  #failure(method: string, error: unknown): ApiFailure {
    if (!(error instanceof GrammyError) || typeof error.error_code !== 'number')
      return new ApiFailure(method, undefined, `no answer that can be read${reason(error)}`, undefined);
    const description = String(error.description).replaceAll(this.#token, '[token]').slice(0, 200);
    const seconds = Number(error.parameters.retry_after);
    const retryAfterMs = seconds > 0 ? seconds * 1000 : undefined;
    return new ApiFailure(method, error.error_code, description, retryAfterMs);
  }
}

async function bounded(body: AsyncIterable<Uint8Array> | null, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? ([] as Iterable<Uint8Array>)) {
    size += chunk.length;
    if (size > limit) throw new RecordingGone('large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** ECONNREFUSED and the like; messages have the address with the token in them. */
function reason(error: unknown): string {
  const code = error instanceof HttpError ? (error.error as { code?: unknown } | undefined)?.code : undefined;
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? ` (${code})` : '';
}

/** A call that failed, without the token and without what was sent. */
export class ApiFailure extends Error {
  override name = 'ApiFailure';

  constructor(
    readonly method: string,
    /** Of the Bot API; undefined where no answer came that could be read. */
    readonly code: number | undefined,
    readonly description: string,
    /** What the server tells to wait. */
    readonly retryAfterMs: number | undefined,
  ) {
    super(`${method}: ${code === undefined ? '' : `${code} `}${description}`);
  }

  /** The token is not one the server knows; a malformed one is answered with 404. */
  get tokenRefused(): boolean {
    return this.code === 401 || this.code === 404;
  }
}
