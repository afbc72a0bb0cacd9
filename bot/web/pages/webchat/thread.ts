import { bubble, paragraphs, recordedAt } from './bubble.js';
import { choices } from './choices.js';
import { grow, growing } from './draft.js';
import { byId, element } from './element.js';
import { speakFolds } from './folded.js';
import type { Button, Message, Pending } from './message.js';
import { type Draft, pieces } from './pieces.js';
import { ReadingPlace } from './reading-place.js';
import type { Strings } from './strings.js';
import { Unsent, type WaysOn } from './unsent.js';
import type { Sounds, Speaking } from './voice-bubble.js';

/** Milliseconds a typing sign stays without news. */
const typingStays = 20_000;

interface Does extends Sounds, WaysOn {
  tap(message: Message, button: Button, byKeyboard: boolean): void;
  /** The field, for answers that are put together by tapping. */
  field: Draft;
  /** The newest was asked for, with a button that is gone now. */
  newest(): void;
  hello(byKeyboard: boolean): void;
}

/** The conversation on the page: bubbles, the buttons of now, what waits, the typing sign. */
export class Thread {
  readonly #log = byId('log');
  readonly #typing = byId('typing');
  readonly #unsent: Unsent;
  readonly #place: ReadingPlace;
  #speaking: Speaking[] = [];
  #offered: { n: number; shown: HTMLElement } | undefined;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  /** An answer that is being made, in the place of the typing sign. */
  #draft: HTMLElement | undefined;
  #strings: Strings;

  constructor(
    strings: Strings,
    readonly does: Does,
  ) {
    this.#strings = strings;
    this.#unsent = new Unsent(this.#log, strings, does);
    this.#place = new ReadingPlace({ newest: () => this.#newest(), asked: () => does.newest() });
    this.speak(strings);
    this.#log.addEventListener('click', ({ target }) => {
      // Who unfolds what is the newest reads it from where it begins.
      if (target instanceof Element && target.matches('.unfold')) this.#place.look();
    });
  }

  /** Says everything of the page's own around the messages in another language, what is there already too. */
  speak(strings: Strings): void {
    this.#strings = strings;
    this.#log.setAttribute('aria-label', strings.conversation);
    this.#place.speak(strings);
    for (const who of this.#log.querySelectorAll('.learner > .unseen')) who.textContent = `${strings.you} `;
    for (const gap of this.#log.querySelectorAll('.gap')) gap.setAttribute('aria-label', strings.gap);
    this.#offered?.shown.setAttribute('aria-label', strings.answers);
    for (const one of this.#speaking) one.speak(strings);
    speakFolds(this.#log, strings);
    this.#unsent.speak(strings);
  }

  /** Adds lines at the end. */
  add(messages: readonly Message[]): void {
    const news = messages.some(({ from }) => from === 'bot');
    this.#place.change(() => {
      let answer: HTMLElement | undefined;
      for (const message of messages) {
        if (this.#toldBelow(message)) continue;
        const { made, speaking } = bubble(message, this.#strings, this.does);
        if (speaking) this.#speaking.push(speaking);
        if (message.from === 'bot') answer ??= made;
        this.#unsent.before(made);
      }
      if (answer) {
        // It stands where it grew: it does not move in a second time.
        if (this.#draft) answer.classList.add('grown');
        this.typing(false);
      }
    }, news);
  }

  /** What was heard in a voice note stands below it, in its bubble. @returns whether it is on the page */
  #toldBelow(message: Message): boolean {
    if (message.heardIn === null) return false;
    const at = recordedAt(message.heardIn);
    const notes = [...this.#log.querySelectorAll<HTMLElement>('.bubble.learner')];
    const note = notes.find((one) => one.dataset['recording'] === at);
    note?.append(...paragraphs(message, this.#strings, 'heard'));
    return note !== undefined;
  }

  /** What was said before is there: from here on, news is told to those who listen, and moves in. */
  live(): void {
    this.#log.setAttribute('aria-live', 'polite');
    this.#log.classList.add('live');
  }

  /** Shows the buttons of this message, and of no other. */
  offer(message: Message | undefined): void {
    if (this.#offered?.n === message?.n) {
      this.#placeChoices();
      return;
    }
    this.#place.change(() => {
      this.#log.querySelector('#question')?.removeAttribute('id');
      this.#offered?.shown.remove();
      this.#offered = undefined;
      if (message) this.#ask(message);
    });
  }

  #ask(message: Message): void {
    const shown = choices(message.buttons, this.#strings, (button, byKeyboard) => {
      this.does.tap(message, button, byKeyboard);
    });
    const parts = message.blocks?.find((block) => block.pieces)?.pieces;
    if (parts) shown.prepend(pieces(parts, this.#strings, this.does.field));
    const question = this.#log.querySelector(`[data-n="${message.n}"]`);
    if (question) {
      question.id = 'question';
      shown.setAttribute('aria-describedby', question.id);
      question.after(shown);
    }
    this.#offered = { n: message.n, shown };
    this.#placeChoices();
  }

  /** Sound and pictures of the question come before what can be picked. */
  #placeChoices(): void {
    const shown = this.#offered?.shown;
    let last = this.#log.querySelector('#question');
    if (!shown || !last) return;
    for (let next = following(last); next?.matches('.bot.media') === true; next = following(next))
      last = next;
    if (last.nextElementSibling === shown) return;
    const focused = shown.contains(document.activeElement) ? document.activeElement : undefined;
    last.after(shown);
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }

  /** Shows what is not confirmed yet. */
  wait(items: readonly Pending[], held: boolean): void {
    this.#place.change(() => this.#unsent.show(items, held));
  }

  /** The greeting before the first message. */
  greet(): void {
    if (this.#offered?.n === 0) return;
    const hello: Button = { label: this.#strings.hello, value: '', role: 'answer' };
    const shown = choices([hello], this.#strings, (_, byKeyboard) => this.does.hello(byKeyboard));
    const text: Message = {
      n: 0,
      from: 'bot',
      kind: 'text',
      text: this.#strings.greeting,
      blocks: null,
      buttons: [],
      asks: false,
      progress: null,
      listens: null,
      language: this.#strings.language,
      mediaUrl: null,
      media: null,
      own: null,
      heardIn: null,
    };
    this.#unsent.before(bubble(text, this.#strings, this.does).made, shown);
    this.#offered = { n: 0, shown };
    this.live();
  }

  /** The first of what can be picked now. */
  firstChoice(): HTMLElement | undefined {
    return this.#offered?.shown.querySelector('button') ?? undefined;
  }

  /** Takes everything off the page. */
  clear(): void {
    this.#offered = undefined;
    this.#unsent.clear();
    this.#log.setAttribute('aria-live', 'off');
    this.#log.classList.remove('live');
    this.#speaking = [];
    this.typing(false);
  }

  /** Takes the greeting off the page. */
  begin(): void {
    this.#log.querySelector('[data-n="0"]')?.remove();
    if (this.#offered?.n === 0) this.offer(undefined);
  }

  typing(is: boolean): void {
    this.#typingStays(is);
    if (is === this.#typing.hasChildNodes()) return;
    this.#draft = undefined;
    const dots = [element('i'), element('i'), element('i')];
    const sign = element(
      'span',
      { class: 'bubble bot dots' },
      element('span', { class: 'unseen' }, this.#strings.typing),
    );
    sign.append(...dots);
    this.#place.change(() => this.#typing.replaceChildren(...(is ? [sign] : [])));
  }

  /** Shows an answer while it is made; the message takes its place. */
  draft(text: string): void {
    this.#typingStays(true);
    this.#place.change(() => {
      if (!this.#draft) {
        this.#draft = growing(this.#strings, this.#partner());
        this.#typing.replaceChildren(this.#draft);
      }
      grow(this.#draft, text);
    });
  }

  /** Who spoke last, as "Marta:": the answer that grows is theirs. */
  #partner(): string | undefined {
    const spoken = [...this.#log.querySelectorAll('.bot .english > strong:first-child')].at(-1);
    return spoken?.textContent?.endsWith(':') ? spoken.textContent : undefined;
  }

  #typingStays(is: boolean): void {
    clearTimeout(this.#typingTimer);
    if (is) this.#typingTimer = setTimeout(() => this.typing(false), typingStays);
  }

  /** The question, with its sound and pictures, or the newest message, where it is the bot's and nothing waits after it. */
  #newest(): HTMLElement | undefined {
    if (this.#unsent.isWaiting) return undefined;
    const question = this.#log.querySelector<HTMLElement>('#question:has(+ .bot.media)');
    const newest = question ?? [...this.#log.querySelectorAll<HTMLElement>('.bubble')].at(-1);
    return newest?.classList.contains('bot') ? newest : undefined;
  }

  /** Goes to the newest. */
  toEnd(): void {
    this.#place.toEnd();
  }
}

/** The next bubble, past what can be picked. */
function following(bubble: Element): Element | null {
  const next = bubble.nextElementSibling;
  return next?.classList.contains('choices') === true ? next.nextElementSibling : next;
}
