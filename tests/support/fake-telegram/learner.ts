import type { Button, Shown } from './chats.js';
import type { FakeTelegram } from './server.js';

export interface Person {
  id: number;
  name?: string;
  /** `language_code` of their app. */
  language?: string;
}

let queries = 0;

/** Somebody with a phone: writes, taps what is shown, sees what arrives. */
export class FakeLearner {
  /** Every message of the bot that arrived, as it is shown now. */
  readonly messages: Shown[] = [];
  /** Typing signs and drafts, in order. */
  readonly signs: string[] = [];
  blocked = false;
  /** Takes no voice messages: a setting of theirs. */
  voiceless = false;
  /** The bot may write to whoever wrote to it. */
  begun = false;
  readonly #waiting = new Set<() => void>();

  constructor(
    private readonly telegram: FakeTelegram,
    readonly person: Person,
  ) {}

  get id(): number {
    return this.person.id;
  }

  get user(): Record<string, unknown> {
    const { id, name, language } = this.person;
    return {
      id,
      is_bot: false,
      first_name: name ?? `Learner ${id}`,
      ...(language !== undefined && { language_code: language }),
    };
  }

  get chat(): Record<string, unknown> {
    return { id: this.id, type: 'private', first_name: this.user['first_name'] };
  }

  /** @returns the update's number */
  say(text: string): number {
    return this.sends({ text });
  }

  /** A voice note, as the server tells of it; `kind` another that is sound. @returns the file's id */
  speak(bytes: Buffer, seconds = 2, kind: 'voice' | 'video_note' | 'audio' | 'document' = 'voice'): string {
    const file_id = this.telegram.keep({ bytes, name: 'voice.oga', kind });
    const told = { file_id, file_unique_id: `u${file_id}`, file_size: bytes.length };
    this.sends({
      [kind]: kind === 'document' ? { ...told, mime_type: 'audio/ogg' } : { ...told, duration: seconds },
    });
    return file_id;
  }

  /** Any message: `{photo: […]}`, `{sticker: {…}}`. */
  sends(content: Record<string, unknown>): number {
    this.begun = true;
    return this.telegram.queue.add({ message: this.message(content) });
  }

  /** A message of theirs as updates carry it. */
  message(content: Record<string, unknown>): Record<string, unknown> {
    return {
      message_id: this.telegram.nextMessage(),
      from: this.user,
      chat: this.chat,
      date: this.telegram.seconds(),
      ...content,
    };
  }

  /** Taps the newest button with this label. */
  tap(label: string): number {
    const shown = this.messages.findLast(({ buttons }) => buttons.some((one) => one.label === label));
    const button = shown?.buttons.find((one) => one.label === label);
    if (!shown || !button) throw new Error(`nobody offers ( ${label} )\n${this.transcript()}`);
    return this.press(button.value, shown);
  }

  /** Sends a button's value, offered or not, under a message. */
  press(value: string, under: Shown | undefined = this.messages.at(-1)): number {
    queries += 1;
    const id = `${this.id}${queries}`;
    this.telegram.queries.set(id, 'open');
    return this.telegram.queue.add({
      callback_query: {
        id,
        from: this.user,
        chat_instance: String(this.id),
        data: value,
        message: {
          message_id: under?.id ?? 1,
          from: this.telegram.bot,
          chat: this.chat,
          date: this.telegram.seconds(),
          text: under?.text ?? '',
          ...(under &&
            under.buttons.length > 0 && { reply_markup: { inline_keyboard: keys(under.buttons) } }),
        },
      },
    });
  }

  block(): void {
    this.blocked = true;
    this.telegram.queue.add({ my_chat_member: this.#membership('member', 'kicked') });
  }

  unblock(): void {
    this.blocked = false;
    this.telegram.queue.add({ my_chat_member: this.#membership('kicked', 'member') });
  }

  /** What the last question offers, by label. */
  get buttons(): string[] {
    return this.messages.at(-1)?.buttons.map(({ label }) => label) ?? [];
  }

  get texts(): string[] {
    return this.messages.map(({ text }) => text);
  }

  /** Waits until so many messages are there, or one that matches arrives after `from`. @throws with the chat as it is */
  async sees(what: RegExp | number, from = 0): Promise<Shown> {
    const patience = AbortSignal.timeout(this.telegram.patience);
    patience.addEventListener('abort', () => this.changed());
    for (;;) {
      if (patience.aborted) throw new Error(`nobody said ${String(what)}\n${this.transcript()}`);
      const found =
        typeof what === 'number'
          ? this.messages[what - 1]
          : this.messages.slice(from).find(({ text }) => what.test(text));
      if (found) return found;
      await this.changes();
    }
  }

  /** Resolves at the next thing that appears or goes in the chat. */
  changes(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  /** The server tells that something changed. */
  changed(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  transcript(): string {
    return this.messages
      .map(({ text, buttons }) => `${text}\n${buttons.map(({ label }) => `( ${label} )`).join(' ')}`)
      .join('\n--\n');
  }

  #membership(before: string, after: string): Record<string, unknown> {
    return {
      chat: this.chat,
      from: this.user,
      date: this.telegram.seconds(),
      old_chat_member: { user: this.telegram.bot, status: before },
      new_chat_member: { user: this.telegram.bot, status: after },
    };
  }
}

function keys(buttons: readonly Button[]): unknown {
  return buttons.map(({ label, value }) => [{ text: label, callback_data: value }]);
}
