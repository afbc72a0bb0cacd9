import type { Context } from 'hono';
import type { z } from 'zod';
import { bodyOf } from './body.js';
import type { WebEnv } from './env.js';
import { Problem } from './problem.js';
import { sentence } from './sentence.js';

/** Bytes of a JSON body. */
export const jsonLimit = 64 * 1024;

/**
 * A request's JSON body, checked against its schema.
 *
 * @returns undefined when there is no body at all
 * @throws Problem 415 for another content type, 413 over `jsonLimit`, 400 for anything that does not fit
 */
export async function readJson<S extends z.ZodType>(
  c: Context<WebEnv>,
  schema: S,
): Promise<z.infer<S> | undefined> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === undefined && !hasBody(c)) return undefined;
  if (type !== 'application/json')
    throw new Problem(415, 'Send this as JSON, with content-type application/json.');
  const bytes = await readBytes(c, jsonLimit);
  if (bytes.length === 0) return undefined;
  const parsed = schema.safeParse(parse(bytes));
  if (!parsed.success) throw new Problem(400, sentence(parsed.error, 'The body'));
  return parsed.data;
}

function hasBody(c: Context<WebEnv>): boolean {
  return c.req.header('transfer-encoding') !== undefined || Number(c.req.header('content-length') ?? 0) > 0;
}

const nothing: Iterable<Uint8Array> = [];

/** A body as it came. @throws Problem 413 over `limit` bytes */
export async function readBytes(c: Context<WebEnv>, limit: number): Promise<Uint8Array> {
  const tooLarge = new Problem(413, `A message may have ${limit / 1024} kB at most.`);
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(c) ?? nothing) {
    size += chunk.length;
    if (size > limit) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // SyntaxError, invalid UTF-8, or nested deeper than the parser's stack.
    throw new Problem(400, 'The body is not valid JSON in UTF-8.');
  }
}
