import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { MessageView } from '../../../bot/channels/web/view.js';
import { recordingLimit } from '../../../bot/web/webchat/voice.js';
import { type Inbound, StoreUnavailable } from '../../../db/store.js';
import { message } from '../../support/scripted-bot.js';
import { tone } from '../../support/wav.js';
import { type ChatClient, openChat } from '../../support/web-client.js';
import { type Running, runServer } from '../../support/web-server.js';

const sound = tone(0.5);
let running: Running;
let chat: ChatClient;
const inbound: Inbound[] = [];

async function serve(more: Parameters<typeof runServer>[1] = {}): Promise<void> {
  inbound.length = 0;
  running = await runServer((_, from) => {
    inbound.push(from);
    return [message([['say', 'Heard.']])];
  }, more);
  chat = await openChat(running.url);
}
beforeEach(() => serve());
afterEach(() => running.close());

type Fields = [string, string | Buffer][];
const send = (fields: Fields, to = chat): Promise<Response> => {
  const form = new FormData();
  for (const [name, value] of fields)
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), 'voice.wav');
  return fetch(`${running.url}/gateway/webchat/${to.chatId}/send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${to.token}` },
    body: form,
  });
};
const note = (id = 'one', audio = sound): Promise<Response> =>
  send([
    ['id', id],
    ['audio', audio],
  ]);
/** Every file there is, half written ones too. */
const files = (): string[] => {
  const folder = join(running.data, 'recordings');
  return existsSync(folder) ? readdirSync(folder) : [];
};
const messages = async (): Promise<MessageView[]> =>
  ((await (await chat.get('/messages')).json()) as { messages: MessageView[] }).messages;

describe('a voice note', () => {
  it('is on the disk, whole, before it is accepted', async () => {
    const answer = await note();
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: true, duplicate: false, n: 1 });
    await running.bot.settled();
    const { content } = inbound[0]!;
    if (content.kind !== 'voice') throw new Error(content.kind);
    expect(content.recording).toEqual({ file: `recordings/${files()[0]}`, bytes: sound.length });
    expect((await messages())[0]).toMatchObject({ from: 'learner', kind: 'voice', text: '' });
    const address = (await messages())[0]!.mediaUrl!;
    const back = await fetch(running.url + address);
    expect(back.headers.get('content-type')).toBe('audio/wav');
    expect(Buffer.from(await back.arrayBuffer()).equals(sound)).toBe(true);
  });

  it('over all that a day takes is refused, without ado about what is written; others are heard', async () => {
    await running.close();
    const recordingBytesPerDay = sound.length * 1.5;
    await serve({ config: { limits: { messagesPerHour: 0, newChatsPerHour: 0, recordingBytesPerDay } } });
    for (const id of ['first', 'second']) expect((await note(id)).status).toBe(202);
    await running.bot.settled();
    const kept = files();
    const answer = await note('one more');
    expect(answer.status).toBe(413);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3600);
    expect(files()).toEqual(kept);
    // What was lost is the answer, not the message.
    expect((await note('second')).status).toBe(202);
    expect((await chat.post({ id: 'text', text: 'Then I type.' })).status).toBe(202);
    const another = await openChat(running.url);
    expect(
      (
        await send(
          [
            ['id', 'one'],
            ['audio', sound],
          ],
          another,
        )
      ).status,
    ).toBe(202);
  });

  it('says what had been shown when it was said; its fields come in any order', async () => {
    const answer = await send([
      ['audio', sound],
      ['seen', '0'],
      ['id', 'two'],
    ]);
    expect(answer.status).toBe(202);
    await running.bot.settled();
    expect(inbound[0]).toMatchObject({ externalId: 'two', seenN: 0 });
  });

  it('sent twice is one, and one file', async () => {
    await note();
    for (const fields of [
      [
        ['id', 'one'],
        ['audio', sound],
      ],
      [
        ['audio', tone(1)],
        ['id', 'one'],
      ],
    ] as Fields[])
      expect(await (await send(fields)).json()).toEqual({ accepted: true, duplicate: true, n: 1 });
    await running.bot.settled();
    expect(inbound).toHaveLength(1);
    expect(files()).toHaveLength(1);
  });

  it('sent at once by many is one, and one file', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => note('same')));
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as { duplicate: boolean }[];
    expect(bodies.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    await running.bot.settled();
    expect(files()).toHaveLength(1);
    expect((await messages()).filter(({ kind }) => kind === 'voice')).toHaveLength(1);
  });

  it('of an id that was a text is a duplicate of that', async () => {
    await chat.post({ id: 'one', text: 'hello' });
    expect(await (await note()).json()).toMatchObject({ duplicate: true });
    expect(files()).toEqual([]);
  });

  it('goes with its chat', async () => {
    await note();
    await running.bot.settled();
    const row = await running.store.findChat('web', 'local', chat.chatId);
    await running.store.erase(row!.learnerId!);
    running.channel.closed(row!);
    await expect.poll(files).toEqual([]);
  });
});

describe('what cannot be taken leaves nothing', () => {
  it.each<[string, Fields, number]>([
    ['no id', [['audio', sound]], 400],
    ['no audio', [['id', '1']], 400],
    [
      'an empty id',
      [
        ['id', ''],
        ['audio', sound],
      ],
      400,
    ],
    [
      'a long id',
      [
        ['id', 'x'.repeat(201)],
        ['audio', sound],
      ],
      400,
    ],
    [
      'an id of many bytes',
      [
        ['id', 'x'.repeat(5000)],
        ['audio', sound],
      ],
      400,
    ],
    [
      'a control character in the id',
      [
        ['id', 'a\u0000b'],
        ['audio', sound],
      ],
      400,
    ],
    [
      'two ids',
      [
        ['id', '1'],
        ['id', '2'],
        ['audio', sound],
      ],
      400,
    ],
    [
      'two sounds',
      [
        ['id', '1'],
        ['audio', sound],
        ['audio', sound],
      ],
      400,
    ],
    [
      'another field',
      [
        ['id', '1'],
        ['text', 'hi'],
        ['audio', sound],
      ],
      400,
    ],
    [
      'a number that is none',
      [
        ['id', '1'],
        ['seen', '1e3'],
        ['audio', sound],
      ],
      400,
    ],
    [
      'less than nothing seen',
      [
        ['id', '1'],
        ['seen', '-1'],
        ['audio', sound],
      ],
      400,
    ],
    [
      'no sound at all',
      [
        ['id', '1'],
        ['audio', Buffer.alloc(0)],
      ],
      415,
    ],
    [
      'a few bytes',
      [
        ['id', '1'],
        ['audio', Buffer.from('Ogg')],
      ],
      415,
    ],
    [
      'a picture',
      [
        ['id', '1'],
        ['audio', Buffer.from('\x89PNG\r\n\x1a\n0000000000000000', 'latin1')],
      ],
      415,
    ],
    [
      'a page',
      [
        ['id', '1'],
        ['audio', Buffer.from('<!doctype html><script>alert(1)</script>')],
      ],
      415,
    ],
    [
      'sound as a text field',
      [
        ['id', '1'],
        ['audio', 'just a text that is long enough'],
      ],
      415,
    ],
  ])('%s: %#', async (_, fields, status) => {
    const answer = await send(fields);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(((await answer.json()) as { detail: string }).detail).toMatch(/^[^\n]{5,200}$/);
    expect(files()).toEqual([]);
    expect(await messages()).toEqual([]);
  });

  it('bytes that are no UTF-8 as an id: 400', async () => {
    const parts = ['--b\r\nContent-Disposition: form-data; name="id"\r\n\r\n', '\xff\xfe', '\r\n--b--'];
    expect((await rawForm(Buffer.from(parts.join(''), 'latin1'))).status).toBe(400);
  });

  it.each([
    ['multipart/form-data', 400],
    ['multipart/form-data; boundary=a; boundary=b', 400],
    ['multipart/mixed; boundary=b', 415],
    ['audio/webm', 415],
  ])('%s: %i', async (type, status) => {
    expect((await rawForm(sound, type)).status).toBe(status);
    expect(files()).toEqual([]);
  });

  it('over 20 MB: 413, with its length told or not', async () => {
    const large = Buffer.alloc(recordingLimit + 100);
    sound.copy(large);
    // A client that goes on sending may be cut off before it reads the answer.
    const told = await note('large', large).catch(() => ({ status: 413 }));
    expect(told.status).toBe(413);
    const head = '--b\r\nContent-Disposition: form-data; name="audio"\r\n\r\n';
    expect(await statusOf(head, large)).toBe(413);
    await expect.poll(files).toEqual([]);
    const most = Buffer.alloc(recordingLimit);
    sound.copy(most);
    expect((await note('most', most)).status).toBe(202);
  });

  it('what is no sound is refused at its first bytes, while the rest is still to come', async () => {
    const head = '--b\r\nContent-Disposition: form-data; name="audio"\r\n\r\nthis is not a sound';
    // Nothing more is sent: who would wait for the end would wait for ever.
    expect(await statusOf(head, Buffer.alloc(100))).toBe(415);
    await expect.poll(files).toEqual([]);
  });

  it('a connection that breaks', async () => {
    const { port } = new URL(running.url);
    const head = '--b\r\nContent-Disposition: form-data; name="audio"\r\n\r\n';
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(requestHead(1_000_000) + head);
    socket.write(sound);
    await expect.poll(() => files().length).toBe(1);
    socket.destroy();
    await expect.poll(files).toEqual([]);
    expect(await messages()).toEqual([]);
    // It was not counted either, and the same message can come again.
    expect((await note()).status).toBe(202);
  });
});

test('over the limit of the hour it is 429, before its sound is read; one that was accepted is told again', async () => {
  await running.close();
  await serve({ config: { limits: { messagesPerHour: 2, newChatsPerHour: 0 } } });
  expect((await note('bad', Buffer.from('no sound, which does not count'))).status).toBe(415);
  expect((await note('one')).status).toBe(202);
  await running.bot.settled();
  expect((await note('two')).status).toBe(202);
  const over = await note('three');
  expect(over.status).toBe(429);
  expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(files()).toHaveLength(2);
  expect(await (await note('two')).json()).toMatchObject({ duplicate: true });
});

test('where its row cannot be stored its file goes too, and it can be sent again', async () => {
  await running.close();
  let broken = true;
  await serve({
    store: (store) =>
      new Proxy(store, {
        get(target, name, receiver) {
          if (name === 'accept' && broken) return () => Promise.reject(new StoreUnavailable('full'));
          const value: unknown = Reflect.get(target, name, receiver);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      }),
  });
  expect((await note()).status).toBe(503);
  expect(files()).toEqual([]);
  broken = false;
  expect(await (await note()).json()).toMatchObject({ duplicate: false });
  expect(files()).toHaveLength(1);
});

test('a foreign page cannot make a browser send one', async () => {
  const form = new FormData();
  form.set('id', '1');
  form.set('audio', new Blob([new Uint8Array(sound)]));
  const answer = await fetch(`${running.url}/gateway/webchat/${chat.chatId}/send`, {
    method: 'POST',
    headers: { cookie: chat.cookie, origin: 'https://evil.example' },
    body: form,
  });
  expect(answer.status).toBe(403);
  expect(files()).toEqual([]);
});

function requestHead(length: number, type = 'multipart/form-data; boundary=b'): string {
  return [
    `POST /gateway/webchat/${chat.chatId}/send HTTP/1.1`,
    'host: x',
    `authorization: Bearer ${chat.token}`,
    `content-type: ${type}`,
    `content-length: ${length}`,
    '\r\n',
  ].join('\r\n');
}

function rawForm(body: Buffer, type = 'multipart/form-data; boundary=b'): Promise<Response> {
  return fetch(`${running.url}/gateway/webchat/${chat.chatId}/send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${chat.token}`, 'content-type': type },
    body: new Uint8Array(body),
  });
}

/** Sends a beginning of what it promises to be more, and reads the status that comes all the same. */
function statusOf(head: string, body: Buffer): Promise<number> {
  const { port } = new URL(running.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let said = '';
    const chunked = requestHead(0).replace('content-length: 0', 'transfer-encoding: chunked');
    socket.write(chunked);
    for (const part of [Buffer.from(head), body]) {
      socket.write(`${part.length.toString(16)}\r\n`);
      socket.write(part);
      socket.write('\r\n');
    }
    socket.on('error', reject);
    socket.setEncoding('latin1').on('data', (text: string) => {
      said += text;
      const status = /^HTTP\/1\.1 (\d{3})/.exec(said)?.[1];
      if (status === undefined) return;
      socket.destroy();
      resolve(Number(status));
    });
  });
}
