import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Logger } from 'pino';
import type { WebEnv } from './env.js';
import type { Metrics } from './metrics.js';

/** One line a request: id, route pattern, status, time, the learner where the chat has one. Never an address, a text, a token or a cookie. */
export function accessLog(logger: Logger, metrics: Metrics): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const begun = performance.now();
    c.set('logger', logger);
    await next();
    const ms = performance.now() - begun;
    const route = routeOf(c);
    metrics.request(c.req.method, route, c.res.status, ms / 1000);
    const line = {
      requestId: c.var.requestId,
      method: c.req.method,
      route,
      status: c.res.status,
      ...(c.var.learner !== undefined && { learner: c.var.learner }),
      ms: Math.round(ms),
    };
    logger[c.res.status >= 500 ? 'warn' : 'info'](line, 'request');
  };
}

/** The pattern, not the path: paths carry chat ids and whatever somebody typed. */
function routeOf(c: Context<WebEnv>): string {
  return matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? 'none';
}
