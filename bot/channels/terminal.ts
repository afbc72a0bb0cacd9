import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Chat, Inbound } from '../../db/store.js';
import type { Guess } from '../../flows/learner.js';
import { terminal as capabilities } from './capabilities/terminal.js';
import type { Accept, Channel, PhysicalMessage, SendOutcome } from './channel.js';
import type { MediaFolder } from '../media/folder.js';

export interface TerminalOptions {
  input: Readable & { isTTY?: boolean };
  output: Writable & { isTTY?: boolean; columns?: number };
  guess: Guess;
  /** Resolves when the answer to the last message is shown: only then is the next line read. */
  answered: () => Promise<void>;
  /** What the learner "says" before typing anything. */
  opening: string[];
  now: () => number;
  /** Colours only where somebody looks at them. */
  colours: boolean;
  /** Where sound and pictures lie. */
  folder: MediaFolder;
}

/** `voice my.ogg`: what is in the file is what the learner says. */
const spoken = /^voice\s+(\S.*?)\s*$/i;
const recordingMegabytes = 20;

const widest = 76;

/** A learner at the keyboard, or a file of lines: one line, one message. */
export class TerminalChannel implements Channel {
  readonly name = capabilities.name;
  readonly capabilities;
  #lines: Interface | undefined;
  #accept: Accept | undefined;
  #sent = 0;
  /** Two runs on one database are one chat, but never the same message. */
  readonly #run: number;

  constructor(private readonly options: TerminalOptions) {
    this.capabilities = { ...capabilities, marks: options.colours ? capabilities.marks : ('plain' as const) };
    this.#run = options.now();
  }

  async start(accept: Accept): Promise<void> {
    this.#accept = accept;
  }

  /** Talks until the input ends. */
  async converse(): Promise<void> {
    const { input, output, opening, answered } = this.options;
    for (const text of opening) await this.#say(text);
    await answered();
    this.#lines = createInterface({ input, output: input.isTTY ? output : undefined, prompt: this.#prompt });
    this.#lines.on('SIGINT', () => this.#lines?.close());
    if (input.isTTY) this.#lines.prompt();
    for await (const line of this.#lines) {
      if (!input.isTTY) output.write(`${this.#prompt}${line}\n`);
      output.write('\n');
      await this.#say(line);
      await answered();
      if (input.isTTY) this.#lines.prompt();
    }
  }

  async stop(): Promise<void> {
    this.#lines?.close();
  }

  async send(_chat: Chat, message: PhysicalMessage): Promise<SendOutcome> {
    const { output } = this.options;
    // A terminal of unknown width has 0 columns.
    const columns = Math.min(widest, (output.columns || 80) - 4);
    const text = this.#shown(message)
      .split('\n')
      .map((line) => wrap(line, columns).join('\n'))
      .join('\n');
    const written = new Promise<void>((resolve, reject) =>
      output.write(`${text.replace(/^(?=.)/gm, '  ')}\n\n`, (error) => (error ? reject(error) : resolve())),
    );
    await written;
    return { kind: 'sent' };
  }

  status(): { state: 'ok' } {
    return { state: 'ok' };
  }

  /** Nothing is played by itself: where the file is, is said. */
  #shown({ kind, text, media }: PhysicalMessage): string {
    if (kind === 'text' || !media) return text;
    const path = this.options.folder.path(media.file);
    if (kind === 'image') return `▸ picture: ${text}\n${path}`;
    const seconds = Math.round(media.seconds ?? 0);
    const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return `▸ voice ${length}${text === '' ? '' : ` "${text}"`}\n${path}`;
  }

  /** @returns what is wrong with a recording that cannot be taken */
  async #content(text: string): Promise<Inbound['content'] | string> {
    const [, path] = spoken.exec(text) ?? [];
    if (path === undefined) return { kind: 'message', text };
    const found = await stat(path).catch(() => undefined);
    // "voice is what I mean" is a sentence; "voice my.ogg" is not.
    if (!found && !/[./\\]\S/.test(path)) return { kind: 'message', text };
    if (!found?.isFile()) return `There is no file ${path} that could be a recording.`;
    if (found.size > recordingMegabytes * 2 ** 20)
      return `${path} has more than ${recordingMegabytes} MB, which is too much for a recording.`;
    const bytes = await readFile(path);
    const file = await this.options.folder.write('recordings', `${randomUUID()}.bin`, bytes);
    return { kind: 'voice', recording: { file, bytes: bytes.length } };
  }

  get #prompt(): string {
    return this.options.colours ? '\u001B[36m›\u001B[39m ' : '> ';
  }

  async #say(text: string): Promise<void> {
    const { guess, now, output } = this.options;
    const content = await this.#content(text);
    if (typeof content === 'string') {
      output.write(`  ${content}\n\n`);
      return;
    }
    this.#sent += 1;
    if (!this.#accept) throw new Error('the terminal has not been started');
    await this.#accept({
      channel: this.name,
      account: 'local',
      chat: 'terminal',
      externalId: `${this.#run}.${this.#sent}`,
      sender: { address: 'terminal' },
      content,
      guess,
      at: now(),
    });
  }
}

/** At spaces, by what is seen: escape sequences take no room. */
function wrap(line: string, columns: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const candidate = current === '' ? word : `${current} ${word}`;
    if (current !== '' && stripVTControlCharacters(candidate).length > columns) {
      lines.push(current);
      current = word;
    } else current = candidate;
  }
  return [...lines, current];
}
