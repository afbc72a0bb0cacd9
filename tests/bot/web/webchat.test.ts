import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageView } from '../../../bot/channels/web/view.js';
import { readQuery } from '../../../bot/web/webchat/read.js';
import type { Inbound } from '../../../db/store.js';
import { answers, message } from '../../support/scripted-bot.js';
import { openChat } from '../../support/web-client.js';
import { type Running, runServer } from '../../support/web-server.js';

describe('the web chat gateway', () => {
  let running: Running;
  const inbound: Inbound[] = [];
  beforeEach(async () => {
    inbound.length = 0;
    running = await runServer((said, from) => {
      inbound.push(from);
      return [
        message([['say', `You said *${said}*.`]], {
          asks: true,
          buttons: answers('One', 'Two'),
          progress: { title: 'Numbers', total: 3, done: 1, minutesLeft: 2 },
          listens: 60,
          language: 'es',
        }),
      ];
    });
  });
  afterEach(() => running.close());

  const list = async (response: Response) =>
    ((await response.json()) as { messages: MessageView[] }).messages;

  it('opens a chat of its own for everybody who asks', async () => {
    const [a, b] = [await openChat(running.url), await openChat(running.url)];
    expect(a.chatId).toMatch(/^[\w-]{22}$/);
    expect(a.token.length).toBeGreaterThan(60);
    expect(a.chatId).not.toBe(b.chatId);
    expect(await list(await a.get('/messages'))).toEqual([]);
  });

  it('stores no token, only its hash', async () => {
    const { chatId, token } = await openChat(running.url);
    const chat = await running.store.findChat('web', 'local', chatId);
    expect(chat?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(chat)).not.toContain(token);
  });

  it('takes a text and gives both lines out in the form of the interface', async () => {
    const chat = await openChat(running.url);
    const sent = await chat.post({ id: 'a', text: 'hello' });
    expect(sent.status).toBe(202);
    expect(await sent.json()).toEqual({ accepted: true, duplicate: false, n: 1 });
    await running.bot.settled();
    const lines = await list(await chat.get('/messages'));
    expect(lines).toEqual([
      {
        n: 1,
        from: 'learner',
        kind: 'text',
        text: 'hello',
        buttons: [],
        mediaUrl: null,
        media: null,
        own: null,
        heardIn: null,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        blocks: null,
        asks: false,
        progress: null,
        listens: null,
        language: null,
      },
      {
        n: 2,
        from: 'bot',
        kind: 'text',
        text: 'You said hello.',
        buttons: [
          { label: 'One', value: 'One', role: 'answer' },
          { label: 'Two', value: 'Two', role: 'answer' },
        ],
        mediaUrl: null,
        media: null,
        own: null,
        heardIn: null,
        createdAt: expect.stringMatching(/Z$/) as string,
        blocks: [
          { role: 'say', spans: [{ text: 'You said ' }, { text: 'hello', mark: 'strong' }, { text: '.' }] },
        ],
        asks: true,
        progress: { title: 'Numbers', total: 3, done: 1, minutesLeft: 2 },
        listens: 60,
        language: 'es',
      },
    ]);
    expect(await list(await chat.get('/messages?after=1'))).toEqual(lines.slice(1));
    expect(await list(await chat.get('/messages?after=2'))).toEqual([]);
  });

  it('takes the same id twice as once, also side by side, but in two chats as two', async () => {
    const [chat, other] = [await openChat(running.url), await openChat(running.url)];
    const sent = await Promise.all([1, 2, 3, 4].map(() => chat.post({ id: 'same', text: 'hello' })));
    const bodies = await Promise.all(
      sent.map((one) => one.json() as Promise<{ duplicate: boolean; n: number }>),
    );
    expect(bodies.map(({ n }) => n)).toEqual([1, 1, 1, 1]);
    expect(bodies.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(await (await other.post({ id: 'same', text: 'hello' })).json()).toMatchObject({
      duplicate: false,
    });
    await running.bot.settled();
    expect(inbound).toHaveLength(2);
  });

  it('takes a tap under the label it was offered with', async () => {
    const chat = await openChat(running.url);
    await chat.post({ id: 'a', text: 'hello' });
    await running.bot.settled();
    expect((await chat.post({ id: 'b', button: 'Two' })).status).toBe(202);
    await running.bot.settled();
    expect(inbound[1]?.content).toEqual({ kind: 'tap', value: 'Two', label: 'Two' });
    expect((await list(await chat.get('/messages?after=2')))[0]).toMatchObject({
      from: 'learner',
      text: 'Two',
    });
  });

  it('hands on what the learner had been shown, where the client says so', async () => {
    const chat = await openChat(running.url);
    await chat.post({ id: 'a', text: 'hello', seen: 0 });
    await chat.post({ id: 'b', text: 'more' });
    await running.bot.settled();
    expect(inbound.map(({ seenN }) => seenN)).toEqual([0, undefined]);
  });

  it('takes a tap on what was never offered, without words', async () => {
    const chat = await openChat(running.url);
    await chat.post({ id: 'a', button: 'forged' });
    await running.bot.settled();
    expect(inbound[0]?.content).toEqual({ kind: 'tap', value: 'forged', label: '' });
    expect((await list(await chat.get('/messages')))[0]).toMatchObject({ from: 'learner', text: '…' });
  });

  it('waits for the first line when asked to', async () => {
    const chat = await openChat(running.url);
    const waiting = chat.get('/messages?wait=25');
    await chat.post({ id: 'a', text: 'hello' });
    expect((await list(await waiting))[0]?.text).toBe('hello');
    const answer = chat.get('/messages?after=1&wait=25');
    expect((await list(await answer))[0]?.text).toBe('You said hello.');
  });

  it('waits for parts of a second, and 25 seconds where more is asked for', async () => {
    expect(readQuery.parse({ wait: '0.25' })).toEqual({ after: 0, wait: 0.25 });
    for (const wait of ['100', '1e9', '1E+9', '9'.repeat(40), '2.5e1'])
      expect(readQuery.parse({ wait })).toEqual({ after: 0, wait: 25 });
    expect(readQuery.parse({ wait: '5e-1' })).toEqual({ after: 0, wait: 0.5 });
    const chat = await openChat(running.url);
    expect(await list(await chat.get('/messages?wait=0.05'))).toEqual([]);
    const waiting = chat.get('/messages?wait=100');
    await chat.post({ id: 'a', text: 'hello' });
    expect((await list(await waiting))[0]?.text).toBe('hello');
  });

  it('keeps what the client says of itself, as a guess', async () => {
    const guesses: unknown[] = [];
    const open = running.store.openChat.bind(running.store);
    running.store.openChat = (chat) => {
      guesses.push(chat.guess);
      return open(chat);
    };
    await openChat(running.url, { language: 'es-mx', timeZone: 'america/mexico_city' });
    await openChat(running.url, { language: 'nonsense!', timeZone: 'Middle/Earth' });
    const accept = { method: 'POST', headers: { 'accept-language': 'pt-BR,pt;q=0.9' } };
    await fetch(`${running.url}/gateway/webchat`, accept);
    expect(guesses).toEqual([
      { language: 'es-MX', timeZone: 'America/Mexico_City' },
      {},
      { language: 'pt-BR' },
    ]);
  });
});
