import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerConfig } from '../../../bot/web/server.js';
import { openChat, type ChatClient } from '../../support/web-client.js';
import { type Running, runServer } from '../../support/web-server.js';

describe('who may open a chat', () => {
  let running: Running;
  let mine: ChatClient;
  let theirs: ChatClient;
  const begin = async (config: Partial<ServerConfig> = {}) => {
    running = await runServer(() => [], { config });
    mine = await openChat(running.url);
    theirs = await openChat(running.url);
  };
  beforeEach(() => begin());
  afterEach(() => running.close());

  const routes = () =>
    [
      ['GET', `/gateway/webchat/${mine.chatId}/messages`],
      ['GET', `/gateway/webchat/${mine.chatId}/events`],
      ['POST', `/gateway/webchat/${mine.chatId}/send`],
    ] as const;
  const call = (method: string, path: string, headers: Record<string, string>) =>
    fetch(running.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(method === 'POST' && { body: JSON.stringify({ id: '1', text: 'hi' }) }),
    });
  async function status(method: string, path: string, headers: Record<string, string>): Promise<number> {
    const response = await call(method, path, headers);
    await response.body?.cancel();
    return response.status;
  }

  it('nobody without a token, or with a wrong one: 401', async () => {
    const wrong = [
      {},
      { authorization: '' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer nonsense' },
      { authorization: `Basic ${mine.token}` },
      { authorization: `Bearer ${mine.token.slice(0, -1)}` },
      { authorization: `Bearer ${mine.chatId}.${theirs.token.split('.')[1]}` },
      { cookie: `parley-chat-${mine.chatId}=nonsense` },
      { cookie: `parley-chat-${mine.chatId}=${mine.chatId}.${'A'.repeat(43)}` },
    ];
    for (const [method, path] of routes()) {
      for (const headers of wrong) expect(await status(method, path, headers)).toBe(401);
    }
    const response = await call('GET', routes()[0][1], {});
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('whoever has its token, as a bearer or in the cookie', async () => {
    for (const [method, path] of routes()) {
      const fine = method === 'POST' ? 202 : 200;
      expect(await status(method, path, { authorization: `Bearer ${mine.token}` })).toBe(fine);
      expect(await status(method, path, { cookie: mine.cookie })).toBe(fine);
      expect(await status(method, path, { cookie: `${theirs.cookie}; ${mine.cookie}` })).toBe(fine);
    }
  });

  it('nobody with the token of another chat: 404', async () => {
    for (const [method, path] of routes()) {
      expect(await status(method, path, { authorization: `Bearer ${theirs.token}` })).toBe(404);
      expect(await status(method, path, { cookie: theirs.cookie })).toBe(404);
    }
    for (const unknown of ['A'.repeat(22), 'x', '..%2f..%2fetc', '%00', '%ff', "1'--"]) {
      const path = `/gateway/webchat/${unknown}/messages`;
      expect(await status('GET', path, { authorization: `Bearer ${mine.token}` })).toBe(404);
      expect(await status('GET', path, {})).toBe(401);
    }
  });

  it('the cookie is for us alone, for its chat, and secure where the outside is', async () => {
    const cookieOf = async (url: string) =>
      (await fetch(`${url}/gateway/webchat`, { method: 'POST' })).headers.getSetCookie()[0]!;
    const plain = await cookieOf(running.url);
    expect(plain).toMatch(/HttpOnly/);
    expect(plain).toMatch(/SameSite=Strict/);
    expect(plain).toMatch(/Path=\/gateway\/webchat/);
    expect(plain).not.toMatch(/Secure/);
    await running.close();
    await begin({ publicUrl: 'https://parley.example' });
    expect(await cookieOf(running.url)).toMatch(/Secure/);
  });

  it('takes back the cookie of a chat that is gone', async () => {
    const [, path] = routes()[0];
    await call('POST', routes()[2][1], { cookie: mine.cookie });
    const row = await running.store.findChat('web', 'local', mine.chatId);
    await running.store.erase(row!.learnerId!);
    const response = await call('GET', path, { cookie: mine.cookie });
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie()[0]).toMatch(/Max-Age=0/);
  });

  it('nobody whose chat was deleted while they were sending: 401, and no new learner', async () => {
    const [method, path] = routes()[2];
    await call(method, path, { cookie: mine.cookie });
    const row = await running.store.findChat('web', 'local', mine.chatId);
    const find = running.store.findChat.bind(running.store);
    running.store.findChat = async (...address) => {
      const found = await find(...address);
      await running.store.erase(row!.learnerId!);
      return found;
    };
    const late = await fetch(running.url + path, {
      method,
      headers: { cookie: mine.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ id: '2', text: 'too late' }),
    });
    expect(late.status).toBe(401);
    expect(late.headers.getSetCookie()[0]).toMatch(/Max-Age=0/);
    expect(await find('web', 'local', mine.chatId)).toBeUndefined();
    expect((await running.store.counts()).learners).toBe(0);
  });

  it('no foreign page with our cookie: 403', async () => {
    const [method, path] = routes()[2];
    const { host } = new URL(running.url);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:1' },
    ];
    for (const headers of foreign) {
      expect(await status(method, path, { cookie: mine.cookie, ...headers })).toBe(403);
      const opened = await fetch(`${running.url}/gateway/webchat`, { method: 'POST', headers });
      expect(opened.status).toBe(403);
      expect(opened.headers.getSetCookie()).toEqual([]);
    }
    const own: Record<string, string>[] = [{ origin: `http://${host}` }, { 'sec-fetch-site': 'same-origin' }];
    for (const headers of own)
      expect(await status(method, path, { cookie: mine.cookie, ...headers })).toBe(202);
  });

  it('a page of the CORS list with a bearer token, but never with the cookie', async () => {
    await running.close();
    const origin = 'https://school.example';
    await begin({ corsOrigins: [origin] });
    const [method, path] = routes()[2];
    const foreign = { origin, 'sec-fetch-site': 'cross-site' };
    const allowed = await call(method, path, { authorization: `Bearer ${mine.token}`, ...foreign });
    expect(allowed.status).toBe(202);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    expect(await status(method, path, { cookie: mine.cookie, ...foreign })).toBe(403);
    const preflight = await fetch(running.url + path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    const other = await call(method, path, {
      authorization: `Bearer ${mine.token}`,
      origin: 'https://evil.example',
    });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});
