import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { web } from '../../bot/channels/capabilities/web.js';
import type { Channel, PhysicalMessage, SendOutcome } from '../../bot/channels/channel.js';
import type { Limits } from '../../bot/providers/budget.js';
import type { Handlers } from '../../bot/effects/registry.js';
import type { SpeechDeps } from '../../bot/effects/speech.js';
import { Engine, type EngineDeps } from '../../bot/engine/engine.js';
import { Poller } from '../../bot/jobs/poller.js';
import { openai } from '../../bot/providers/llm/openai.js';
import type { Places } from '../../bot/providers/places.js';
import { loadContent, type Content } from '../../content/load.js';
import { openStore } from '../../db/sqlite/store.js';
import type { Accepted, Chat, ChatMessage, Inbound, Store } from '../../db/store.js';
import type { Argument, Line } from '../../flows/effects.js';
import type { Guess } from '../../flows/learner.js';
import type { Flows } from '../../flows/registry.js';
import type { StringArguments, StringKey } from '../../flows/strings.js';
import { vendors } from './vendors.js';

export interface DeskOptions {
  /** `:memory:` where it is left out. */
  file?: string;
  store?: Store;
  content?: Content;
  flows?: Flows;
  handlers?: Handlers;
  places?: Places;
  send?(chat: Chat, message: PhysicalMessage): Promise<SendOutcome>;
  /** The channel has no wire: what stands in its history is delivered (Capabilities.history). */
  history?: boolean;
  /** Called for each line of a history that is there to be seen. */
  shown?(chat: Chat, n: number): void;
  /** Epoch milliseconds. */
  now?: number;
  guess?: Guess;
  /** A language model to talk with, an OpenAI-compatible server; none without. */
  model?: { baseUrl: string };
  /** Calls to it in a UTC day; no limit without. */
  limits?: Limits;
  /** What hears and speaks, and what of it there is (everything, where only the first is given); nothing without. */
  speech?: SpeechDeps;
  able?: NonNullable<EngineDeps['able']>;
  /** Leaves what is in the store alone until `engine.start()`. */
  idle?: boolean;
}

export type Outcome = 'committed' | 'conflict' | 'aside';

const everything = { listens: true, transcribes: true, pronounces: true, speaks: true, draws: true };

function contentOf(said: string): Inbound['content'] {
  if (said.startsWith('#')) return { kind: 'tap', value: said.slice(1), label: '' };
  if (said.startsWith('▸')) return { kind: 'voice', recording: { file: said.slice(1) } };
  return { kind: 'message', text: said };
}

/** A lesson about tea and one about water, packaged strings, English only. */
export function fixtureContent(): Content {
  fixture ??= loadContent(fileURLToPath(new URL('../fixtures/content', import.meta.url)));
  return fixture;
}
let fixture: Content | undefined;

/** The engine with a store, a channel and a clock of the test's own, in this process. */
export class Desk {
  /** What left, in order. */
  readonly sent: { chat: string; text: string; message: PhysicalMessage }[] = [];
  /** What turns came to, in order. */
  readonly outcomes: Outcome[] = [];
  readonly presences: string[] = [];
  readonly engine: Engine;
  readonly poller: Poller;
  readonly #stopping = new AbortController();
  #ids = 0;

  private constructor(
    readonly store: Store,
    private readonly options: DeskOptions,
    public now: number,
  ) {
    const log = pino({ level: 'silent' });
    const clock = { now: () => this.now };
    const content = options.content ?? fixtureContent();
    this.poller = new Poller({
      store,
      clock,
      log,
      fired: (learners) => this.engine.wake(learners),
      due: () => this.engine.deliver(),
      running: () => this.engine.delivering,
    });
    this.engine = new Engine({
      store,
      content,
      channels: [this.#channel()],
      ...vendors({
        store,
        now: () => this.now,
        signal: this.#stopping.signal,
        ...(options.model && { content, providers: [openai({ ...options.model, model: 'fake-1' })] }),
        ...(options.limits && { limits: options.limits }),
      }),
      places: options.places ?? { find: async () => [{ name: 'Lima, Peru', zone: 'America/Lima' }] },
      clock,
      log,
      // The test turns the clock and says when it is looked at.
      waiting: () => {},
      measured: (outcome) => void this.outcomes.push(outcome),
      ...(options.speech && { speech: options.speech, able: options.able ?? everything }),
      ...(options.flows && { flows: options.flows }),
      ...(options.handlers && { handlers: options.handlers }),
    });
  }

  static async open(options: DeskOptions = {}): Promise<Desk> {
    const store = options.store ?? (await openStore(options.file ?? ':memory:'));
    const desk = new Desk(store, options, options.now ?? Date.parse('2026-03-02T09:00:00Z'));
    if (options.idle !== true) await desk.engine.start();
    return desk;
  }

  /** Hands a message over without waiting for the answer; a value of a button begins with `#`, a recording's file with `▸`. */
  accept(chat: string, said: string, id = String((this.#ids += 1))): Promise<Accepted> {
    return this.engine.receive(this.inbound(chat, said, id));
  }

  inbound(chat: string, said: string, id: string): Inbound {
    return {
      channel: 'web',
      account: 'test',
      chat,
      externalId: id,
      sender: { address: `who writes in ${chat}` },
      content: contentOf(said),
      guess: this.options.guess ?? {},
      at: this.now,
    };
  }

  /** Says these one after another, each when the one before is answered. @returns what was answered to the last */
  async say(chat: string, ...what: string[]): Promise<string[]> {
    let from = this.sent.length;
    for (const said of what) {
      from = this.sent.length;
      await this.accept(chat, said);
      await this.engine.idle();
    }
    return this.sent.slice(from).map(({ text }) => text);
  }

  /** Taps the button of the chat's last message that offers a value ending so. */
  async tap(chat: string, ending: string): Promise<string[]> {
    return this.say(chat, `#${this.value(chat, ending)}`);
  }

  value(chat: string, ending: string): string {
    const offered = this.sent.filter((one) => one.chat === chat).flatMap(({ message }) => message.buttons);
    const found = offered.findLast(({ value }) => value.endsWith(ending));
    if (!found) throw new Error(`nobody offered ${ending} in ${chat}: ${JSON.stringify(offered)}`);
    return found.value;
  }

  /** Time passes; what is due then happens. */
  async pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    await this.poller.tick();
    await this.engine.idle();
  }

  /**
   * Until nothing is left to do but what a test holds in its hand: everything that will be said by itself is said.
   *
   * @param held how many outbox rows that keeps under way
   */
  async settled(held: () => number): Promise<void> {
    // More than once: what ends and what begins are seen in two places, not at the same moment.
    for (let times = 0; times < 3; ) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      times = (await this.#rests(held)) ? times + 1 : 0;
    }
  }

  async #rests(held: () => number): Promise<boolean> {
    const { delivering } = this.engine;
    if ((await this.store.counts()).eventsWaiting > 0 || delivering.size !== held()) return false;
    return (await this.store.claim(this.now, 1, delivering)).length === 0;
  }

  async chat(address: string): Promise<Chat> {
    const found = await this.store.findChat('web', 'test', address);
    if (!found) throw new Error(`there is no chat ${address}`);
    return found;
  }

  async history(address: string): Promise<ChatMessage[]> {
    return this.store.messages((await this.chat(address)).id, 0, 1000);
  }

  /** How often Parley said this string in a chat. */
  async said(address: string, say: StringKey): Promise<number> {
    const lines = await this.history(address);
    return lines.filter(({ from, text }) => from === 'bot' && says(text, say)).length;
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.poller.stop();
    await this.engine.stop();
    await this.store.close();
  }

  #channel(): Channel {
    return {
      name: 'web',
      capabilities: { ...web, history: this.options.history === true },
      start: async () => {},
      stop: async () => {},
      send: async (chat, message) => {
        const outcome = (await this.options.send?.(chat, message)) ?? { kind: 'sent' };
        if (outcome.kind === 'sent') this.sent.push({ chat: chat.address, text: message.text, message });
        return outcome;
      },
      shown: (chat, n, { text, body }) => {
        if (this.options.history === true)
          this.sent.push({ chat: chat.address, text, message: body as PhysicalMessage });
        this.options.shown?.(chat, n);
      },
      presence: (chat, presence) => void this.presences.push(`${chat.address} ${presence}`),
      status: () => ({ state: 'ok' }),
    };
  }
}

/** Whether a message says this string, in whichever of its wordings. */
export function says<K extends StringKey>(
  text: string,
  say: K,
  args?: { [A in keyof StringArguments[K]]: Argument },
): boolean {
  return Array.from({ length: 8 }, (_, variant) =>
    fixtureContent().phrase('en', { say, variant, ...(args && { args }) } as Line),
  ).some((wording) => text.includes(wording));
}

/** A promise and the way to fulfil it. */
export function gate<T = void>(): { opened: Promise<T>; open(value: T): void } {
  let open: (value: T) => void = () => {};
  const opened = new Promise<T>((resolve) => (open = resolve));
  return { opened, open: (value) => open(value) };
}

/** From hello to the first question of the tea lesson. */
export async function intoLesson(desk: Desk, chat: string): Promise<void> {
  await desk.say(chat, 'hello');
  await desk.tap(chat, '.language.en');
  await desk.say(chat, 'Ana');
  await desk.tap(chat, '.goal.skip');
  await desk.tap(chat, '.level.skip');
  await desk.tap(chat, '.ready.begin');
  await desk.tap(chat, '.0.next');
}
