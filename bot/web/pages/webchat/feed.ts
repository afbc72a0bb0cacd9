import { Backoff } from './backoff.js';
import * as gateway from './gateway.js';
import type { Message } from './message.js';

interface Heard {
  /** The next lines; `false` when one is missing before them. */
  lines(messages: Message[]): boolean;
  /** Everything that was said before is there. */
  caughtUp(): void;
  typing(): void;
  /** An answer that is being made, as far as it is. */
  draft(text: string): void;
  gone(): void;
  connected(is: boolean): void;
  /** Number of the last line that is known. */
  last(): number;
}

/**
 * Reads a chat: what was said, then what is being said. After any break it reads on from the last known
 * number, so nothing is lost and nothing comes twice.
 */
export class Feed {
  readonly #backoff = new Backoff();
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Which connection is meant: answers to an earlier one are ignored. */
  #turn = 0;

  constructor(
    readonly chatId: string,
    readonly heard: Heard,
  ) {}

  /** Connects, or connects anew when the connection may be dead without knowing it. */
  connect(): void {
    this.stop();
    void this.#catchUp(this.#turn);
  }

  stop(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  async #catchUp(turn: number): Promise<void> {
    for (;;) {
      const outcome = await gateway.messages(this.chatId, this.heard.last());
      if (turn !== this.#turn) return;
      if (outcome.kind === 'gone') {
        this.stop();
        this.heard.gone();
        return;
      }
      if (outcome.kind !== 'ok') {
        this.#reconnectLater(outcome.kind === 'later' ? outcome.afterMs : undefined);
        return;
      }
      if (outcome.value.length === 0) break;
      this.heard.lines(outcome.value);
    }
    this.heard.caughtUp();
    this.#listen(turn);
  }

  #listen(turn: number): void {
    const source = gateway.events(this.chatId, this.heard.last());
    this.#source = source;
    source.addEventListener('open', () => {
      this.#backoff.reset();
      this.heard.connected(true);
    });
    source.addEventListener('message', (event: MessageEvent<string>) => {
      if (turn !== this.#turn) return;
      if (!this.heard.lines([JSON.parse(event.data) as Message])) this.connect();
    });
    source.addEventListener('typing', () => this.heard.typing());
    source.addEventListener('draft', (event: MessageEvent<string>) => {
      if (turn === this.#turn) this.heard.draft((JSON.parse(event.data) as { text: string }).text);
    });
    source.addEventListener('closed', () => {
      this.stop();
      this.heard.gone();
    });
    source.addEventListener('error', () => {
      if (turn === this.#turn) this.#reconnectLater();
    });
  }

  #reconnectLater(atLeast = 0): void {
    this.stop();
    this.heard.connected(false);
    this.#timer = setTimeout(() => this.connect(), Math.max(atLeast, this.#backoff.next()));
  }
}
