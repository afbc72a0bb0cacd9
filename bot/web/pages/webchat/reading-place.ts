import { byId } from './element.js';
import type { Strings } from './strings.js';

/** Pixels from the end within which somebody counts as reading the newest. */
const nearEnd = 80;
/** Pixels of paper above a message that begins at the top. */
const margin = 8;

interface Conversation {
  /** What is read from its beginning where it is taller than the view; undefined where the end is what counts. */
  newest(): HTMLElement | undefined;
  /** The newest was asked for, with a button that is gone now. */
  asked(): void;
}

/** Where in the conversation one reads. Who reads the newest goes on doing so; who has scrolled up is told of news. */
export class ReadingPlace {
  readonly #scroller = byId('scroller');
  readonly #newer = byId<HTMLButtonElement>('newer');
  #atEnd = true;
  /** How far down one was when this was last known. */
  #seen = 0;

  constructor(readonly conversation: Conversation) {
    this.#newer.addEventListener('click', () => {
      this.toEnd(true);
      conversation.asked();
    });
    this.#scroller.addEventListener('scroll', () => this.look());
    // The keyboard of a phone, a rotation: who read the newest still does.
    new ResizeObserver(() => {
      if (this.#atEnd) this.toEnd();
    }).observe(this.#scroller);
  }

  speak(strings: Strings): void {
    this.#scroller.setAttribute('aria-label', strings.conversation);
    this.#newer.textContent = strings.newer;
  }

  /** Takes the place as it is now for the one that the reader wants. */
  look(): void {
    this.#seen = this.#scroller.scrollTop;
    this.#atEnd = this.#seen > this.#rest() - nearEnd;
    if (this.#atEnd) this.#newer.hidden = true;
  }

  /**
   * Who reads the newest still does after a change; who has just scrolled up no longer does, also where the
   * browser has yet to say so. Only the way up counts: seen from a view that has just become smaller, who is
   * where they were is no longer at the end.
   *
   * @param news whether there is something new to go to
   */
  change(does: () => void, news = false): void {
    if (this.#scroller.scrollTop < this.#seen) this.look();
    does();
    if (this.#atEnd) this.toEnd();
    else if (news) this.#newer.hidden = false;
  }

  toEnd(smooth = false): void {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#scroller.scrollTo({
      // Who has scrolled on from there stays.
      top: Math.max(this.#rest(), this.#scroller.scrollTop),
      behavior: smooth && !calm ? 'smooth' : 'instant',
    });
    this.#seen = this.#scroller.scrollTop;
    this.#atEnd = true;
    this.#newer.hidden = true;
  }

  /** Where the newest is read from: the end, or its beginning where message and choices are taller than the view. */
  #rest(): number {
    const { scrollHeight, clientHeight } = this.#scroller;
    const end = Math.max(0, scrollHeight - clientHeight);
    const newest = this.conversation.newest();
    return newest ? Math.min(end, newest.offsetTop - margin) : end;
  }
}
