import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../db/sqlite/store.js';
import type { Inbound, Store } from '../../db/store.js';
import { examine, examineVendors } from '../../scripts/doctor/examine.js';
import { size } from '../../scripts/doctor/disk.js';
import { printed, well, type Verdict } from '../../scripts/doctor/verdict.js';
import { FakeTelegram } from '../support/fake-telegram/index.js';

let folder: string;
let env: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-doctor-'));
  env = { DATABASE_PATH: join(folder, 'parley.sqlite'), DATA_DIR: folder, PATH: '' };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const named = (verdicts: readonly Verdict[], name: string) =>
  verdicts.filter((verdict) => verdict.name === name);

describe('an installation before its first start', () => {
  test('is well: what is not there yet or not configured is off', () => {
    const verdicts = examine(env);
    expect(well(verdicts)).toBe(true);
    expect(named(verdicts, 'configuration')).toMatchObject([{ state: 'ok' }]);
    expect(named(verdicts, 'content')).toMatchObject([{ state: 'ok' }]);
    expect(named(verdicts, 'database')).toMatchObject([{ state: 'off' }]);
    // None on the PATH: the one that comes with us is used.
    expect(named(verdicts, 'ffmpeg')).toMatchObject([
      { state: 'ok', message: expect.stringContaining('comes with us') as string },
    ]);
  });

  test('tells which settings have no effect yet', () => {
    const verdicts = examine({ ...env, TWILIO_AUTH_TOKEN: 'secret' });
    expect(named(verdicts, 'configuration')).toMatchObject([
      { state: 'ok' },
      { state: 'off', message: 'not part of this version, ignored: TWILIO_AUTH_TOKEN' },
    ]);
  });

  test('tells which ffmpeg there is', () => {
    const program = join(folder, 'ffmpeg');
    const look = () => named(examine({ ...env, PATH: `/nowhere:${folder}` }), 'ffmpeg')[0]?.message;
    writeFileSync(program, '');
    expect(look()).not.toContain(program);
    writeFileSync(program, '#!/bin/sh\necho libopus\n');
    chmodSync(program, 0o755);
    expect(look()).toContain(program);
    // One that was built without Opus is passed over.
    writeFileSync(program, '#!/bin/sh\necho flac\n');
    expect(look()).not.toContain(program);
  });
});

describe.each([
  ['LLM', 'language model'],
  ['STT', 'transcription'],
  ['TTS', 'speech'],
])('the servers of %s', (job, name) => {
  const asked = async (more: Record<string, string>) =>
    named(await examineVendors({ ...env, ...more }), name);
  /** A server with one model, for one key. */
  const server = createServer((request, response) => {
    const known = request.headers.authorization === 'Bearer sk-right';
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? { data: [{ id: 'small' }] } : { error: 'No: sk-wrong' }));
  });
  let url: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('are none where none is configured, and that is no fault', async () => {
    const [verdict] = await asked({});
    expect(verdict?.message).toContain('no server configured');
    expect(verdict?.state).not.toBe('look');
  });

  test('are asked, each of a list, whether they answer with this key and model', async () => {
    const verdicts = await asked({
      [`${job}_API_KEY`]: 'sk-right,sk-right,sk-wrong,sk-right',
      [`${job}_BASE_URL`]: `${url},${url},${url},http://127.0.0.1:1/v1`,
      [`${job}_MODEL`]: 'small,large,small,small',
    });
    expect(verdicts.map(({ state }) => state)).toEqual(['ok', 'look', 'look', 'look']);
    expect(verdicts.map(({ message }) => message.replace(/ at \S+/, ''))).toEqual([
      'small answers',
      'large is not among the models there',
      'small does not take the key',
      'small does not answer',
    ]);
    expect(verdicts[2]?.remedy).toContain(`${job}_API_KEY`);
    expect(JSON.stringify(verdicts)).not.toContain('sk-');
  });
});

describe('Telegram', () => {
  const token = '7000000001:AAFakeTokenOfTheTests';

  test('is off without a token', async () => {
    expect(named(await examineVendors(env), 'telegram')).toMatchObject([{ state: 'off', name: 'telegram' }]);
  });

  test('tells whose token it is, and what is wrong with one that is refused', async () => {
    const telegram = await FakeTelegram.open({ token });
    try {
      const at = { ...env, TELEGRAM_API_ROOT: telegram.root };
      const [well] = named(await examineVendors({ ...at, TELEGRAM_BOT_TOKEN: token }), 'telegram');
      expect(well).toMatchObject({
        state: 'ok',
        message: expect.stringContaining('@parley_test_bot') as string,
      });
      const [refused] = named(
        await examineVendors({ ...at, TELEGRAM_BOT_TOKEN: '1:AAAnotherToken' }),
        'telegram',
      );
      expect(refused).toMatchObject({
        state: 'look',
        remedy: expect.stringContaining('@BotFather') as string,
      });
      expect(JSON.stringify([well, refused])).not.toMatch(/AAFake|AAAnother/);
    } finally {
      await telegram.close();
    }
  });

  test('says so where nobody answers', async () => {
    const away = { ...env, TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: 'http://127.0.0.1:9' };
    const [line] = named(await examineVendors(away), 'telegram');
    expect(line).toMatchObject({ state: 'look' });
    expect(JSON.stringify(line)).not.toContain('AAFake');
  });
});

describe('what is wrong is told in a line each', () => {
  test('settings', () => {
    const verdicts = examine({ ...env, PORT: 'eighty', LOG_LEVEL: 'loud' });
    expect(well(verdicts)).toBe(false);
    const lines = named(verdicts, 'configuration');
    expect(lines.map(({ state }) => state)).toEqual(['look', 'look']);
    expect(lines.map(({ message }) => message.split(' ')[0])).toEqual(['PORT', 'LOG_LEVEL']);
    for (const { message } of lines) expect(message).not.toMatch(/\n|\bat /);
  });

  test('content', () => {
    const [line] = named(examine({ ...env, CONTENT_DIR: join(folder, 'nowhere') }), 'content');
    expect(line).toMatchObject({ state: 'look', remedy: 'npm run check shows all' });
    expect(line?.message).toContain('nowhere');
  });

  test('a place that cannot be written', () => {
    // A file where a folder should be: true for every user, root among them.
    writeFileSync(join(folder, 'file'), '');
    const verdicts = examine({ ...env, DATA_DIR: join(folder, 'file', 'data') });
    expect(named(verdicts, 'disk DATA_DIR')).toMatchObject([{ state: 'look' }]);
    expect(named(verdicts, 'disk DATABASE_PATH')).toMatchObject([{ state: 'ok' }]);
  });

  test('a database that is none, and one that is damaged', async () => {
    const file = env['DATABASE_PATH'] ?? '';
    writeFileSync(file, 'a letter to my grandmother, which is not a database at all'.repeat(20));
    expect(named(examine(env), 'database')).toMatchObject([{ state: 'look' }]);
    rmSync(file);
    const store = await openStore(file);
    for (let n = 0; n < 300; n += 1) await store.openChat({ ...chat, address: `c${n}`, guess: {}, at: 1 });
    await store.close();
    expect(named(examine(env), 'database')).toMatchObject([{ state: 'ok' }]);
    damage(file);
    const [line] = named(examine(env), 'database');
    expect(line).toMatchObject({ state: 'look' });
  });

  test('a database of a newer version', async () => {
    await (await openStore(env['DATABASE_PATH'] ?? '')).close();
    const db = new Sqlite(env['DATABASE_PATH'] ?? '');
    db.exec("insert into __drizzle_migrations (hash, created_at) values ('later', 9e12)");
    db.close();
    const [line] = named(examine(env), 'database');
    expect(line).toMatchObject({ state: 'look' });
    expect(line?.message).toContain('was written by a newer version of Parley: start that version');
  });

  test('a folder in the place of the database', () => {
    mkdirSync(env['DATABASE_PATH'] ?? '');
    expect(named(examine(env), 'database')).toMatchObject([{ state: 'look' }]);
  });
});

describe('a database in use', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(env['DATABASE_PATH'] ?? '');
  });
  afterEach(() => store.close());

  test('is read beside the engine that has it', async () => {
    await store.accept(hello('1'));
    const verdicts = examine(env);
    expect(well(verdicts)).toBe(true);
    expect(named(verdicts, 'database')[0]?.message).toContain('1 learner, 1 event and 0 sends waiting');
    expect(named(verdicts, 'events aside')).toMatchObject([{ state: 'ok', message: 'none' }]);
    expect(named(verdicts, 'sends failed')).toMatchObject([{ state: 'ok', message: 'none' }]);
    // Nothing was locked: the engine goes on.
    await expect(store.accept(hello('2'))).resolves.toMatchObject({ duplicate: false });
  });

  test('tells what was set aside and what could not be sent', async () => {
    for (let n = 0; n < 7; n += 1) await setAside(store, String(n));
    const [row] = await store.claim(Date.now() + 1, 1, new Set());
    const error = 'Forbidden: bot was blocked';
    await store.settle({ id: row?.id ?? 0, at: Date.UTC(2026, 2, 1), outcome: { kind: 'rejected', error } });
    const verdicts = examine(env);
    expect(well(verdicts)).toBe(false);
    const aside = named(verdicts, 'events aside');
    expect(aside).toHaveLength(6);
    expect(aside[0]?.message).toContain('TypeError: no such state');
    expect(aside.at(-1)?.message).toBe('and 2 more');
    const sends = named(verdicts, 'sends failed');
    expect(sends[0]?.message).toMatch(/on web was given up on 2026-03-01 00:00 UTC: Forbidden/);
  });
});

describe('the lines', () => {
  const verdicts: Verdict[] = [
    { state: 'ok', name: 'disk', message: 'room' },
    { state: 'look', name: 'configuration', message: 'PORT\nis odd\u001B[31m', remedy: 'mend it' },
  ];

  test('are aligned, one each, whatever a message holds, and plain in a pipe', () => {
    expect(printed(verdicts, false)).toBe(
      'ok    disk           room\nlook  configuration  PORT\\u{a}is odd\\u{1b}[31m: mend it\n',
    );
  });

  test('have colours on a terminal', () => {
    expect(printed(verdicts, true).split('\n')[0]).toBe('\u001B[32mok  \u001B[0m  disk           room');
  });

  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_500, '1.5 kB'],
    [84e9, '84 GB'],
  ])('%d bytes are %s', (bytes, shown) => expect(size(bytes)).toBe(shown));
});

const chat = { channel: 'web', account: 'local', address: 'chat' };

function hello(externalId: string): Inbound {
  const content = { kind: 'message', text: 'hello' } as const;
  return { ...chat, chat: chat.address, externalId, sender: { address: 'me' }, content, guess: {}, at: 1 };
}

/** Takes an event as the engine does where a turn threw twice; one line is to be sent. */
async function setAside(store: Store, externalId: string): Promise<void> {
  const { learnerId } = await store.accept(hello(externalId));
  const loaded = await store.load(learnerId);
  if (!loaded) throw new Error('no event waits');
  const row = {
    chatId: loaded.chat.id,
    kind: 'send',
    payload: { kind: 'text', text: 'sorry' },
    ordered: true,
  };
  await store.commit({
    eventId: loaded.eventId,
    eventState: 'aside',
    error: 'TypeError: no such state',
    learner: loaded.learner,
    instances: [],
    records: [],
    outbox: [row],
    schedule: [],
    unschedule: [],
    abandon: [],
    at: 1,
  });
}

/** Overwrites pages in the middle of the file. */
function damage(file: string): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(40_000, 0xff), 0, 40_000, 8_192);
  closeSync(handle);
}
