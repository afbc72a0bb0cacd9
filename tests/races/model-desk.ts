import { openStore } from '../../db/sqlite/store.js';
import type { Store, Turn } from '../../db/store.js';
import type { FlowRecord } from '../../flows/records.js';
import { Desk, gate, type DeskOptions } from '../support/desk.js';
import { heldModel, type HeldModel } from '../support/held-model.js';
import { packagedContent } from '../support/conversation.js';

/** The engine with the packaged content and a model that the test holds in its hand. */
export class ModelDesk {
  readonly turns: Turn[] = [];
  #held: ReturnType<typeof gate<void>> | undefined;
  desk!: Desk;

  private constructor(
    readonly model: HeldModel,
    readonly store: Store,
  ) {}

  static async open(options: Partial<DeskOptions> = {}): Promise<ModelDesk> {
    const store = options.store ?? (await openStore(options.file ?? ':memory:'));
    const held = new ModelDesk(await heldModel(), store);
    held.desk = await Desk.open({
      content: packagedContent(),
      model: held.model,
      guess: { language: 'en', timeZone: 'UTC' },
      ...options,
      store: {
        ...store,
        load: async (id) => {
          await held.#held?.opened;
          return store.load(id);
        },
        commit: async (turn) => {
          const committed = await store.commit(turn);
          if (committed.outcome === 'committed') held.turns.push(turn);
          return committed;
        },
      },
    });
    return held;
  }

  async close(): Promise<void> {
    this.go();
    await this.desk.close();
    await this.model.close();
  }

  /** No event is taken from now on, until `go`. */
  wait(): void {
    this.#held ??= gate();
  }

  go(): void {
    this.#held?.open();
    this.#held = undefined;
  }

  /** Somebody who has met Parley. */
  async met(chat = 'a'): Promise<void> {
    const { desk } = this;
    await desk.say(chat, 'hello');
    await desk.tap(chat, '.language.en');
    await desk.say(chat, 'Zuleika');
    await desk.tap(chat, '.goal.skip');
    await desk.tap(chat, '.level.skip');
    await desk.say(chat, '/menu');
  }

  async consents(chat = 'a'): Promise<void> {
    await this.desk.tap(chat, '.age.adult');
    await this.desk.tap(chat, '.consent.yes');
  }

  /** Talking freely with the model, its first line said. */
  async talking(chat = 'a'): Promise<void> {
    await this.met(chat);
    await this.desk.say(chat, '/talk');
    await this.consents(chat);
    await this.desk.tap(chat, '.who.p-cafe-owner');
  }

  /** Hands a message over whose answer the model still keeps open. */
  async write(text: string, chat = 'a'): Promise<void> {
    await this.desk.accept(chat, text);
    await this.settled();
  }

  /** The first that matches of what Parley said in a chat since `from`, as soon as it is there. */
  async hears(what: RegExp, from = 0): Promise<string> {
    let found: string | undefined;
    await this.until(() => {
      found = this.desk.sent.slice(from).find(({ text }) => what.test(text))?.text;
      return found !== undefined;
    });
    return found ?? '';
  }

  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) await moment();
  }

  /** Nothing is left to do but what the model holds. */
  settled(): Promise<void> {
    return this.desk.settled(() => this.model.open);
  }

  texts(from = 0, chat = 'a'): string[] {
    return this.desk.sent
      .filter((one) => one.chat === chat)
      .slice(from)
      .map(({ text }) => text);
  }

  records<K extends FlowRecord['kind']>(kind: K): Extract<FlowRecord, { kind: K }>[] {
    return this.turns
      .flatMap(({ records }) => records)
      .filter((record): record is Extract<FlowRecord, { kind: K }> => record.kind === kind);
  }

  /** The talk as it stands in the store. */
  async lines(chat = 'a', talk?: number): Promise<string[]> {
    const { learnerId } = await this.desk.chat(chat);
    const instance = talk ?? this.records('utterance').at(-1)?.talk ?? 0;
    const lines = await this.store.utterances(learnerId ?? '', instance, 0, 500);
    return lines.map(({ line, who, text }) => `${line} ${who}: ${text}`);
  }
}

const moment = () => new Promise((resolve) => setTimeout(resolve, 2));
