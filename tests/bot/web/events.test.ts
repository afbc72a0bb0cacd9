import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MessageView } from '../../../bot/channels/web/view.js';
import { message } from '../../support/scripted-bot.js';
import { type ChatClient, eventsOf, openChat, type ServerEvent } from '../../support/web-client.js';
import { type Running, runServer } from '../../support/web-server.js';

describe('the event stream', () => {
  let running: Running;
  let chat: ChatClient;
  beforeEach(async () => {
    running = await runServer((said) => [message([['say', `${said}!`]])]);
    chat = await openChat(running.url);
  });
  afterEach(() => running.close());

  async function next(events: AsyncGenerator<ServerEvent, void>): Promise<ServerEvent> {
    for (;;) {
      const result = await events.next();
      if (result.done === true) throw new Error('the stream ended');
      if (result.value.comment === undefined) return result.value;
    }
  }
  const textOf = (event: ServerEvent) => (JSON.parse(event.data!) as MessageView).text;
  const chatRow = async () => (await running.store.findChat('web', 'local', chat.chatId))!;

  it('gives out what was said and what is being said, each with its number', async () => {
    await chat.post({ id: 'a', text: 'hi' });
    await running.bot.settled();
    const response = await chat.get('/events');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = eventsOf(response);
    const seen = [await next(events), await next(events)];
    expect(seen.map(textOf)).toEqual(['hi', 'hi!']);
    expect(seen.map(({ id }) => id)).toEqual(['1', '2']);
    await chat.post({ id: 'b', text: 'more' });
    expect([textOf(await next(events)), textOf(await next(events))]).toEqual(['more', 'more!']);
    await events.return(undefined);
  });

  it('resumes after the last event that was seen', async () => {
    await chat.post({ id: 'a', text: 'hi' });
    await running.bot.settled();
    for (const response of [
      await chat.get('/events', { 'last-event-id': '1' }),
      await chat.get('/events?after=1'),
    ]) {
      const events = eventsOf(response);
      expect(textOf(await next(events))).toBe('hi!');
      await events.return(undefined);
    }
    expect((await chat.get('/events', { 'last-event-id': 'one' })).status).toBe(400);
  });

  it('gives out a long history whole', async () => {
    for (let i = 1; i <= 130; i += 1) await chat.post({ id: String(i), text: String(i) });
    await running.bot.settled();
    const events = eventsOf(await chat.get('/events'));
    for (let n = 1; n <= 260; n += 1) expect((await next(events)).id).toBe(String(n));
    await events.return(undefined);
  });

  it('tells that somebody is typing', async () => {
    const events = eventsOf(await chat.get('/events'));
    await events.next();
    running.channel.presence(await chatRow(), 'typing');
    expect(await next(events)).toMatchObject({ event: 'typing' });
    await events.return(undefined);
  });

  it('tells how far an answer is that is being made, only the newest, and keeps none of it', async () => {
    const events = eventsOf(await chat.get('/events'));
    await events.next();
    const row = await chatRow();
    running.channel.draft(row, 'That must');
    running.channel.draft(row, 'That must be busy. "Quite');
    const event = await next(events);
    expect(event).toMatchObject({ event: 'draft' });
    expect(event.id).toBeUndefined();
    expect(JSON.parse(event.data!)).toEqual({ text: 'That must be busy. "Quite' });
    expect(await running.store.messages(row.id, 0, 10)).toEqual([]);
    await chat.post({ id: 'a', text: 'hi' });
    expect([textOf(await next(events)), textOf(await next(events))]).toEqual(['hi', 'hi!']);
    await events.return(undefined);
  });

  it('shows no more of an answer once the message is there', async () => {
    const events = eventsOf(await chat.get('/events'));
    await events.next();
    const row = await chatRow();
    running.channel.draft(row, 'That must');
    running.channel.shown(row);
    running.channel.presence(row, 'typing');
    await chat.post({ id: 'a', text: 'hi' });
    expect(textOf(await next(events))).toBe('hi');
    await events.return(undefined);
  });

  it('shows no sign of an answer that was read before anybody was told of it', async () => {
    const events = eventsOf(await chat.get('/events'));
    await events.next();
    const row = await chatRow();
    const messages = running.store.messages.bind(running.store);
    running.store.messages = async (...args) => {
      const lines = await messages(...args);
      if (lines.some(({ from }) => from === 'bot')) running.channel.presence(row, 'typing');
      return lines;
    };
    await chat.post({ id: 'a', text: 'hi' });
    await running.bot.settled();
    expect([textOf(await next(events)), textOf(await next(events))]).toEqual(['hi', 'hi!']);
    running.store.messages = messages;
    await chat.post({ id: 'b', text: 'more' });
    expect(textOf(await next(events))).toBe('more');
    await events.return(undefined);
  });

  it('tells that the chat is deleted, and lets nobody in after it', async () => {
    await chat.post({ id: 'a', text: 'hi' });
    await running.bot.settled();
    const row = await chatRow();
    const events = eventsOf(await chat.get('/events?after=2'));
    const waiting = chat.get('/messages?after=2&wait=25');
    await events.next();
    await expect.poll(() => running.channel.audience.size(chat.chatId)).toBe(2);
    await running.store.erase(row.learnerId!);
    running.channel.closed(row);
    expect(await next(events)).toMatchObject({ event: 'closed' });
    expect((await events.next()).done).toBe(true);
    expect((await waiting).status).toBe(404);
    expect((await chat.get('/messages')).status).toBe(401);
    expect((await chat.post({ id: 'b', text: 'hi' })).status).toBe(401);
  });

  it('forgets who has left', async () => {
    const events = eventsOf(await chat.get('/events'));
    await events.next();
    expect(running.channel.audience.size()).toBe(1);
    await events.return(undefined);
    await expect.poll(() => running.channel.audience.size()).toBe(0);
  });

  it('takes nobody who asks for the head alone for a reader', async () => {
    for (let i = 0; i < 3; i += 1) {
      const head = await chat.get('/events', {}, 'HEAD');
      expect(head.status).toBe(200);
      expect(head.headers.get('content-type')).toBe('text/event-stream');
    }
    expect(running.channel.audience.size()).toBe(0);
  });

  it('forgets who has left before the answer began', async () => {
    let go = (): void => {};
    const held = new Promise<void>((resolve) => (go = resolve));
    const asked = new Promise<void>((resolve) => {
      const find = running.store.findChat.bind(running.store);
      running.store.findChat = async (...address) => {
        resolve();
        await held;
        return find(...address);
      };
    });
    const watch = vi.spyOn(running.channel.audience, 'watch');
    const { hostname, port } = new URL(running.url);
    const path = `/gateway/webchat/${chat.chatId}/events`;
    const request = get({ hostname, port, path, headers: { authorization: `Bearer ${chat.token}` } });
    request.on('error', () => {});
    await asked;
    request.destroy();
    // The server has noticed when it answers somebody who came later.
    expect((await fetch(`${running.url}/ready`)).status).toBe(200);
    go();
    await expect.poll(() => watch.mock.calls.length).toBe(1);
    await expect.poll(() => running.channel.audience.size()).toBe(0);
  });

  it('bounds how often one chat can be watched', async () => {
    const open: AsyncGenerator<ServerEvent, void>[] = [];
    for (let i = 0; i < 32; i += 1) {
      const events = eventsOf(await chat.get('/events'));
      await events.next();
      open.push(events);
    }
    const refused = await chat.get('/events');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await (await openChat(running.url)).get('/messages')).status).toBe(200);
    for (const events of open) await events.return(undefined);
  });
});
