import { own } from './bubble.js';
import { element } from './element.js';
import type { Pending } from './message.js';
import { Player } from './player.js';
import { soundOf } from './sounds.js';
import type { Strings } from './strings.js';
import { clockTime } from './time.js';

export interface WaysOn {
  /** Takes it back to be said otherwise. */
  edit(item: Pending): void;
  /** Lets it be. */
  discard(item: Pending): void;
}

/**
 * What the learner said and the server has not: what waits, after everything else, and what was refused, where it was
 * said.
 */
export class Unsent {
  readonly #waiting = element('div', { class: 'waiting' });
  /** The bubbles, so that a sound is not cut off while others come and go. */
  #shown = new Map<string, HTMLElement>();
  #strings: Strings;

  constructor(
    readonly log: HTMLElement,
    strings: Strings,
    readonly ways: WaysOn,
  ) {
    this.#strings = strings;
    log.append(this.#waiting);
  }

  get isWaiting(): boolean {
    return this.#waiting.hasChildNodes();
  }

  /** What was refused is made anew, its buttons and all. */
  speak(strings: Strings): void {
    this.#strings = strings;
    for (const [key, one] of this.#shown) {
      if (!one.matches('.refused')) continue;
      one.remove();
      this.#shown.delete(key);
    }
  }

  /** Puts lines of the conversation before what waits. */
  before(...lines: HTMLElement[]): void {
    this.#waiting.before(...lines);
  }

  /** @param held whether what waits is not being sent now */
  show(items: readonly Pending[], held: boolean): void {
    const before = this.#shown;
    this.#shown = new Map(
      items.map((item) => [keyOf(item), before.get(keyOf(item)) ?? this.#bubble(item)] as const),
    );
    for (const [key, one] of before) if (!this.#shown.has(key)) one.remove();
    this.#waiting.querySelector('.held')?.remove();
    // What is there already stays in its place: taken out and put back, a sound would stop.
    for (const item of items) {
      const one = this.#shown.get(keyOf(item));
      if (one && item.refused !== true && one.parentElement !== this.#waiting) this.#waiting.append(one);
    }
    if (held && this.isWaiting) this.#waiting.append(element('p', { class: 'held' }, this.#strings.waiting));
    this.#place(items.filter(({ refused }) => refused === true));
  }

  /** Takes everything off the page, and the conversation with it. */
  clear(): void {
    this.#waiting.replaceChildren();
    this.#shown.clear();
    this.log.replaceChildren(this.#waiting);
  }

  /** After the line that it followed, that line's choices, and what was refused there before. */
  #place(refused: readonly Pending[]): void {
    const placed = new Set<Element>();
    for (const item of refused) {
      const one = this.#shown.get(keyOf(item));
      if (!one) continue;
      const after = item.after ?? item.seen ?? 0;
      let line = this.#waiting.previousElementSibling;
      while (line && !(numberOf(line) <= after)) line = line.previousElementSibling;
      let next = line ? line.nextElementSibling : this.log.firstElementChild;
      while (next && next !== one && (next.matches('.choices') || placed.has(next)))
        next = next.nextElementSibling;
      if (next !== one) this.log.insertBefore(one, next);
      placed.add(one);
    }
  }

  #bubble(item: Pending): HTMLElement {
    const bubble = waitingBubble(item, this.#strings);
    return item.refused === true ? refused(item, bubble, this.#strings, this.ways) : bubble;
  }
}

function keyOf({ id, refused }: Pending): string {
  return `${id} ${refused === true ? 'refused' : ''}`;
}

/** NaN for what is no line of the conversation. */
function numberOf(line: Element): number {
  return Number((line as HTMLElement).dataset['n'] ?? NaN);
}

function waitingBubble(item: Pending, strings: Strings): HTMLElement {
  const { voice: note, lost } = item;
  const said =
    note && lost !== true
      ? [new Player({ load: () => soundOf(item.id), seconds: note.seconds }, strings).element]
      : own(note ? strings.voice(clockTime(note.seconds)) : item.text, strings);
  return element(
    'div',
    { class: `bubble learner pending${note ? ' media' : ''}`, 'data-id': item.id },
    element('span', { class: 'unseen' }, strings.you, ' '),
    ...said,
  );
}

/** The bubble, below it why it was not taken, and the ways on. */
function refused(item: Pending, bubble: HTMLElement, strings: Strings, ways: WaysOn): HTMLElement {
  const way = (label: string, take: (item: Pending) => void): HTMLElement => {
    const button = element('button', { type: 'button', class: 'link' }, label);
    button.addEventListener('click', () => take(item));
    return button;
  };
  // The server gives its reason in English, whatever the page speaks.
  const reason = item.why === undefined ? [] : [' ', element('bdi', { lang: 'en', dir: 'ltr' }, item.why)];
  return element(
    'div',
    { class: 'refused' },
    bubble,
    element('p', { class: 'why' }, item.lost === true ? strings.lost : strings.refused, ...reason),
    element(
      'div',
      { class: 'ways' },
      way(item.voice ? strings.recordAgain : strings.edit, (one) => ways.edit(one)),
      way(strings.discard, (one) => ways.discard(one)),
    ),
  );
}
