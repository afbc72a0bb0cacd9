import type { ReadableStream as ByteStream } from 'node:stream/web';
import type { Context, MiddlewareHandler } from 'hono';
import type { WebEnv } from './env.js';

/** What is still taken of a request that is answered already, before its connection is closed. */
export interface Lingering {
  bytes: number;
  ms: number;
}

export const usualLingering: Lingering = { bytes: 8 * 1024 * 1024, ms: 2000 };

/** A body as it comes. Whoever leaves off reading it leaves it open: what follows is taken in by `takeTheRest`. */
export function bodyOf(c: Context<WebEnv>): AsyncIterable<Uint8Array> | null {
  const body = c.req.raw.body as ByteStream<Uint8Array> | null;
  return body && body.values({ preventCancel: true });
}

/**
 * Lets a client who is still sending get its answer. Most read only when they have sent everything, and a connection
 * that is closed on unread bytes is reset, which takes away the answer too (RFC 9112, 9.6). So the answer goes out whole
 * at once, and the connection is closed when the rest has come, or is too much.
 */
export function takeTheRest(lingering: Lingering): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    await next();
    const { complete, method } = c.env.incoming;
    if (complete || method === 'GET' || method === 'HEAD' || c.res.body === null) return;
    const answer = new Uint8Array(await c.res.arrayBuffer());
    const rest = bodyOf(c);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(answer),
      async pull(controller) {
        if (rest) await drain(rest, lingering);
        controller.close();
      },
    });
    const { status, headers } = c.res;
    headers.set('content-length', String(answer.length));
    headers.set('connection', 'close');
    c.res = new Response(body, { status, headers });
  };
}

/** Until the end, or as long as we linger. */
async function drain(rest: AsyncIterable<Uint8Array>, lingering: Lingering): Promise<void> {
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, lingering.ms);
  });
  const drained = (async () => {
    let bytes = 0;
    for await (const chunk of rest) {
      bytes += chunk.length;
      if (over || bytes > lingering.bytes) return;
    }
    // Whoever has hung up does not wait for anything.
  })().catch(() => {});
  await Promise.race([drained, late]);
  over = true;
  clearTimeout(timer);
}
