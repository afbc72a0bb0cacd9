import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { MessageView } from '../../../bot/channels/web/view.js';
import type { PhysicalMessage } from '../../../bot/channels/channel.js';
import { MediaFolder } from '../../../bot/media/folder.js';
import { MediaAddresses } from '../../../bot/web/media/addresses.js';
import { openKey } from '../../../bot/web/media/key.js';
import { spanOf } from '../../../bot/web/media/range.js';
import { tone } from '../../support/wav.js';
import { openChat, raw } from '../../support/web-client.js';
import { type Running, runServer } from '../../support/web-server.js';

const clip = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(996, 7)]);
const voice: PhysicalMessage = {
  kind: 'voice',
  text: 'a glass of water',
  media: {
    file: 'speech/model.ogg',
    type: 'audio/ogg',
    bytes: clip.length,
    seconds: 2.5,
    own: { file: 'recordings/own.bin', seconds: 3, bytes: 10 },
  },
  buttons: [],
  asks: false,
};
const picture: PhysicalMessage = {
  kind: 'image',
  text: 'Five days of five',
  media: { file: 'pictures/week.png', type: 'image/png', bytes: 8, width: 1080, height: 600 },
  buttons: [],
  asks: false,
};

let now = Date.UTC(2026, 10, 21, 10, 20);
let running: Running;
let shown: MessageView[];
beforeEach(async () => {
  now = Date.UTC(2026, 10, 21, 10, 20);
  running = await runServer(() => [voice, picture], { deps: { now: () => now } });
  const folder = new MediaFolder(running.data);
  await folder.write('speech', 'model.ogg', clip);
  await folder.write('recordings', 'own.bin', tone(0.2));
  await folder.write('pictures', 'week.png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  const chat = await openChat(running.url);
  await chat.post({ id: '1', text: 'hello' });
  await running.bot.settled();
  shown = ((await (await chat.get('/messages?after=1')).json()) as { messages: MessageView[] }).messages;
});
afterEach(() => running.close());

const ask = (address: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(running.url + address, { headers, method });

describe('a message with a file', () => {
  it('has its address, and its words for who cannot hear or see it', () => {
    expect(shown).toMatchObject([
      { kind: 'voice', text: 'a glass of water', media: { seconds: 2.5 }, own: { seconds: 3 } },
      { kind: 'image', text: 'Five days of five', media: { width: 1080, height: 600 }, own: null },
    ]);
    for (const { mediaUrl } of shown) expect(mediaUrl).toMatch(/^\/gateway\/media\/\w+\/\w+\.\w+\?expires=/);
  });

  it('is given out to whoever has the address, without a cookie', async () => {
    const answer = await ask(shown[0]!.mediaUrl!);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(clip)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'audio/ogg',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
    expect(answer.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/);
    expect((await ask(shown[1]!.mediaUrl!)).headers.get('content-type')).toBe('image/png');
    expect((await ask(shown[0]!.own!.mediaUrl)).headers.get('content-type')).toBe('audio/wav');
  });

  it('is given out in parts', async () => {
    const part = await ask(shown[0]!.mediaUrl!, { range: 'bytes=2-5' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe('bytes 2-5/1000');
    expect(part.headers.get('content-length')).toBe('4');
    expect(Buffer.from(await part.arrayBuffer()).equals(clip.subarray(2, 6))).toBe(true);
    const none = await ask(shown[0]!.mediaUrl!, { range: 'bytes=1000-' });
    expect(none.status).toBe(416);
    expect(none.headers.get('content-range')).toBe('bytes */1000');
    expect((await ask(shown[0]!.mediaUrl!, { range: 'bytes=0-1,5-9' })).status).toBe(200);
    const head = await ask(shown[0]!.mediaUrl!, { range: 'bytes=0-1' }, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([206, '2']);
  });

  it('is not given out at any other address, nor when its hour is over', async () => {
    const good = new URL(running.url + shown[0]!.mediaUrl!);
    const bad = (change: (url: URL) => void): Promise<Response> => {
      const url = new URL(good);
      change(url);
      return fetch(url);
    };
    for (const change of [
      (url: URL) => url.searchParams.set('signature', 'x'.repeat(43)),
      (url: URL) => url.searchParams.set('signature', ''),
      (url: URL) => url.searchParams.delete('signature'),
      (url: URL) => url.searchParams.set('expires', '9999999999'),
      (url: URL) => url.searchParams.set('expires', `${url.searchParams.get('expires')}.0`),
      (url: URL) => (url.pathname = '/gateway/media/pictures/week.png'),
      (url: URL) => (url.pathname = '/gateway/media/recordings/own.bin'),
    ]) {
      const answer = await bad(change);
      expect(answer.status).toBe(403);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
    now += 3_600_000 - 1;
    expect((await ask(shown[0]!.mediaUrl!)).status).toBe(200);
    now += 3_600_000;
    expect((await ask(shown[0]!.mediaUrl!)).status).toBe(403);
  });

  it('that was deleted is 404, and nothing outside the folder is ever opened', async () => {
    await new MediaFolder(running.data).remove('speech/model.ogg');
    expect((await ask(shown[0]!.mediaUrl!)).status).toBe(404);
    for (const path of ['..%2f..%2fetc/passwd', 'speech/..%2f..%2fmedia.key', 'speech/%00.ogg']) {
      const answer = await raw(running.url, `/gateway/media/${path}?expires=1&signature=x`);
      expect([403, 404]).toContain(answer.status);
    }
  });
});

test('even a right signature opens no other file', async () => {
  const key = new Uint8Array(32);
  const outside = new MediaAddresses(key, () => now).of('../media.key');
  await running.close();
  running = await runServer(() => [], { deps: { now: () => now } });
  writeFileSync(join(running.data, 'media.key'), 'secret');
  expect((await fetch(running.url + outside)).status).toBeGreaterThanOrEqual(403);
});

describe('the key', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'parley-key-'))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('is made once, for nobody else to read', async () => {
    const key = await openKey(join(dir, 'data'));
    expect(key).toHaveLength(32);
    expect(statSync(join(dir, 'data/media.key')).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await openKey(join(dir, 'data'))).equals(Buffer.from(key))).toBe(true);
  });

  it('that can neither be read nor made stops the start, naming the setting', async () => {
    writeFileSync(join(dir, 'file'), '');
    await expect(openKey(join(dir, 'file'))).rejects.toThrow(/^DATA_DIR must be a folder/);
  });

  it('that was cut off is made anew', async () => {
    writeFileSync(join(dir, 'media.key'), 'half');
    writeFileSync(join(dir, 'media.key.part'), 'of a kill');
    const key = await openKey(dir);
    expect(key).toHaveLength(32);
    expect(readFileSync(join(dir, 'media.key')).equals(Buffer.from(key))).toBe(true);
  });
});

test.each<[string | undefined, ReturnType<typeof spanOf>]>([
  [undefined, 'whole'],
  ['bytes=0-0', { from: 0, to: 0 }],
  ['bytes=0-', { from: 0, to: 99 }],
  ['bytes=90-1000', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-1000', { from: 0, to: 99 }],
  ['bytes=-0', 'none'],
  ['bytes=100-', 'none'],
  ['bytes=-', 'whole'],
  ['bytes=5-2', 'whole'],
  ['bytes=0-1,4-5', 'whole'],
  ['lines=0-1', 'whole'],
  ['bytes=0x1-2', 'whole'],
  [`bytes=${'9'.repeat(40)}-`, 'whole'],
])('%s of a hundred bytes', (header, span) => {
  expect(spanOf(header, 100)).toEqual(span);
});
