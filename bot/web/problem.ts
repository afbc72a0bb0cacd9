import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { StoreUnavailable } from '../../db/store.js';
import type { WebEnv } from './env.js';

/** Something a client is told in one sentence, as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  override name = 'Problem';

  /** @param detail one clear sentence for whoever reads the answer */
  constructor(
    readonly status: ContentfulStatusCode,
    detail: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
  }
}

/** The answer to a request that ended in an error; anything unforeseen is logged and told without its insides. */
export function answerError(error: unknown, c: Context<WebEnv>): Response {
  const problem = asProblem(error);
  if (problem.status >= 500) c.var.logger.error({ err: error, requestId: c.var.requestId }, 'request failed');
  return c.newResponse(JSON.stringify(document(problem, c.var.requestId)), problem.status, {
    ...fixed,
    ...problem.headers,
  });
}

/** The answer to a request whose address or host cannot even be read, so that no route was asked. */
export function unreadable(requestId: string): Response {
  const problem = new Problem(400, 'The address of this request cannot be read.');
  const headers = { ...fixed, 'x-request-id': requestId };
  return new Response(JSON.stringify(document(problem, requestId)), { status: problem.status, headers });
}

/** The whole answer as it goes over the wire, to what is no request; nothing comes after it. */
export function lastWords(problem: Problem, requestId: string): string {
  const body = JSON.stringify(document(problem, requestId));
  const headers = {
    ...fixed,
    'x-request-id': requestId,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`;
  return [status, ...lines, '', body].join('\r\n');
}

const fixed = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };

function document(problem: Problem, requestId: string): Record<string, unknown> {
  const title = STATUS_CODES[problem.status] ?? 'Error';
  return { type: 'about:blank', title, status: problem.status, detail: problem.message, requestId };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof StoreUnavailable) {
    return new Problem(503, 'This could not be stored right now. Please send it again in a moment.', {
      'retry-after': '1',
    });
  }
  return new Problem(500, 'Something went wrong here. Please try again.');
}
