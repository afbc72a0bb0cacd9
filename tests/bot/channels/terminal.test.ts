import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { MediaFolder } from '../../../bot/media/folder.js';
import { TerminalChannel } from '../../../bot/channels/terminal.js';
import type { Inbound } from '../../../db/store.js';

let dir: string;
let said: Inbound['content'][];
let shown: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-terminal-'));
  said = [];
  shown = '';
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const chat = { id: 1, channel: 'terminal', account: 'local', address: 'terminal', lastN: 0 };

/** A pipe of lines. */
const lines = (...typed: string[]): Promise<TerminalChannel> => typing(new PassThrough(), ...typed);

async function typing(output: PassThrough, ...typed: string[]): Promise<TerminalChannel> {
  output.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const terminal = new TerminalChannel({
    input: Readable.from(typed.map((line) => `${line}\n`)),
    output,
    guess: {},
    answered: async () => {},
    opening: [],
    now: () => 1,
    colours: false,
    folder: new MediaFolder(dir),
  });
  await terminal.start(async ({ content }) => {
    said.push(content);
    return { duplicate: false, eventId: 1, learnerId: '1', chatId: 1, n: 1 };
  });
  await terminal.converse();
  return terminal;
}

it('says what is in a file, and everything else as it is written', async () => {
  const file = join(dir, 'my voice.ogg');
  writeFileSync(file, 'OggS and so on');
  await lines(`voice ${file}`, 'voice is what I mean', 'my voice', 'Voice', `VOICE  ${file} `);
  expect(said.map((content) => (content.kind === 'message' ? content.text : content.kind))).toEqual([
    'voice',
    'voice is what I mean',
    'my voice',
    'Voice',
    'voice',
  ]);
  const [first] = said;
  if (first?.kind !== 'voice') throw new Error('no voice');
  expect(first.recording).toEqual({ file: expect.stringMatching(/^recordings\//) as string, bytes: 14 });
  expect(Buffer.from(await new MediaFolder(dir).read(first.recording.file!)).toString()).toBe(
    'OggS and so on',
  );
});

it('tells of a file that is none, and says nothing to anybody', async () => {
  mkdirSync(join(dir, 'folder'));
  await lines('voice nowhere.ogg', 'voice ./nowhere', `voice ${join(dir, 'folder')}`, 'voice /dev/zero');
  expect(said).toEqual([]);
  expect(shown.match(/There is no file/g)).toHaveLength(4);
});

it('tells of a recording that is too large, and says nothing to anybody', async () => {
  const file = join(dir, 'long.wav');
  writeFileSync(file, '');
  truncateSync(file, 20 * 2 ** 20 + 1);
  await lines(`voice ${file}`);
  expect(said).toEqual([]);
  expect(shown).toContain(`${file} has more than 20 MB`);
});

test('a line is 76 characters long where nobody knows how wide the terminal is', async () => {
  const terminal = await typing(Object.assign(new PassThrough(), { columns: 0 }));
  const text = 'tea and coffee '.repeat(12).trim();
  await terminal.send(chat, { kind: 'text', text, buttons: [], asks: false });
  const [first = '', ...more] = shown.trim().split('\n');
  expect(more).toHaveLength(2);
  expect(first.length).toBeGreaterThan(60);
});

test('voices and pictures are shown as their words and where they are', async () => {
  const terminal = await lines();
  const none = { buttons: [], asks: false };
  const media = { file: 'speech/a.ogg', type: 'audio/ogg', bytes: 9, seconds: 63.4 };
  await terminal.send(chat, { kind: 'voice', text: 'a glass of water', media, ...none });
  const picture = { file: 'pictures/a.png', type: 'image/png', bytes: 9 };
  await terminal.send(chat, { kind: 'image', text: 'Five days of five', media: picture, ...none });
  expect(shown).toContain('▸ voice 1:03 "a glass of water"');
  expect(shown).toContain(join(dir, 'speech/a.ogg'));
  expect(shown).toContain('▸ picture: Five days of five');
  expect(shown).toContain(join(dir, 'pictures/a.png'));
});
