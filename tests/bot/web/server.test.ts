import { afterEach, describe, expect, it } from 'vitest';
import { StoreUnavailable, type Store } from '../../../db/store.js';
import { message } from '../../support/scripted-bot.js';
import { eventsOf, openChat } from '../../support/web-client.js';
import { type Running, runServer } from '../../support/web-server.js';

describe('the server', () => {
  let running: Running | undefined;
  afterEach(async () => {
    await running?.close();
    running = undefined;
  });
  const serve = async (more: Parameters<typeof runServer>[1] = {}) =>
    (running = await runServer((said) => [message([['say', said]])], more));

  /** The store, with some methods that fail. */
  const failing = (names: (keyof Store)[], error: Error, broken: () => boolean) => (store: Store) =>
    new Proxy(store, {
      get(target, name: keyof Store) {
        if (names.includes(name) && broken()) return () => Promise.reject(error);
        return Reflect.get(target, name) as unknown;
      },
    });

  describe('health', () => {
    it('is ok when every part that is configured is', async () => {
      const { url } = await serve({
        deps: {
          parts: () => ({ channels: { web: { state: 'ok' }, telegram: { state: 'off' } }, providers: {} }),
        },
      });
      const response = await fetch(`${url}/health`);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({
        status: 'ok',
        database: { state: 'ok' },
        channels: { web: { state: 'ok' }, telegram: { state: 'off' } },
        counts: { eventsAside: 0, sendsFailed: 0 },
      });
      expect((await fetch(`${url}/ready`)).status).toBe(200);
    });

    it('is degraded, and 200, when one part is', async () => {
      const { url } = await serve({
        deps: { parts: () => ({ channels: { web: { state: 'degraded', detail: 'x' } }, providers: {} }) },
      });
      const response = await fetch(`${url}/health`);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ status: 'degraded' });
    });

    it('is 503 when the database does not answer', async () => {
      const broken = failing(['counts', 'nextDue'], new Error('disk on fire'), () => true);
      const { url } = await serve({ store: broken });
      for (const path of ['/health', '/ready']) {
        const response = await fetch(url + path);
        expect(response.status).toBe(503);
        expect(await response.text()).not.toContain('fire');
      }
      expect((await fetch(`${url}/metrics`)).status).toBe(200);
    });
  });

  it('is ready without counting anything', async () => {
    const { url } = await serve({ store: failing(['counts'], new Error('too many'), () => true) });
    expect((await fetch(`${url}/ready`)).status).toBe(200);
  });

  it('measures requests by route, and the store', async () => {
    const { url } = await serve();
    const chat = await openChat(url);
    await chat.post({ id: 'a', text: 'hi' });
    await (await fetch(`${url}/no-such-thing`)).text();
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(
      /parley_http_request_seconds_count\{method="POST",route="\/gateway\/webchat\/:chatId\/send",status="202"\} 1/,
    );
    expect(text).toMatch(/route="none",status="404"\} 1/);
    expect(text).toMatch(/parley_rows\{what="outboxWaiting"\} 0/);
    expect(text).toMatch(/process_resident_memory_bytes/);
    expect(text).not.toContain(chat.chatId);
  });

  it('acknowledges nothing that was not stored', async () => {
    let broken = true;
    const { url } = await serve({
      store: failing(['accept', 'openChat'], new StoreUnavailable('full'), () => broken),
    });
    const refused = await fetch(`${url}/gateway/webchat`, { method: 'POST' });
    expect(refused.status).toBe(503);
    expect(refused.headers.getSetCookie()).toEqual([]);
    broken = false;
    const chat = await openChat(url);
    broken = true;
    const response = await chat.post({ id: 'a', text: 'hi' });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).not.toHaveProperty('accepted');
    broken = false;
    expect(await (await chat.post({ id: 'a', text: 'hi' })).json()).toMatchObject({ duplicate: false });
  });

  it('tells nothing of its insides when something unforeseen happens', async () => {
    const { url, log } = await serve({ store: failing(['findChat'], new Error('secret /path'), () => true) });
    const chat = await openChat(url);
    const response = await chat.get('/messages');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/secret|path/);
    expect(log.join('')).toContain('secret /path');
  });

  describe('limits', () => {
    it('a learner has so many messages an hour; what is sent twice counts once', async () => {
      const { url } = await serve({ config: { limits: { messagesPerHour: 3, newChatsPerHour: 0 } } });
      const [chat, other] = [await openChat(url), await openChat(url)];
      for (const id of ['a', 'a', 'a', 'b', 'b', 'c'])
        expect((await chat.post({ id, text: 'hi' })).status).toBe(202);
      const response = await chat.post({ id: 'd', text: 'hi' });
      expect(response.status).toBe(429);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      for (let i = 0; i < 5; i += 1) {
        const again = await chat.post({ id: 'c', text: 'hi' });
        expect(again.status).toBe(202);
        expect(await again.json()).toMatchObject({ accepted: true, duplicate: true });
      }
      expect((await chat.get('/messages')).status).toBe(200);
      expect((await other.post({ id: 'd', text: 'hi' })).status).toBe(202);
    });

    it('what could not be stored is not counted', async () => {
      let broken = false;
      const { url } = await serve({
        config: { limits: { messagesPerHour: 1, newChatsPerHour: 0 } },
        store: failing(['accept'], new StoreUnavailable('busy'), () => broken),
      });
      const chat = await openChat(url);
      broken = true;
      for (let i = 0; i < 3; i += 1) expect((await chat.post({ id: 'a', text: 'hi' })).status).toBe(503);
      broken = false;
      expect((await chat.post({ id: 'a', text: 'hi' })).status).toBe(202);
      expect((await chat.post({ id: 'b', text: 'hi' })).status).toBe(429);
    });

    it('an address has so many new chats an hour', async () => {
      const { url } = await serve({ config: { limits: { messagesPerHour: 0, newChatsPerHour: 2 } } });
      const open = (forwarded: string) =>
        fetch(`${url}/gateway/webchat`, { method: 'POST', headers: { 'x-forwarded-for': forwarded } });
      // No proxy is configured: what the header says is nobody's word.
      expect((await open('1.1.1.1')).status).toBe(201);
      expect((await open('2.2.2.2')).status).toBe(201);
      expect((await open('3.3.3.3')).status).toBe(429);
    });

    it('behind a proxy of our own, the address is the one that proxy saw', async () => {
      const { url } = await serve({
        config: { publicUrl: 'https://parley.example', limits: { messagesPerHour: 0, newChatsPerHour: 1 } },
      });
      const open = (forwarded: string) =>
        fetch(`${url}/gateway/webchat`, { method: 'POST', headers: { 'x-forwarded-for': forwarded } });
      expect((await open('9.9.9.9, 1.1.1.1')).status).toBe(201);
      expect((await open('8.8.8.8, 1.1.1.1')).status).toBe(429);
      expect((await open('9.9.9.9, 2.2.2.2')).status).toBe(201);
    });
  });

  it('serves its page with a strict policy, and nothing inline in it', async () => {
    const { url } = await serve();
    const response = await fetch(url);
    const html = await response.text();
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:/i);
    const files = [...html.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map((match) => match[1]!);
    expect(files.length).toBeGreaterThanOrEqual(4);
    for (const file of files) {
      const got = await fetch(url + file);
      expect(got.status).toBe(200);
      const etag = got.headers.get('etag')!;
      expect((await fetch(url + file, { headers: { 'if-none-match': etag } })).status).toBe(304);
    }
  });

  it('logs requests by id and route, without texts, tokens or cookies', async () => {
    const { url, log } = await serve();
    const chat = await openChat(url);
    const headers = { 'x-request-id': 'mine', cookie: chat.cookie };
    await chat.post({ id: 'a', text: 'my secret words' }, headers);
    await chat.get('/messages?after=0');
    const all = log.join('');
    expect(all).toContain('"requestId":"mine"');
    expect(all).toContain('"route":"/gateway/webchat/:chatId/send"');
    for (const hidden of ['my secret words', chat.token, chat.token.split('.')[1]!, chat.chatId, 'cookie']) {
      expect(all).not.toContain(hidden);
    }
  });

  it('logs whose request it was, as soon as the chat is somebody’s', async () => {
    const { url, log, store } = await serve();
    const chat = await openChat(url);
    await chat.get('/messages');
    await chat.post({ id: 'a', text: 'hi' });
    await chat.get('/messages');
    await fetch(`${url}/ready`);
    const { learnerId } = (await store.findChat('web', 'local', chat.chatId))!;
    const lines = log.map((line) => JSON.parse(line) as { route?: string; learner?: string; msg: string });
    const learners = lines
      .filter(({ msg }) => msg === 'request')
      .map(({ route, learner }) => [route, learner]);
    const of = (path: string) => `/gateway/webchat${path}`;
    expect(learners).toEqual([
      [of(''), undefined],
      [of('/:chatId/messages'), undefined],
      [of('/:chatId/send'), learnerId],
      [of('/:chatId/messages'), learnerId],
      ['/ready', undefined],
    ]);
  });

  describe('its end', () => {
    it('lets go of everybody who only waits, and finishes what runs', async () => {
      let go = (): void => {};
      const held = new Promise<void>((resolve) => (go = resolve));
      const { url, server, channel } = await serve({
        store: (store) => {
          const accept = store.accept.bind(store);
          store.accept = async (...given) => {
            await held;
            return accept(...given);
          };
          return store;
        },
      });
      const chat = await openChat(url);
      const events = eventsOf(await chat.get('/events'));
      await events.next();
      const polling = chat.get('/messages?wait=25');
      const sending = chat.post({ id: 'a', text: 'hi' });
      await expect.poll(() => channel.audience.size(chat.chatId)).toBe(2);
      const closed = server.close(600_000);
      expect((await events.next()).done).toBe(true);
      expect(await (await polling).json()).toEqual({ messages: [] });
      await expect(fetch(`${url}/health`)).rejects.toThrow();
      go();
      expect((await sending).status).toBe(202);
      await closed;
      expect(server.address()).toBeUndefined();
    });

    it('does not wait for ever for a request that hangs', async () => {
      const { url, server } = await serve({
        store: (store) => {
          store.accept = () => new Promise(() => {});
          return store;
        },
      });
      const chat = await openChat(url);
      const sending = chat.post({ id: 'a', text: 'hi' }).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await server.close(100);
      expect(await sending).toBeInstanceOf(Error);
    });
  });

  it('rejects when its port is taken', async () => {
    const { url } = await serve();
    const taken = { config: { port: Number(new URL(url).port) } };
    await expect(runServer(() => [], taken)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
