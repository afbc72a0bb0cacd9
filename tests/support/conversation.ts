import { expect } from 'vitest';
import { createCore, type CoreDeps, type Running } from '../../bot/app.js';
import { telegram } from '../../bot/channels/capabilities/telegram.js';
import { terminal } from '../../bot/channels/capabilities/terminal.js';
import { web } from '../../bot/channels/capabilities/web.js';
import type { Capabilities, Channel, PhysicalMessage } from '../../bot/channels/channel.js';
import type { SpeechDeps } from '../../bot/effects/speech.js';
import { createLogger } from '../../bot/log.js';
import { Harper } from '../../bot/providers/harper/harper.js';
import { ModelList } from '../../bot/providers/llm/list.js';
import { openai } from '../../bot/providers/llm/openai.js';
import { noModels } from '../../bot/providers/models.js';
import { loadContent, type Content } from '../../content/load.js';
import { openStore } from '../../db/sqlite/store.js';
import type { Chat } from '../../db/store.js';
import type { Guess } from '../../flows/learner.js';
import type { Recording } from '../../flows/speech/recording.js';
import type { FakeModel } from './fake-model.js';
import { noProofreader } from './vendors.js';

const serverOf = ({ baseUrl }: Pick<FakeModel, 'baseUrl'>) => ({
  name: 'fake',
  apiKey: 'k',
  baseUrl,
  model: 'fake-1',
});

/** A learner and Parley, in one process, with a clock that the test turns. */

export interface Options {
  guess?: Guess;
  channel?: 'web' | 'terminal' | 'telegram';
  content?: Content;
  /** ISO instant of the first message. */
  at?: string;
  /** Milliseconds until the learner says the next thing; 15 s without. */
  pace?: number;
  /** A language model to talk with; none without. */
  model?: Pick<FakeModel, 'baseUrl'>;
  /** Harper looks at what is written in scripted scenes. */
  proofreads?: boolean;
  /** What can be heard, said and drawn, and who does it; nothing without. */
  speech?: SpeechDeps;
  able?: NonNullable<CoreDeps['speech']>['able'];
}

/** Everything there is to hear and say with. */
const everything = { listens: true, transcribes: true, pronounces: true, speaks: true, draws: true };

let packaged: Content | undefined;
export function packagedContent(): Content {
  packaged ??= loadContent(process.env['TEST_CONTENT']);
  return packaged;
}

export class Talk {
  readonly lines: string[] = [];
  /** What Parley said, newest last. */
  readonly messages: PhysicalMessage[] = [];
  #sent = 0;
  #now: number;
  core!: Running;

  private constructor(private readonly options: Options) {
    this.#now = Date.parse(options.at ?? '2026-03-02T09:00:00Z');
  }

  static async begin(options: Options = {}): Promise<Talk> {
    const talk = new Talk(options);
    talk.core = createCore({
      store: await openStore(':memory:'),
      content: options.content ?? packagedContent(),
      channels: [talk.#channel()],
      log: createLogger('silent'),
      clock: { now: () => talk.#now },
      vendors: {
        models: options.model
          ? new ModelList([openai(serverOf(options.model))], createLogger('silent'), { now: () => talk.#now })
          : noModels,
        proofreader: options.proofreads === true ? new Harper({ patience: 300_000 }) : noProofreader,
      },
      ...(options.speech && {
        speech: { deps: options.speech, able: options.able ?? everything, stop: async () => {} },
      }),
    });
    return talk;
  }

  get now(): number {
    return this.#now;
  }

  /** The learner writes, and waits for the answer. */
  async say(text: string): Promise<void> {
    this.lines.push(`learner  ${text.replaceAll('\n', '\n         ')}`);
    await this.#accept({ kind: 'message', text });
  }

  /** The learner taps a button of the latest message that has it. */
  async tap(label: string): Promise<void> {
    const message = this.messages.findLast(({ buttons }) => buttons.some((one) => one.label === label));
    const button = message?.buttons.find((one) => one.label === label);
    if (!button) throw new Error(`nobody offered ( ${label} )\n${this.transcript()}`);
    this.lines.push(`learner  ( ${label} )`);
    await this.#accept({ kind: 'tap', value: button.value, label });
  }

  /** The learner speaks: a recording that a fake listener knows by its file, or one that is really there. */
  async speak(recording: Recording, shown = '0:03'): Promise<void> {
    this.lines.push(`learner  ▸ voice ${shown}`);
    await this.#accept({ kind: 'voice', recording });
  }

  /** A button that is not on the screen: from long ago, or made up. */
  async tapValue(value: string): Promise<void> {
    this.lines.push(`learner  ( ${value} )`);
    await this.#accept({ kind: 'tap', value, label: '' });
  }

  /** Several messages before any answer can come. */
  async burst(...texts: string[]): Promise<void> {
    for (const text of texts) this.lines.push(`learner  ${text}`);
    await Promise.all(texts.map((text) => this.#send({ kind: 'message', text })));
    await this.core.engine.idle();
  }

  /** Time passes, and whatever is due in it happens. */
  async wait(what: { days?: number; hours?: number; minutes?: number; seconds?: number }): Promise<void> {
    const { days = 0, hours = 0, minutes = 0, seconds = 0 } = what;
    const until = this.#now + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    this.lines.push(
      '',
      `        (${Object.entries(what)
        .map(([unit, count]) => `${count} ${unit}`)
        .join(' ')} later)`,
      '',
    );
    for (;;) {
      const next = await this.core.store.nextDue();
      if (next === undefined || next > until) break;
      this.#now = Math.max(this.#now, next);
      await this.core.poller.tick();
      await this.core.engine.idle();
    }
    this.#now = until;
  }

  transcript(): string {
    return `${this.lines.join('\n')}\n`;
  }

  /** The conversation is the one that was read and accepted: `npx vitest run tests/conversations -u` regenerates. */
  async matches(name: string): Promise<void> {
    await this.core.stop();
    await expect(this.transcript()).toMatchFileSnapshot(`../conversations/golden/${name}.txt`);
  }

  async #accept(content: Parameters<Running['engine']['receive']>[0]['content']): Promise<void> {
    await this.#send(content);
    await this.core.engine.idle();
    this.#now += this.options.pace ?? 15_000;
  }

  async #send(content: Parameters<Running['engine']['receive']>[0]['content']): Promise<void> {
    this.#sent += 1;
    await this.core.engine.receive({
      channel: this.#capabilities.name,
      account: 'test',
      chat: 'chat',
      externalId: String(this.#sent),
      sender: { address: 'learner' },
      content,
      guess: this.options.guess ?? {},
      at: this.#now,
    });
  }

  #hear(message: PhysicalMessage): void {
    this.messages.push(message);
    this.lines.push(...shown(message));
  }

  get #capabilities(): Capabilities {
    if (this.options.channel === 'telegram') return telegram;
    return this.options.channel === 'terminal' ? { ...terminal, marks: 'plain' } : web;
  }

  #channel(): Channel {
    return {
      name: this.#capabilities.name,
      capabilities: this.#capabilities,
      start: async () => {},
      stop: async () => {},
      send: async (_chat: Chat, message: PhysicalMessage) => {
        if (this.#capabilities.history !== true) this.#hear(message);
        return { kind: 'sent' };
      },
      // The web chat is its history: what stands in it is said.
      shown: (_chat, _n, { body }) => {
        if (this.#capabilities.history === true) this.#hear(body as PhysicalMessage);
      },
      status: () => ({ state: 'ok' }),
    };
  }
}

/** As it reads in a chat: English that is being learned between « », buttons in parentheses. */
function shown(message: PhysicalMessage): string[] {
  if (message.kind === 'voice') return [`Parley   ▸ voice ${length(message)} "${message.text}"`];
  if (message.kind === 'image') return [`Parley   ▸ picture "${message.text}"`];
  const body = message.blocks
    ? message.blocks.map(({ role, spans }) => {
        const text = spans
          .map((span) =>
            span.mark === 'strong' ? `*${span.text}*` : span.mark === 'em' ? `_${span.text}_` : span.text,
          )
          .join('');
        return role === 'english' ? `« ${text} »` : text;
      })
    : message.text.split('\n').filter(Boolean);
  const buttons = message.buttons.map(({ label }) => `( ${label} )`);
  const rows = [...body, ...(buttons.length > 0 ? [buttons.join(' ')] : [])];
  return rows.map(
    (row, index) => `${index === 0 ? 'Parley   ' : '         '}${row.replaceAll('\n', '\n         ')}`,
  );
}

/** Minutes and seconds, as players show them. */
function length({ media }: PhysicalMessage): string {
  const seconds = Math.round(media?.seconds ?? 0);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
