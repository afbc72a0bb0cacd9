import { type Context } from 'hono';
import { stream } from 'hono/streaming';
import { z } from 'zod';
import type { Chat, ChatMessage, Store } from '../../../db/store.js';
import type { Audience } from '../../channels/web/audience.js';
import type { MessageView } from '../../channels/web/view.js';
import type { WebEnv } from '../env.js';
import { Problem } from '../problem.js';

/** Lines in one answer; a client reads on after the last. */
const page = 200;
/** Milliseconds between signs of life on a quiet event stream. */
const heartbeat = 15_000;
/** Streams and long polls of one chat at once: many tabs, but no flood. */
const mostWatches = 32;

/** Seconds a long poll waits at most. */
const longestWait = 25;

const number = z
  .string()
  .regex(/^\d{1,15}$/, 'send a whole number, 0 or more')
  .transform(Number);

/** Whoever asks for more seconds waits as long as is allowed, in whatever form the number comes. */
const seconds = z
  .string()
  .regex(/^\d+(\.\d+)?(e[+-]?\d+)?$/i, `send seconds, 0 to ${longestWait}`)
  .transform((text) => Math.min(longestWait, Number(text)));

/** The query of the two routes that read. */
export const readQuery = z.object({
  after: number.default(0),
  wait: seconds.default(0),
});

interface Reading {
  store: Store;
  audience: Audience;
  /** Aborted when the server stops: whoever waits is let go. */
  closing: AbortSignal;
  /** What a client sees of a line. */
  shows: (line: ChatMessage) => MessageView;
}

/** The lines after a number; waits for the first one when there is none and the client can. */
export async function poll(
  { store, audience, closing, shows }: Reading,
  chat: Chat,
  query: z.infer<typeof readQuery>,
  gone: AbortSignal,
): Promise<MessageView[]> {
  const watch = join(audience, chat);
  try {
    const until = performance.now() + query.wait * 1000;
    const signal = AbortSignal.any([gone, closing]);
    for (;;) {
      const lines = await store.messages(chat.id, query.after, page);
      const left = until - performance.now();
      if (lines.length > 0 || left <= 0 || signal.aborted) return lines.map(shows);
      const seen = await watch.next(left, signal);
      if (seen.has('closed')) throw new Problem(404, 'This chat was deleted.');
    }
  } finally {
    watch.end();
  }
}

/** Every line after a number and those to come, as server-sent events, each with its number as the event's id. */
export function events(c: Context<WebEnv>, reading: Reading, chat: Chat, after: number): Response {
  const { store, audience, closing, shows } = reading;
  c.header('content-type', 'text/event-stream');
  c.header('cache-control', 'no-store');
  // Proxies that buffer answers would hold the events back.
  c.header('x-accel-buffering', 'no');
  // Whoever asks for the head alone reads no events.
  if (c.req.method === 'HEAD') return c.body(null);
  const watch = join(audience, chat);
  const left = new AbortController();
  const leave = (): void => {
    left.abort();
    watch.end();
  };
  // A stream that never gets a reader is not told that its client left; the request is.
  const gone = c.req.raw.signal;
  gone.addEventListener('abort', leave, { once: true });
  if (gone.aborted) leave();
  return stream(
    c,
    async (out) => {
      out.onAbort(leave);
      const signal = AbortSignal.any([left.signal, closing]);
      let last = after;
      try {
        await out.write(': here\n\n');
        while (!signal.aborted) {
          const read = async () => {
            const more = await store.messages(chat.id, last, page);
            if (more.some(({ from }) => from === 'bot')) watch.answered();
            return more;
          };
          let lines = await read();
          while (lines.length > 0 && !signal.aborted) {
            for (const line of lines)
              await out.write(`id: ${line.n}\ndata: ${JSON.stringify(shows(line))}\n\n`);
            last = lines.at(-1)!.n;
            lines = await read();
          }
          const seen = await watch.next(heartbeat, signal);
          if (seen.has('closed')) {
            await out.write('event: closed\ndata: {}\n\n');
            return;
          }
          if (seen.has('typing') && !seen.has('shown')) await out.write('event: typing\ndata: {}\n\n');
          if (seen.has('draft') && !seen.has('shown'))
            await out.write(`event: draft\ndata: ${JSON.stringify({ text: watch.draft })}\n\n`);
          if (seen.size === 0 && !signal.aborted) await out.write(': still here\n\n');
        }
      } finally {
        watch.end();
      }
    },
    // The client connects again and resumes: there is nobody left to tell.
    async (error) => c.var.logger.warn({ err: error, requestId: c.var.requestId }, 'event stream ended'),
  );
}

function join(audience: Audience, chat: Chat): ReturnType<Audience['watch']> {
  if (audience.size(chat.address) >= mostWatches) {
    throw new Problem(429, 'This chat is open in too many places.', { 'retry-after': '5' });
  }
  return audience.watch(chat.address);
}
