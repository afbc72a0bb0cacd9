import type { Chat } from '../../../db/store.js';
import type { Capabilities, Channel, Presence, SendOutcome } from '../channel.js';
import { Audience } from './audience.js';

/** Every web chat belongs to the one server that serves the page. */
export const account = 'local';

/**
 * The web chat. Nothing goes over a wire to be sent: the message is there as soon as its turn, or the outbox, has
 * appended it to the chat's history, and whoever looks at the chat is told to read on. What comes in arrives at the
 * gateway (bot/web/webchat), which is handed the engine's own `accept`.
 */
export class WebChannel implements Channel {
  readonly name: string;
  readonly audience = new Audience();
  #started = false;

  /** @param forget deletes whatever there still is of a chat's files; never rejects */
  constructor(
    readonly capabilities: Capabilities,
    private readonly forget: (address: string) => Promise<void> = async () => {},
  ) {
    this.name = capabilities.name;
  }

  async start(): Promise<void> {
    this.#started = true;
  }

  async stop(): Promise<void> {
    this.#started = false;
  }

  async send(): Promise<SendOutcome> {
    return { kind: 'sent' };
  }

  shown(chat: Chat): void {
    this.audience.tell(chat.address, 'shown');
  }

  presence(chat: Chat, presence: Presence): void {
    // The text is there: the page shows no sign for a voice that follows.
    if (presence === 'typing') this.audience.tell(chat.address, presence);
  }

  draft(chat: Chat, text: string): void {
    this.audience.draft(chat.address, text);
  }

  closed(chat: Chat): void {
    this.audience.tell(chat.address, 'closed');
    void this.forget(chat.address);
  }

  status(): { state: 'ok' | 'off' } {
    return { state: this.#started ? 'ok' : 'off' };
  }
}
