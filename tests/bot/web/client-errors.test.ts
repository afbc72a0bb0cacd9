import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualLingering } from '../../../bot/web/body.js';
import { sayAll, sayForEver } from '../../support/raw-socket.js';
import { openChat } from '../../support/web-client.js';
import { type Running, runServer } from '../../support/web-server.js';

describe('what is no request', () => {
  let running: Running;
  beforeAll(async () => {
    running = await runServer(() => []);
  });
  afterAll(() => running.close());

  const huge = 'x'.repeat(50_000);

  it.each<[string, number, string]>([
    [
      'a header of 50 kB',
      431,
      `GET /gateway/webchat/x/messages HTTP/1.1\r\nhost: h\r\nauthorization: Bearer ${huge}\r\n\r\n`,
    ],
    ['an address of 50 kB', 431, `GET /${huge} HTTP/1.1\r\nhost: h\r\n\r\n`],
    ['no HTTP', 400, 'nonsense\r\n\r\n'],
    ['much that is no HTTP', 400, huge.repeat(40)],
    ['another version', 400, 'GET / HTTP/9.9\r\nhost: h\r\n\r\n'],
    ['two lengths', 400, 'POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx'],
    [
      'an extension of 50 kB',
      413,
      `POST /gateway/webchat HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2;${huge}\r\n{}\r\n0\r\n\r\n`,
    ],
    [
      'half a body that goes wrong',
      400,
      'POST /gateway/webchat HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\nzz\r\n',
    ],
    ['no host', 400, 'GET /health HTTP/1.1\r\nconnection: close\r\n\r\n'],
  ])('%s: %i as a problem', async (_, status, bytes) => {
    const heard = await sayAll(running.url, bytes);
    expect({ status: heard.status, error: heard.error }).toEqual({ status, error: undefined });
    expect(heard.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'content-length': String(heard.body.length),
      connection: 'close',
    });
    const body = JSON.parse(heard.body) as Record<string, unknown>;
    expect(Object.keys(body).sort()).toEqual(['detail', 'requestId', 'status', 'title', 'type']);
    expect(body).toMatchObject({ status, requestId: heard.headers['x-request-id'] });
    expect(heard.body).not.toMatch(/\bat .*\.(ts|js)|node_modules|Error|HPE_|Parse/);
  });

  it('is in the log with the id that was given, and without what it said', async () => {
    const heard = await sayAll(running.url, 'secret words\r\n\r\n');
    const line = running.log.find((one) => one.includes(heard.headers['x-request-id'] ?? 'none'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ status: 400, msg: 'request refused' });
    expect(running.log.join('')).not.toContain('secret words');
  });

  it('that never ends is cut off when it is too much, or takes too long', async () => {
    const start = 'GET / HTTP/1.1\r\nhost: h\r\nx: ';
    expect(await sayForEver(running.url, start, 'x'.repeat(1024 * 1024))).toBeLessThan(64 * 1024 * 1024);
    const hasty = await runServer(() => [], { deps: { lingering: { ...usualLingering, ms: 100 } } });
    expect(await sayForEver(hasty.url, 'no HTTP', 'x', 20)).toBeLessThan(1024 * 1024);
    await hasty.close();
  });

  it('does not speak into an answer that has begun', async () => {
    const chat = await openChat(running.url);
    const { hostname, port } = new URL(running.url);
    const text = await new Promise<string>((resolve) => {
      let heard = '';
      const socket = connect(Number(port), hostname, () =>
        socket.write(
          `GET /gateway/webchat/${chat.chatId}/events HTTP/1.1\r\nhost: h\r\nauthorization: Bearer ${chat.token}\r\n\r\n`,
        ),
      );
      socket.setEncoding('utf8').on('data', (part: string) => {
        if (heard === '') socket.write('nonsense\r\n\r\n');
        heard += part;
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(heard));
    });
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(text).not.toMatch(/problem|HTTP\/1\.1 4/);
  });
});
