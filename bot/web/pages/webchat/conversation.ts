import type { Message, Pending, Progress } from './message.js';

/** What the page knows of the conversation: the server's lines, in order, each once. */
export class Conversation {
  readonly messages: Message[] = [];

  /** Number of the last line. */
  get last(): number {
    return this.messages.at(-1)?.n ?? 0;
  }

  /**
   * Takes the next line.
   *
   * @returns `gap` when lines before it are missing: whoever reads must read again from `last`
   */
  add(message: Message): 'new' | 'known' | 'gap' {
    if (message.n <= this.last) return 'known';
    if (message.n > this.last + 1) return 'gap';
    this.messages.push(message);
    return 'new';
  }

  /** The message whose buttons can be used: the newest that has some, if nothing was said after it. */
  offering(): Message | undefined {
    return this.#newest(({ from, buttons }) => from === 'learner' || buttons.length > 0, 'bot');
  }

  /** How far the lesson is; undefined while none runs. */
  progress(): Progress | undefined {
    return this.#newest((line) => line.from === 'bot' && !isMedia(line), 'bot')?.progress ?? undefined;
  }

  /** A question is open. */
  asks(): boolean {
    return this.#newest((line) => !isMedia(line) || line.from === 'learner', 'bot')?.asks ?? false;
  }

  /** Seconds that may be recorded now: as the newest message says that says so. */
  listens(): number | undefined {
    return this.messages.filter(({ listens }) => listens !== null).at(-1)?.listens ?? undefined;
  }

  /** Interface language of the newest message that says one. */
  language(): string | undefined {
    return this.messages.filter(({ language }) => language !== null).at(-1)?.language ?? undefined;
  }

  #newest(is: (message: Message) => boolean, from: Message['from']): Message | undefined {
    for (let i = this.messages.length - 1; i >= 0; i -= 1) {
      const message = this.messages[i];
      if (message && is(message)) return message.from === from ? message : undefined;
    }
    return undefined;
  }

  /**
   * What waits and is not among the lines yet. The server's word on the number decides; until it has come,
   * the first new line of the learner with the same text is taken for it.
   */
  unseen(pending: readonly Pending[]): Pending[] {
    const known = new Set(pending.map(({ n }) => n));
    const own = this.messages.filter(
      ({ from, n }) => from === 'learner' && n > this.#settled && !known.has(n),
    );
    return pending.filter((item) => {
      if (item.refused === true) return true;
      if (item.n !== undefined) return item.n > this.last;
      const kind = item.voice ? 'voice' : 'text';
      const index = own.findIndex((line) => line.kind === kind && line.text === item.text);
      if (index === -1) return true;
      own.splice(0, index + 1);
      return false;
    });
  }

  /** Lines up to this number; none of them is one that still waits. Before the first call, none can be. */
  #settled = Infinity;

  settle(n: number): void {
    this.#settled = this.#settled === Infinity ? n : Math.max(this.#settled, n);
  }

  get settled(): boolean {
    return this.#settled !== Infinity;
  }
}

/** Sound and pictures come after what is said, and are part of it. */
export function isMedia({ kind }: Message): boolean {
  return kind === 'voice' || kind === 'image';
}
