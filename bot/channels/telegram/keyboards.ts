/** Chats whose last keyboard is remembered; the longest unused is forgotten first. */
const most = 20_000;

/**
 * Which message of a chat has buttons that can be tapped now. Only remembered, never stored: after a restart a button is
 * taken away when it is tapped, and one that stays is answered kindly.
 */
export class OpenKeyboards {
  readonly #open = new Map<string, number>();

  constructor(private readonly remove: (chat: string, message: number) => void) {}

  of(chat: string): number | undefined {
    return this.#open.get(chat);
  }

  forget(chat: string): void {
    this.#open.delete(chat);
  }

  /** A message with buttons was sent: those before it are over. */
  opened(chat: string, message: number): void {
    const before = this.#open.get(chat);
    this.#open.delete(chat);
    this.#open.set(chat, message);
    if (before !== undefined && before !== message) this.remove(chat, before);
    const oldest = this.#open.size > most ? this.#open.keys().next().value : undefined;
    if (oldest !== undefined) this.#open.delete(oldest);
  }

  /** The buttons of these messages were answered, by a tap or in words. */
  answered(chat: string, messages: readonly (number | undefined)[]): void {
    for (const message of new Set(messages)) {
      if (message === undefined) continue;
      if (this.#open.get(chat) === message) this.#open.delete(chat);
      this.remove(chat, message);
    }
  }
}
