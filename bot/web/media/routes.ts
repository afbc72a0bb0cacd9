import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { type Container, containerOf, tellingBytes } from '../../media/containers.js';
import type { MediaFolder } from '../../media/folder.js';
import type { WebEnv } from '../env.js';
import { Problem } from '../problem.js';
import type { MediaAddresses } from './addresses.js';
import { spanOf } from './range.js';

export interface MediaDeps {
  folder: MediaFolder;
  addresses: MediaAddresses;
}

const types: Record<Container, string> = {
  ogg: 'audio/ogg',
  webm: 'audio/webm',
  mp4: 'audio/mp4',
  wav: 'audio/wav',
  flac: 'audio/flac',
  amr: 'audio/amr',
  caf: 'audio/x-caf',
  aiff: 'audio/aiff',
  au: 'audio/basic',
  wma: 'audio/x-ms-wma',
  aac: 'audio/aac',
  mp3: 'audio/mpeg',
};

/** Sound and pictures for whoever was given their signed address: `<audio>` and `<img>` can send no header. */
export function mediaRoutes({ folder, addresses }: MediaDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/:kind/:name', async (c) => {
    const file = `${c.req.param('kind')}/${c.req.param('name')}`;
    const left = addresses.secondsLeft(file, c.req.query('expires') ?? '', c.req.query('signature') ?? '');
    if (left === undefined)
      throw new Problem(403, 'This address is not good any more: read the message again.');
    const handle = await opened(folder, file);
    try {
      return await answer(c, handle, file, left);
    } catch (error) {
      await handle.close();
      throw error;
    }
  });
  return app;
}

async function opened(folder: MediaFolder, file: string): Promise<FileHandle> {
  try {
    return await open(folder.path(file), 'r');
  } catch {
    throw new Problem(404, 'This file is not here any more.');
  }
}

/** Hands the file over, or a part of it: Safari plays nothing from a server that gives no parts. */
async function answer(c: Context<WebEnv>, handle: FileHandle, file: string, left: number): Promise<Response> {
  const { size } = await handle.stat();
  const span = spanOf(c.req.header('range'), size);
  const headers = {
    'accept-ranges': 'bytes',
    // A file never changes under its name.
    'cache-control': `private, max-age=${left}, immutable`,
    'content-disposition': 'inline',
  };
  if (span === 'none') {
    await handle.close();
    throw new Problem(416, 'The file has no such part.', { ...headers, 'content-range': `bytes */${size}` });
  }
  const { from, to } = span === 'whole' ? { from: 0, to: size - 1 } : span;
  const all = {
    ...headers,
    'content-type': await typeOf(handle, file),
    'content-length': String(to - from + 1),
    ...(span !== 'whole' && { 'content-range': `bytes ${from}-${to}/${size}` }),
  };
  const status = span === 'whole' ? 200 : 206;
  if (c.req.method === 'HEAD' || size === 0) {
    await handle.close();
    return c.body(null, status, all);
  }
  // Closes the file at its end, and when whoever asked has gone.
  const stream = handle.createReadStream({ start: from, end: to });
  return c.body(Readable.toWeb(stream) as ReadableStream<Uint8Array>, status, all);
}

/** A recording is kept as it came, so that its first bytes are asked. */
async function typeOf(handle: FileHandle, file: string): Promise<string> {
  if (file.endsWith('.ogg')) return 'audio/ogg';
  if (file.endsWith('.png')) return 'image/png';
  const first = Buffer.alloc(tellingBytes);
  const { bytesRead } = await handle.read(first, 0, tellingBytes, 0);
  const container = containerOf(first.subarray(0, bytesRead));
  return container === undefined ? 'application/octet-stream' : types[container];
}
