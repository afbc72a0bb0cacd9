import { byId, element } from './element.js';
import type { Progress } from './message.js';
import type { Strings } from './strings.js';

/** The lesson in the head of the page: its title, a thin line of segments, the minutes left. */
export class Head {
  readonly #title = byId('title');
  readonly #segments = byId('segments');
  readonly #minutes = byId('minutes');
  #lessonShown: Progress | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  #strings: Strings;

  constructor(strings: Strings) {
    this.#strings = strings;
  }

  speak(strings: Strings): void {
    this.#strings = strings;
    if (this.#lessonShown) this.#lesson(this.#lessonShown);
  }

  /** Between two messages of one answer a lesson may seem over for a moment: it leaves the head a little later. */
  show(progress: Progress | undefined): void {
    clearTimeout(this.#timer);
    if (progress) this.#lesson(progress);
    else this.#timer = setTimeout(() => this.clear(), 700);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#lessonShown = undefined;
    this.#title.textContent = 'Parley';
    this.#title.removeAttribute('dir');
    this.#segments.hidden = true;
    this.#minutes.hidden = true;
  }

  #lesson(progress: Progress): void {
    const { title, total, done, minutesLeft } = progress;
    this.#lessonShown = progress;
    const finished = done >= total;
    this.#title.textContent = title;
    this.#title.setAttribute('dir', 'auto');
    this.#segments.replaceChildren(
      ...Array.from({ length: total }, (_, i) =>
        element('span', { class: i < done ? 'done' : i === done ? 'current' : 'ahead' }),
      ),
    );
    this.#segments.setAttribute('role', 'img');
    this.#segments.setAttribute(
      'aria-label',
      finished ? this.#strings.finished : this.#strings.step(Math.min(done + 1, total), total),
    );
    this.#minutes.textContent = finished ? '✓' : this.#strings.minutes(minutesLeft);
    this.#minutes.toggleAttribute('aria-hidden', finished);
    this.#segments.hidden = false;
    this.#minutes.hidden = false;
  }
}
