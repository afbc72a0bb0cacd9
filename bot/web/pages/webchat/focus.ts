import { byId } from './element.js';

/**
 * Where the keyboard is. Buttons go away when they are used, and the focus must not go with them: with a mouse it
 * goes to the text field; on a phone that would call up the keyboard, so it stays with the conversation; for who
 * chose with the keyboard it waits there and goes on to the next choices, or the field where there are none.
 */
export class Focus {
  readonly #scroller = byId('scroller');
  readonly #text = byId<HTMLTextAreaElement>('text');
  #awaiting = false;

  constructor() {
    // What is typed somewhere else is meant for the field.
    document.addEventListener('keydown', (event) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      const writes = key === 'Dead' || key === 'Process' || (Array.from(key).length === 1 && key !== ' ');
      if (!writes || ctrlKey || metaKey || altKey || event.target === this.#text) return;
      // While something is recorded, or looked at, there is no field.
      if (!this.#text.checkVisibility() || document.querySelector('dialog[open]')) return;
      this.#awaiting = false;
      this.#text.focus({ preventScroll: true });
    });
  }

  /** Something was chosen, and its button is gone. */
  chosen(byKeyboard: boolean): void {
    this.#awaiting = byKeyboard;
    if (byKeyboard) this.#scroller.focus({ preventScroll: true });
    else this.rest();
  }

  /** What follows is on the page. `next`: the first choice; `asked`: a question is open. */
  answered(next: HTMLElement | undefined, asked: boolean): void {
    if (!this.#awaiting || (!next && !asked)) return;
    this.#awaiting = false;
    if (document.activeElement !== this.#scroller) return;
    (next ?? this.#text).focus({ preventScroll: true });
  }

  /** Makes a change to the page; a focus that would be lost with it rests. */
  keep(change: () => void): void {
    const had = document.activeElement !== document.body;
    change();
    if (had && document.activeElement === document.body) this.rest();
  }

  rest(): void {
    const writes =
      matchMedia('(pointer: fine)').matches && !this.#text.disabled && this.#text.checkVisibility();
    (writes ? this.#text : this.#scroller).focus({ preventScroll: true });
  }
}
