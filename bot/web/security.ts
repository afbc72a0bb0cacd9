import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import type { WebEnv } from './env.js';
import { Problem } from './problem.js';

export interface Origins {
  /** Where the outside sees this server. */
  publicUrl?: string | undefined;
  /** Other origins whose pages may call the gateway, with a bearer token. */
  corsOrigins: readonly string[];
}

/** Nothing but our own files runs, shows or is called, and nobody frames us. */
export function headers(origins: Origins): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      mediaSrc: ["'self'", 'blob:'],
      manifestSrc: ["'self'"],
      fontSrc: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
    // Nothing but our own page hears the learner; nobody sees or finds them.
    permissionsPolicy: { microphone: ['self'], camera: [], geolocation: [] },
    xFrameOptions: 'DENY',
    strictTransportSecurity: isHttps(origins) ? 'max-age=31536000' : false,
  });
}

/** Pages of the listed origins may use the gateway. Without credentials: our cookie is for our own page. */
export function crossOrigin(origins: Origins): MiddlewareHandler {
  return cors({
    origin: [...origins.corsOrigins],
    allowMethods: ['GET', 'HEAD', 'POST'],
    allowHeaders: ['authorization', 'content-type', 'last-event-id', 'x-request-id'],
    exposeHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
  });
}

/**
 * Refuses a request that a page of another origin made a browser send.
 *
 * @param listed whether the origins of the CORS list may
 * @throws Problem 403
 */
export function refuseForeign(c: Context<WebEnv>, origins: Origins, listed: boolean): void {
  const origin = c.req.header('origin');
  if (origin !== undefined && listed && origins.corsOrigins.includes(origin)) return;
  const site = c.req.header('sec-fetch-site');
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && !isOwn(c, origin, origins));
  if (foreign) throw new Problem(403, 'A page of another origin may not do this.');
}

export function isHttps(origins: Origins): boolean {
  return origins.publicUrl?.startsWith('https:') ?? false;
}

function isOwn(c: Context<WebEnv>, origin: string, origins: Origins): boolean {
  if (!URL.canParse(origin)) return false;
  if (origins.publicUrl !== undefined && new URL(origins.publicUrl).origin === origin) return true;
  return new URL(origin).host === c.req.header('host');
}
