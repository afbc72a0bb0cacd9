import { element } from './element.js';
import type { Strings } from './strings.js';

/** The bubble of an answer that is being made. Who listens hears that Parley writes, and the message once it is there. */
export function growing(strings: Strings, partner: string | undefined): HTMLElement {
  const name = partner === undefined ? [] : [element('strong', {}, partner), ' '];
  return element(
    'div',
    { class: 'bubble bot draft' },
    element('span', { class: 'unseen' }, strings.typing),
    element(
      'p',
      { class: 'english', lang: 'en', dir: 'ltr', 'aria-hidden': 'true' },
      ...name,
      element('span', { class: 'words' }),
    ),
  );
}

/** What is new comes in on its own; a text that begins otherwise is another try and takes the place of the first. */
export function grow(bubble: HTMLElement, text: string): void {
  const shown = bubble.querySelector('.words');
  const before = shown?.textContent ?? '';
  if (!shown || text === before) return;
  const more = text.startsWith(before) ? text.slice(before.length) : undefined;
  if (more === undefined) shown.replaceChildren(element('span', {}, text));
  else shown.append(element('span', {}, more));
}
