import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inbound } from '../../../db/store.js';
import { type ChatClient, openChat, raw } from '../../support/web-client.js';
import { type Running, runServer } from '../../support/web-server.js';

describe('bad input', () => {
  let running: Running;
  let chat: ChatClient;
  const inbound: Inbound[] = [];
  beforeAll(async () => {
    running = await runServer((_, from) => {
      inbound.push(from);
      return [];
    });
    chat = await openChat(running.url);
  });
  afterAll(() => running.close());

  /** One clear sentence and nothing of our insides. */
  async function problem(response: Response, status: number): Promise<string> {
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const body = (await response.json()) as Record<string, unknown>;
    expect(Object.keys(body).sort()).toEqual(['detail', 'requestId', 'status', 'title', 'type']);
    expect(body).toMatchObject({ status, requestId: response.headers.get('x-request-id') });
    expect(body['detail']).toMatch(/^[^\n]{5,200}$/);
    expect(JSON.stringify(body)).not.toMatch(/\bat .*\.(ts|js)|node_modules|Error:/);
    return body['detail'] as string;
  }

  it.each<[string, string]>([
    ['{"text":"hi"}', 'The field "id" cannot be taken: send a text of 1 to 200 characters'],
    ['{"id":"1","text":1}', 'The field "text" cannot be taken: send a text with at least one character'],
    ['{"id":"1","button":null}', 'The field "button" cannot be taken: send the value of a button'],
    ['{"id":"1","text":"hi","admin":true}', 'There is no field "admin" here: leave it out.'],
    ['{"id":"1"}', 'The body cannot be taken: send {"id","text"} or {"id","button"}.'],
    ['[]', 'The body cannot be taken: send {"id","text"} or {"id","button"}.'],
  ])('%s: says which field and what to send', async (body, words) => {
    expect(await problem(await chat.post(body), 400)).toContain(words);
  });

  it('says the same of a query and of a new chat', async () => {
    expect(await problem(await chat.get('/messages?wait=soon'), 400)).toBe(
      'The field "wait" cannot be taken: send seconds, 0 to 25.',
    );
    const headers = { 'content-type': 'application/json' };
    const opened = await fetch(`${running.url}/gateway/webchat`, {
      method: 'POST',
      headers,
      body: '{"language":5}',
    });
    expect(await problem(opened, 400)).toContain('The field "language" cannot be taken: send a language tag');
  });

  it.each<[string, string]>([
    ['no JSON', 'hello'],
    ['half a message seen', '{"id":"1","text":"hi","seen":1.5}'],
    ['less than nothing seen', '{"id":"1","text":"hi","seen":-1}'],
    ['a text as what was seen', '{"id":"1","text":"hi","seen":"3"}'],
    ['nothing', ''],
    ['half', '{"id":"1","text":'],
    ['an array', '[]'],
    ['null', 'null'],
    ['no text', '{"id":"1"}'],
    ['no id', '{"text":"hi"}'],
    ['both', '{"id":"1","text":"hi","button":"b"}'],
    ['an unknown key', '{"id":"1","text":"hi","admin":true}'],
    ['a number as text', '{"id":"1","text":1}'],
    ['an empty text', '{"id":"1","text":""}'],
    ['only blanks', '{"id":"1","text":" \\n\\t\\u00a0"}'],
    ['only what cannot be seen', '{"id":"1","text":"\\u0000\\u200b\\u200d\\ufeff"}'],
    ['an empty id', '{"id":"","text":"hi"}'],
    ['a long id', JSON.stringify({ id: 'x'.repeat(201), text: 'hi' })],
    ['a control character in the id', '{"id":"a\\u0000b","text":"hi"}'],
    ['half a surrogate pair in the id', '{"id":"\\ud800","text":"hi"}'],
    ['an empty button', '{"id":"1","button":""}'],
    ['a button of 65 bytes', JSON.stringify({ id: '1', button: 'é'.repeat(32) + 'x' })],
    ['a prototype', '{"id":"1","text":"hi","__proto__":{"a":1}}'],
    ['deep JSON', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['deep JSON as text', `{"id":"1","text":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`],
  ])('%s: 400', async (_, body) => {
    await problem(await chat.post(body), 400);
  });

  it('bytes that are no UTF-8: 400', async () => {
    const response = await fetch(`${running.url}/gateway/webchat/${chat.chatId}/send`, {
      method: 'POST',
      headers: { authorization: `Bearer ${chat.token}`, 'content-type': 'application/json' },
      body: Buffer.from([...Buffer.from('{"id":"1","text":"'), 0xff, 0xfe, ...Buffer.from('"}')]),
    });
    await problem(response, 400);
  });

  it('other content types: 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'x']) {
      await problem(await chat.post('{"id":"1","text":"hi"}', { 'content-type': type }), 415);
    }
  });

  it('a body over 64 kB: 413, with its length told or not', async () => {
    await problem(await chat.post({ id: 'big', text: 'x'.repeat(100_000) }), 413);
    const answer = await raw(running.url, `/gateway/webchat/${chat.chatId}/send`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${chat.token}`,
        'content-type': 'application/json',
        'transfer-encoding': 'chunked',
      },
      body: JSON.stringify({ id: 'big', text: 'x'.repeat(100_000) }),
    });
    expect(answer.status).toBe(413);
    expect((await chat.post({ id: 'fits', text: 'x'.repeat(65_000) })).status).toBe(202);
  });

  it('queries out of their range: 400', async () => {
    const bad = ['after=-1', 'after=x', 'after=1.5', 'after=1e3', 'after=', `after=${'9'.repeat(40)}`];
    for (const query of [
      ...bad,
      'wait=',
      'wait=1.',
      'wait=-1',
      'wait=1e',
      'wait=0x9',
      'wait=NaN',
      'wait=Infinity',
    ]) {
      await problem(await chat.get(`/messages?${query}`), 400);
    }
    expect((await chat.get('/messages?after=999999999999999&other=x')).status).toBe(200);
  });

  it('methods an address does not take: 405 with those it does', async () => {
    for (const [method, path, allow] of [
      ['DELETE', `/gateway/webchat/${chat.chatId}/send`, 'POST'],
      ['GET', `/gateway/webchat/${chat.chatId}/send`, 'POST'],
      ['PUT', '/gateway/webchat', 'POST'],
      ['POST', '/health', 'GET, HEAD'],
      ['POST', '/', 'GET, HEAD'],
    ] as const) {
      const response = await fetch(running.url + path, { method });
      await problem(response, 405);
      expect(response.headers.get('allow')).toBe(allow);
    }
  });

  it('addresses that are none: 404, whatever they try', async () => {
    const paths = [
      '/nothing',
      '/webchat/',
      '/webchat/main.ts',
      '/webchat/../../package.json',
      '/webchat/%2e%2e/%2e%2e/package.json',
      '/webchat/..%2f..%2fpackage.json',
      '/webchat/main.js%00.html',
      '/webchat/%zz',
      '//etc/passwd',
      '/gateway/webchat//messages',
      '/gateway/webhook/telegram',
    ];
    for (const path of paths) {
      const answer = await raw(running.url, path);
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
      expect(answer.headers['content-type']).toBe('application/problem+json');
    }
  });

  it('addresses that cannot be read: 400', async () => {
    for (const path of ['/webchat/..\\..\\package.json', 'http://[::/']) {
      const answer = await raw(running.url, path);
      expect({ path, status: answer.status }).toEqual({ path, status: 400 });
      expect(answer.headers['content-type']).toBe('application/problem+json');
    }
  });

  it('what is not HTTP gets an end, not a crash', async () => {
    const { port } = new URL(running.url);
    for (const bytes of [
      'nonsense\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET / HTTP/1.1\r\nhost: a b\r\n\r\n`,
      '\0\0\0',
    ]) {
      const ended = await new Promise<boolean>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes));
        socket.on('error', () => resolve(true));
        socket.on('close', () => resolve(true));
        socket.resume();
      });
      expect(ended).toBe(true);
    }
    expect((await fetch(`${running.url}/health`)).status).toBe(200);
  });

  it('strange texts arrive whole', async () => {
    const texts = [
      'a\0b',
      'zero\u200bwidth',
      '‮reversed',
      '👩‍👩‍👧',
      'x'.repeat(20_000),
      '</script>',
      '${7*7}',
      "'; --",
    ];
    for (const [i, text] of texts.entries()) {
      expect((await chat.post({ id: `strange ${i}`, text })).status).toBe(202);
    }
    expect((await chat.post(`{"id":"lone","text":"a\\ud800b"}`)).status).toBe(202);
    await running.bot.settled();
    const got = inbound.slice(-texts.length - 1).map(({ content }) => content);
    expect(got).toEqual([...texts, 'a\ufffdb'].map((text) => ({ kind: 'message', text })));
  });

  it('takes over a request id that is harmless and makes one otherwise', async () => {
    const idFor = async (id: string) =>
      (await fetch(`${running.url}/health`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await idFor('abc-123_X')).toBe('abc-123_X');
    for (const id of ['a b', 'x'.repeat(101), '<script>', '{"a":1}']) {
      expect(await idFor(id)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('any JSON at all is a 202 or a 400', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.jsonValue(), fc.record({ id: fc.string(), text: fc.string() })),
        async (value) => {
          const response = await chat.post(JSON.stringify(value));
          await response.body?.cancel();
          expect([202, 400]).toContain(response.status);
        },
      ),
      { numRuns: 100 },
    );
  });
});
