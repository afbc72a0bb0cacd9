import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import type { Logger } from 'pino';
import type { WebhookRoute } from '../channels/channel.js';
import type { Store } from '../../db/store.js';
import { accessLog } from './access-log.js';
import { takeTheRest, type Lingering } from './body.js';
import type { WebEnv } from './env.js';
import { answers, countsOf, health, type Parts } from './health.js';
import { mediaPath } from './media/addresses.js';
import { mediaRoutes } from './media/routes.js';
import type { Metrics } from './metrics.js';
import { orchestratorRoutes, type Statuses } from './orchestrator.js';
import { pageFiles } from './page-files.js';
import { answerError, Problem } from './problem.js';
import { crossOrigin, headers, type Origins } from './security.js';
import { mountWebhooks } from './webhooks.js';
import { webchatRoutes, type WebchatDeps } from './webchat/routes.js';

export interface AppDeps extends Omit<WebchatDeps, 'origins' | 'store'> {
  store: Store;
  origins: Origins;
  routes: readonly WebhookRoute[];
  /** For /orchestrator/llm-status, stt-status and tts-status. */
  providers(): Statuses;
  /** Channels and providers, asked anew for every /health. */
  parts(): Parts;
  metrics: Metrics;
  logger: Logger;
  /** Voice notes are heard here: the page offers to record. */
  listens: boolean;
  lingering: Lingering;
}

/** Every route of the server, as far as it is built (INTERFACE, "HTTP"). */
export function createApp(deps: AppDeps): Hono<WebEnv> {
  const { store, metrics, closing } = deps;
  const app = new Hono<WebEnv>();

  app.use(takeTheRest(deps.lingering));
  app.use(requestId({ limitLength: 100 }));
  app.use(accessLog(deps.logger, metrics));
  app.use(headers(deps.origins));
  app.use(async (c, next) => {
    await next();
    // Connections that are kept alive would hold up the end.
    if (closing.aborted) c.header('connection', 'close');
  });
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        answerError(
          new Problem(405, 'This address does not take that method.', { allow: methods.join(', ') }),
          c,
        ),
    }),
  );
  app.use('/gateway/*', crossOrigin(deps.origins));
  app.onError(answerError);
  app.notFound((c) => answerError(new Problem(404, 'There is nothing at this address.'), c));

  app.get('/health', async (c) => {
    const state = await health(store, deps.parts());
    return c.json(state, state.database.state === 'ok' ? 200 : 503, { 'cache-control': 'no-store' });
  });
  app.get('/ready', async (c) => {
    const ready = !closing.aborted && (await answers(store));
    return c.json({ ready }, ready ? 200 : 503, { 'cache-control': 'no-store' });
  });
  app.get('/metrics', async (c) => {
    const text = await metrics.text(await countsOf(store), deps.channel.audience.size());
    return c.body(text, 200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
  });
  app.route('/gateway/webchat', webchatRoutes(deps));
  app.route(
    '/orchestrator',
    orchestratorRoutes(() => deps.providers()),
  );
  app.route(mediaPath, mediaRoutes(deps.media));
  mountWebhooks(app, deps.routes);
  servePage(app, deps.listens);
  return app;
}

/** The chat page at `/`, the files it is made of under `/webchat/`. */
function servePage(app: Hono<WebEnv>, listens: boolean): void {
  for (const [name, file] of pageFiles('webchat', listens ? { listens: '' } : {})) {
    app.get(name === 'index.html' ? '/' : `/webchat/${name}`, (c) => {
      // Asked for again each time, so that a new version is never mixed with an old one.
      const caching = { etag: file.etag, 'cache-control': 'no-cache' };
      if (c.req.header('if-none-match') === file.etag) return c.body(null, 304, caching);
      return c.body(file.body, 200, { 'content-type': file.type, ...caching });
    });
  }
}
