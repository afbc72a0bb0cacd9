import { element } from './element.js';
import type { Strings } from './strings.js';

/** Where what the pieces make is written. */
export interface Draft {
  read(): string;
  write(text: string, byKeyboard: boolean): void;
}

/**
 * A sentence in pieces: tapped one after the other they stand in the field, tapped again they leave it. What was typed
 * there stays, and it is sent like any text.
 */
export function pieces(parts: readonly string[], strings: Strings, draft: Draft): HTMLElement {
  let typed = '';
  let picked: number[] = [];
  const made = () => [typed, ...picked.map((index) => parts[index])].filter((part) => part !== '').join(' ');
  const buttons = parts.map((part, index) => {
    const button = element(
      'button',
      { type: 'button', class: 'answer', 'aria-pressed': 'false' },
      element('span', { class: 'number', 'aria-hidden': 'true' }, `${index + 1}\u00a0\u00a0`),
      part,
    );
    button.addEventListener('click', (event) => {
      const now = draft.read().trim();
      if (now !== made()) {
        typed = now;
        picked = [];
      }
      picked = picked.includes(index) ? picked.filter((one) => one !== index) : [...picked, index];
      draft.write(made(), event.detail === 0);
      buttons.forEach((one, i) => one.setAttribute('aria-pressed', String(picked.includes(i))));
    });
    return button;
  });
  return element(
    'div',
    { class: 'pieces pills', role: 'group', 'aria-label': strings.pieces, lang: 'en', dir: 'ltr' },
    ...buttons,
  );
}
