import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { RecordingGone, type PhysicalMessage } from '../../../../bot/channels/channel.js';
import { ApiFailure, BotApi } from '../../../../bot/channels/telegram/api.js';
import { fetchRecording } from '../../../../bot/channels/telegram/files.js';
import { sendOne } from '../../../../bot/channels/telegram/sending.js';
import { StoreUnavailable } from '../../../../db/store.js';
import { FakeTelegram, type FakeLearner } from '../../../support/fake-telegram/index.js';

let telegram: FakeTelegram;
let ana: FakeLearner;
let api: BotApi;
const never = new AbortController().signal;
beforeEach(async () => {
  telegram = await FakeTelegram.open();
  ana = telegram.learner();
  ana.begun = true;
  api = waiting(300);
});
afterEach(() => telegram.close());

/** @param patience seconds */
const waiting = (patience: number) => new BotApi({ token: telegram.token, root: telegram.root, patience });

describe('a recording', () => {
  const limit = 20 * 1024 * 1024;
  const sound = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(50_000, 3)]);
  const fetched = (remote: string, most = limit, signal = never) =>
    fetchRecording(api, { remote }, most, signal);
  const why = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'came',
      (error: unknown) => (error instanceof RecordingGone ? error.why : error),
    );

  it('is fetched whole', async () => {
    const remote = ana.speak(sound);
    expect(Buffer.from(await fetched(remote)).equals(sound)).toBe(true);
  });

  it('that nobody knows any more is gone', async () => {
    expect(await why(fetched('unknown'))).toBe('gone');
    const remote = ana.speak(sound);
    telegram.fail('download', { code: 404, description: '' });
    expect(await why(fetched(remote))).toBe('gone');
    expect(await why(fetchRecording(api, {}, limit, never))).toBe('gone');
  });

  it('that is too large is not read', async () => {
    const large = ana.speak(Buffer.alloc(limit + 1));
    expect(await why(fetched(large))).toBe('large');
    expect(telegram.done('download')).toHaveLength(0);
    const remote = ana.speak(sound);
    // The server tells its size.
    expect(await why(fetched(remote, 1000))).toBe('large');
    expect(await why(fetchRecording(api, { remote, bytes: 30_000_000 }, limit, never))).toBe('large');
    // A server that told a wrong one is not believed: more bytes come than it said.
    telegram.watch = ({ method }, moment, result) => {
      if (method === 'getFile' && moment === 'done') (result as { file_size: number }).file_size = 1;
    };
    expect(await why(fetched(remote, 1000))).toBe('large');
  });

  it.each([
    ['getFile', { code: 500, description: 'Internal Server Error' }],
    ['getFile', { code: 429, description: 'Too Many Requests', retryAfter: 1 }],
    ['getFile', { code: 400, description: 'Bad Request: file is temporarily unavailable' }],
    ['getFile', { broken: 'before' }],
    ['getFile', 'late'],
    ['download', { code: 500, description: '' }],
    ['download', { code: 401, description: '' }],
    ['download', { broken: 'before' }],
    ['download', { broken: 'after' }],
    ['download', 'late'],
  ] as const)('that cannot be had now is worth another try: %s %o', async (method, fault) => {
    const remote = ana.speak(sound);
    let come = (): void => {};
    const held = new Promise<void>((resolve) => (come = resolve));
    telegram.fail(method, fault === 'late' ? { held } : fault);
    if (fault === 'late') api = waiting(1);
    const failure = await fetched(remote).catch((error: unknown) => error);
    come();
    api = waiting(300);
    expect(failure).toBeInstanceOf(ApiFailure);
    const told = [String(failure), (failure as Error).stack, JSON.stringify(failure)].join();
    expect(told).not.toContain(telegram.token);
    expect((failure as Error).cause).toBeUndefined();
    expect(Buffer.from(await fetched(remote)).equals(sound)).toBe(true);
  });

  it.each(['../secret', '/etc/passwd', 'http://evil/x', 'voice/../../x', 'a b', 'x?y', '', 7, undefined])(
    'with the path %s is not asked for',
    async (file_path) => {
      const remote = ana.speak(sound);
      telegram.watch = ({ method }, moment, result) => {
        if (method === 'getFile' && moment === 'done')
          (result as { file_path: unknown }).file_path = file_path;
      };
      expect(await why(fetched(remote))).toBeInstanceOf(ApiFailure);
      expect(telegram.calls.some(({ method }) => method === 'download')).toBe(false);
    },
  );

  it('is let go of when it is no longer wanted', async () => {
    const remote = ana.speak(sound);
    telegram.fail('download', { held: new Promise(() => {}) });
    const stopping = new AbortController();
    telegram.watch = ({ method }) => {
      if (method === 'download') stopping.abort(new Error('stopped'));
    };
    await expect(fetched(remote, limit, stopping.signal)).rejects.toThrow('stopped');
  });
});

describe('what is sent', () => {
  const ogg = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(4000, 1)]);
  const png = Buffer.alloc(200);
  png.write('\x89PNG\r\n\x1a\n', 'latin1');
  png.writeUInt32BE(1080, 16);
  png.writeUInt32BE(600, 20);
  const voice: PhysicalMessage = {
    kind: 'voice',
    text: 'a glass of water',
    media: { file: 'speech/a.ogg', type: 'audio/ogg', bytes: ogg.length, seconds: 1.6 },
    buttons: [],
    asks: false,
  };
  const picture: PhysicalMessage = {
    kind: 'image',
    text: 'Five days of five',
    media: { file: 'pictures/a.png', type: 'image/png', bytes: png.length, width: 1080, height: 600 },
    buttons: [],
    asks: false,
  };
  const known = new Map<string, string>();
  const there = new Map<string, Buffer>();
  const uploads: string[] = [];
  const voiceless = new Set<string>();
  beforeEach(() => {
    known.clear();
    uploads.length = 0;
    voiceless.clear();
    away = false;
    there.set('speech/a.ogg', ogg);
    there.set('pictures/a.png', png);
  });
  let away = false;
  const deps = (): Parameters<typeof sendOne>[0] => ({
    api,
    account: '7',
    voiceless,
    uploading: (_, kind) => void uploads.push(kind),
    files: {
      async read(file) {
        const bytes = there.get(file);
        if (!bytes) throw new Error('none');
        return bytes;
      },
      sent: async (account, file) => known.get(`${account} ${file}`),
      async remember(account, file, id) {
        if (away) throw new StoreUnavailable('busy');
        known.set(`${account} ${file}`, id);
      },
    },
  });
  const send = async (message: PhysicalMessage) => (await sendOne(deps(), String(ana.id), message)).outcome;

  it('is a voice message without a caption', async () => {
    expect(await send(voice)).toMatchObject({ kind: 'sent', externalId: expect.any(String) as string });
    expect(ana.messages).toMatchObject([{ text: '', media: { kind: 'voice', name: 'voice.ogg' } }]);
    expect(ana.messages[0]?.media?.bytes.equals(ogg)).toBe(true);
    expect(telegram.done('sendVoice')[0]?.payload).toMatchObject({ duration: '2' });
    expect(uploads).toEqual(['voice']);
  });

  it('is brought once, and named from then on', async () => {
    for (let time = 0; time < 3; time += 1) {
      await send(voice);
      await send(picture);
    }
    expect(ana.messages.map(({ media }) => media?.kind)).toEqual([
      'voice',
      'photo',
      'voice',
      'photo',
      'voice',
      'photo',
    ]);
    expect(uploads).toEqual(['voice', 'image']);
    // Once the cache has let go of it, it is still there.
    there.clear();
    expect((await send(voice)).kind).toBe('sent');
    expect(ana.messages.at(-1)?.media?.kind).toBe('voice');
  });

  it('is sent, and not once more, where its name cannot be kept', async () => {
    away = true;
    expect((await send(voice)).kind).toBe('sent');
    expect((await send(picture)).kind).toBe('sent');
    expect(ana.messages).toHaveLength(2);
  });

  it('is brought again where the server has forgotten it', async () => {
    known.set('7 speech/a.ogg', 'of-another-bot');
    expect((await send(voice)).kind).toBe('sent');
    expect(ana.messages).toHaveLength(1);
    expect(known.get('7 speech/a.ogg')).not.toBe('of-another-bot');
  });

  it('is a file for who takes no voice messages, from the first time on', async () => {
    ana.voiceless = true;
    await send(voice);
    await send(voice);
    expect(ana.messages.map(({ media, text }) => [media?.kind, text])).toEqual([
      ['document', 'a glass of water'],
      ['document', 'a glass of water'],
    ]);
    expect(telegram.calls.filter(({ method }) => method === 'sendVoice')).toHaveLength(1);
    expect(known.size).toBe(0);
  });

  it('is a picture with a short caption', async () => {
    await send(picture);
    expect(ana.messages).toMatchObject([{ text: 'Five days of five', media: { kind: 'photo' } }]);
    await send({ ...picture, text: 'word '.repeat(400) });
    const { text } = ana.messages.at(-1)!;
    expect(text.length).toBeLessThanOrEqual(200);
    expect(text).toMatch(/word …$/);
  });

  it('is a file where a picture is too long for one', async () => {
    const long = Buffer.from(png);
    long.writeUInt32BE(50_000, 20);
    there.set('pictures/a.png', long);
    await send(picture);
    expect(ana.messages).toMatchObject([{ text: 'Five days of five', media: { kind: 'document' } }]);
  });

  it('is its words where nothing else is taken, or the file is gone', async () => {
    telegram.fail('sendVoice', { code: 400, description: 'Bad Request: whatever' });
    telegram.fail('sendDocument', { code: 400, description: 'Bad Request: whatever' });
    expect((await send(voice)).kind).toBe('sent');
    there.clear();
    expect((await send(picture)).kind).toBe('sent');
    expect(ana.texts).toEqual(['a glass of water', 'Five days of five']);
    expect(ana.messages.every(({ media }) => media === undefined)).toBe(true);
  });

  it.each([
    [{ code: 403, description: 'Forbidden: bot was blocked by the user' }, 'gone'],
    [{ code: 400, description: 'Bad Request: chat not found' }, 'gone'],
    [{ code: 429, description: 'Too Many Requests', retryAfter: 3 }, 'retry'],
    [{ code: 401, description: 'Unauthorized' }, 'misconfigured'],
    [{ code: 500, description: 'Internal Server Error' }, 'retry'],
    [{ broken: 'before' }, 'retry'],
  ] as const)('fails as texts do: %o', async (fault, kind) => {
    telegram.fail('sendVoice', fault);
    expect((await send(voice)).kind).toBe(kind);
    expect(ana.messages).toHaveLength(0);
    expect(known.size).toBe(0);
  });

  test('never tells the token or the words', async () => {
    telegram.fail('sendVoice', { broken: 'before' });
    const { failure, outcome } = await sendOne(deps(), String(ana.id), voice);
    const told = [JSON.stringify(outcome), String(failure?.stack), JSON.stringify({ ...failure })].join();
    expect(told).not.toContain(telegram.token);
    expect(told).not.toContain('glass');
  });
});
