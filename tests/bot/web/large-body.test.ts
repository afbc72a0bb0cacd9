import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualLingering } from '../../../bot/web/body.js';
import { sayAll, sayForEver } from '../../support/raw-socket.js';
import { type ChatClient, openChat } from '../../support/web-client.js';
import { type Running, runServer } from '../../support/web-server.js';

const megabyte = 1024 * 1024;
const hasty = { ...usualLingering, ms: 100 };
const large = JSON.stringify({ id: 'big', text: 'x'.repeat(5 * megabyte) });

describe('a body that is far too large', () => {
  let running: Running;
  let chat: ChatClient;
  beforeAll(async () => {
    running = await runServer(() => []);
    chat = await openChat(running.url);
  });
  afterAll(() => running.close());

  const head = (path: string, ...more: string[]): string =>
    [
      `POST ${path} HTTP/1.1`,
      'host: here',
      `authorization: Bearer ${chat.token}`,
      'content-type: application/json',
      ...more,
      '\r\n',
    ].join('\r\n');
  const chunk = (bytes: string): string => `${bytes.length.toString(16)}\r\n${bytes}\r\n`;
  const paths = (): string[] => [`/gateway/webchat/${chat.chatId}/send`, '/gateway/webchat'];

  it('is told so, whole or in chunks, to who sends everything before it reads', async () => {
    for (const path of paths())
      for (const bytes of [
        `${head(path, `content-length: ${large.length}`)}${large}`,
        `${head(path, 'transfer-encoding: chunked')}${chunk(large)}${chunk('')}`,
      ]) {
        const { status, headers, body, error } = await sayAll(running.url, bytes);
        expect({ path, status, error }).toEqual({ path, status: 413, error: undefined });
        expect(headers).toMatchObject({ 'content-type': 'application/problem+json', connection: 'close' });
        expect(JSON.parse(body)).toMatchObject({ status: 413, requestId: headers['x-request-id'] });
      }
  });

  it('is told so to a client that reads while it sends', async () => {
    for (const path of paths()) {
      const response = await fetch(running.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${chat.token}`, 'content-type': 'application/json' },
        body: new Blob([large]).stream(),
        duplex: 'half',
      });
      expect(await response.json()).toMatchObject({ status: 413 });
    }
  });

  it('gets whatever other answer there is', async () => {
    const length = `content-length: ${large.length}`;
    const unknown = head('/nothing', length);
    const form = head(paths()[0]!, length).replace('application/json', 'multipart/form-data; boundary=b');
    const stranger = head(paths()[0]!, length).replace(chat.token, 'nobody');
    const statuses = [];
    for (const refused of [unknown, form, stranger]) {
      const { status, error } = await sayAll(running.url, refused + large);
      statuses.push([status, error]);
    }
    expect(statuses).toEqual([404, 400, 401].map((status) => [status, undefined]));
  });

  it('leaves the connection of whoever sends a small one that is refused', async () => {
    const refused = await chat.post({ id: 'a', text: '' });
    expect(refused.status).toBe(400);
    expect(refused.headers.get('connection')).not.toBe('close');
  });

  it('that never ends is cut off when it is too much', async () => {
    const [path = ''] = paths();
    const chunked = head(path, 'transfer-encoding: chunked');
    // Beside what is taken here, what the kernel holds for both sides.
    expect(await sayForEver(running.url, chunked, chunk('x'.repeat(megabyte)))).toBeLessThan(64 * megabyte);
    expect((await fetch(`${running.url}/ready`)).status).toBe(200);
  });

  it('that never ends is cut off when it takes too long', async () => {
    const brief = await runServer(() => [], { deps: { lingering: hasty } });
    try {
      const declared = head('/gateway/webchat', `content-length: ${large.length}`);
      expect(await sayForEver(brief.url, declared, 'x', 20)).toBeLessThan(megabyte);
      expect((await fetch(`${brief.url}/ready`)).status).toBe(200);
    } finally {
      await brief.close();
    }
  });
});
