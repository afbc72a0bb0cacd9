import { byId, element } from './element.js';

/** One line above the composer about the state of things, with a way on where there is one. */
export class Notice {
  readonly #box = byId('notice');
  #shown = '';

  show(text: string, action?: { label: string; does(): void }): void {
    if (text === this.#shown) return;
    this.#shown = text;
    this.#box.replaceChildren();
    if (text === '') return;
    this.#box.append(element('p', {}, text));
    if (!action) return;
    const button = element('button', { type: 'button', class: 'answer' }, action.label);
    button.addEventListener('click', () => action.does());
    this.#box.append(button);
  }

  clear(): void {
    this.show('');
  }
}
