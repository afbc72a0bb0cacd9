import type { Hono } from 'hono';
import type { WebhookRoute } from '../channels/channel.js';
import type { WebEnv } from './env.js';
import { readBytes } from './json-body.js';
import { Problem } from './problem.js';

/** Mounts what channels are called at. They never see a request of the server, and it never sees a platform's. */
export function mountWebhooks(app: Hono<WebEnv>, routes: readonly WebhookRoute[]): void {
  for (const { method, path, limit, handle } of routes)
    app.on(method, path, async (c) => {
      const answer = await handle({
        header: (name) => c.req.header(name),
        query: (name) => c.req.query(name),
        body: method === 'POST' ? await readBytes(c, limit) : new Uint8Array(),
      });
      if (answer.status !== 200) throw new Problem(answer.status, answer.detail);
      return c.body(answer.text ?? '', 200, { 'cache-control': 'no-store' });
    });
}
