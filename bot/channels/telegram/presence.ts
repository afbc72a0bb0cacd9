/** A typing sign is shown for five seconds. */
const again = 4_500;
/** Nothing is awaited longer than an attempt of the outbox takes; the next one asks anew. */
const atMost = 30_000;
/** Between two states of an answer that grows. */
const draftEvery = 1_000;
/** Characters of a draft. */
const draftLimit = 4096;

/** Chats that are remembered as showing no drafts. */
const withoutKept = 10_000;

/** Whether a draft could be shown: there, not in this chat, or not by this server at all. */
export type Drafted = 'yes' | 'not here' | 'nowhere';

export interface PresenceDeps {
  type(chat: string): void;
  show(chat: string, text: string, id: number): Promise<Drafted>;
  now(): number;
}

interface Draft {
  id: number;
  text: string;
  /** When its last state was shown. */
  at: number;
  timer?: NodeJS.Timeout;
}

interface Shown {
  typing?: { timer: NodeJS.Timeout; until: number };
  draft?: Draft;
}

/** What a chat shows while something is awaited, until the next message ends it. */
export class Presences {
  readonly #chats = new Map<string, Shown>();
  /** An older server knows no drafts: typing it is. */
  #drafts = true;
  /** Chats where one was refused. */
  readonly #without = new Set<string>();

  constructor(private readonly deps: PresenceDeps) {}

  typing(chat: string): void {
    const shown = this.#of(chat);
    const until = this.deps.now() + atMost;
    if (shown.typing) {
      shown.typing.until = until;
      return;
    }
    this.deps.type(chat);
    const timer = setInterval(() => {
      if (this.deps.now() < (shown.typing?.until ?? 0)) this.deps.type(chat);
      else this.#still(chat);
    }, again);
    timer.unref();
    shown.typing = { timer, until };
  }

  /** The answer so far; shown at most once a second, always the newest. */
  draft(chat: string, text: string, id: number): void {
    if (!this.#drafts || this.#without.has(chat)) {
      this.typing(chat);
      return;
    }
    const shown = this.#of(chat);
    const before = shown.draft?.id === id ? shown.draft : undefined;
    const draft: Draft = { ...(before ?? { at: -draftEvery }), id, text: text.slice(0, draftLimit) };
    shown.draft = draft;
    if (draft.timer) return;
    const wait = Math.max(0, draft.at + draftEvery - this.deps.now());
    draft.timer = setTimeout(() => this.#show(chat, id), wait);
    draft.timer.unref();
  }

  /** A message is on its way: it ends what was shown. */
  over(chat: string): void {
    this.#still(chat);
    clearTimeout(this.#chats.get(chat)?.draft?.timer);
    this.#chats.delete(chat);
  }

  stop(): void {
    for (const chat of [...this.#chats.keys()]) this.over(chat);
  }

  #show(chat: string, id: number): void {
    const draft = this.#chats.get(chat)?.draft;
    if (draft?.id !== id) return;
    delete draft.timer;
    draft.at = this.deps.now();
    void this.deps.show(chat, draft.text, id).then((drafted) => {
      if (drafted === 'yes') return;
      if (drafted === 'nowhere') this.#drafts = false;
      else this.#refuse(chat);
      if (this.#chats.get(chat)?.draft?.id === id) this.typing(chat);
    });
  }

  /** Forgetting them all costs each one refusal more. */
  #refuse(chat: string): void {
    if (this.#without.size >= withoutKept) this.#without.clear();
    this.#without.add(chat);
  }

  #still(chat: string): void {
    const shown = this.#chats.get(chat);
    clearInterval(shown?.typing?.timer);
    if (!shown) return;
    delete shown.typing;
    if (!shown.draft) this.#chats.delete(chat);
  }

  #of(chat: string): Shown {
    const shown = this.#chats.get(chat) ?? {};
    this.#chats.set(chat, shown);
    return shown;
  }
}
