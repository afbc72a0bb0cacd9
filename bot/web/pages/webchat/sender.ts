import { Backoff } from './backoff.js';
import * as device from './device.js';
import * as gateway from './gateway.js';
import type { Pending } from './message.js';
import { dropSound, holdSound, keepSound, soundOf } from './sounds.js';

export interface Held {
  /** `crowd`: too many new chats from one place; `limit`: too much from one learner. */
  reason: 'offline' | 'busy' | 'limit' | 'crowd';
  /** When it is tried again, epoch milliseconds. */
  until: number;
}

interface Heard {
  /** Something was accepted or refused, or waits no more. */
  changed(): void;
  /** The chat was opened for its first message. */
  opened(chatId: string): void;
  gone(chatId: string): void;
  /** Why sending waits; undefined when it goes. */
  held(why: Held | undefined): void;
  /** Something was refused: no answer to it follows. */
  refused(): void;
  /** The server has the line with this number. */
  accepted(n: number): void;
}

/**
 * Sends what waits, one after the other, until the server has it. Every tab has a sender; a lock lets one
 * work at a time, and where a browser has no locks the ids see to it that nothing counts twice.
 */
export class Sender {
  readonly #backoff = new Backoff();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #again = false;

  constructor(
    readonly heard: Heard,
    readonly language: string,
  ) {
    addEventListener('online', () => this.wake());
  }

  /** @param seen number of the last line on the page */
  say(text: string, seen: number): void {
    device.keep({ id: device.randomId(), order: device.nextOrder(), text, seen });
    this.wake();
  }

  /** @param seconds its length */
  speak(sound: Blob, seconds: number, seen: number): void {
    const item = { id: device.randomId(), order: device.nextOrder(), text: '', voice: { seconds }, seen };
    // It has its place before what is said next, however long it takes to be kept.
    holdSound(item.id, sound);
    device.keepHere(item);
    void this.#keep(item, sound);
    this.wake();
  }

  async #keep(item: Pending, sound: Blob): Promise<void> {
    try {
      if (await keepSound(item.id, sound)) device.keepOn(item);
    } catch {
      // What cannot be read cannot be sent either.
      const waiting = device.pending().find(({ id }) => id === item.id);
      if (waiting && waiting.n === undefined) device.keep({ ...waiting, refused: true, lost: true });
    }
    // It was sent meanwhile.
    if (!device.isKept(item)) await dropSound(item.id);
    this.heard.changed();
  }

  /** A tap's id is its question's number: a question is answered by a tap once, from whichever tab. */
  tap(n: number, label: string, value: string, seen: number): void {
    device.keep({ id: `tap-${n}`, order: device.nextOrder(), text: label, button: value, seen });
    this.wake();
  }

  /** Sends now what waits, unless it is being sent. */
  wake(): void {
    clearTimeout(this.#timer);
    if (this.#running) this.#again = true;
    else void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      do {
        this.#again = false;
        if ('locks' in navigator) await navigator.locks.request('parley-outbox', () => this.#drain());
        else await this.#drain();
      } while (this.#again);
    } finally {
      this.#running = false;
    }
  }

  async #drain(): Promise<void> {
    for (;;) {
      const item = device.pending().find(({ n, refused }) => n === undefined && refused !== true);
      if (!item) return;
      const outcome = await this.#deliver(item);
      switch (outcome.kind) {
        case 'ok':
          this.#backoff.reset();
          this.heard.held(undefined);
          if (device.isKept(item)) device.keep({ ...item, n: outcome.value });
          this.#passed(item, outcome.value);
          this.heard.accepted(outcome.value);
          break;
        case 'refused':
          this.#refuse(item, outcome.why === undefined ? {} : { why: outcome.why });
          break;
        case 'lost':
          this.#refuse(item, { lost: true });
          break;
        case 'gone':
          this.heard.gone(device.chatId() ?? '');
          return;
        case 'later': {
          const wait = Math.max(outcome.afterMs ?? 0, this.#backoff.next());
          this.heard.held({ reason: outcome.reason, until: Date.now() + wait });
          this.#timer = setTimeout(() => this.wake(), wait);
          return;
        }
      }
      this.heard.changed();
    }
  }

  /** What was said after it stands after it, also where it is refused. */
  #passed({ order }: Pending, n: number): void {
    for (const later of device.pending())
      if (later.n === undefined && later.order > order) device.keep({ ...later, after: n });
  }

  #refuse(item: Pending, why: { why?: string; lost?: true }): void {
    if (device.isKept(item)) device.keep({ ...item, refused: true, ...why });
    this.heard.refused();
  }

  /** The first message makes the chat; inside the lock, so that two tabs make one. */
  async #deliver(item: Pending): Promise<gateway.Outcome<number> | { kind: 'lost' }> {
    let chatId = device.chatId();
    if (chatId === undefined) {
      const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
      const opened = await gateway.openChat({ language: this.language, ...(timeZone && { timeZone }) });
      if (opened.kind !== 'ok') return opened;
      chatId = opened.value;
      device.keepChatId(chatId);
      this.heard.opened(chatId);
    }
    if (!item.voice) return gateway.send(chatId, item);
    const sound = await soundOf(item.id);
    return sound ? gateway.sendVoice(chatId, item, sound) : { kind: 'lost' };
  }
}
