import { element } from './element.js';
import type { Strings } from './strings.js';

/** Longer than this, in characters or lines, a text is folded: an essay of a lesson is not. */
const long = { characters: 1500, lines: 30 };
/** What is shown of it. */
const shown = { characters: 280, lines: 8 };

/**
 * A text as `said` says it; of a very long one the beginning, and a button for the rest.
 *
 * The rest is not in the page before it is asked for: who listens is not read all of it.
 */
export function folded(text: string, strings: Strings, said: (text: string) => Node[]): Node[] {
  if (text.length <= long.characters && text.split('\n').length <= long.lines) return said(text);
  const words = element('div', {}, ...said(beginning(text)));
  const button = element('button', { type: 'button', class: 'link unfold', 'aria-expanded': 'false' });
  speak(button, strings);
  button.addEventListener('click', () => {
    const open = !isOpen(button);
    button.setAttribute('aria-expanded', String(open));
    label(button);
    words.replaceChildren(...said(open ? text : beginning(text)));
    // Folded again, a long way down, the text would be out of sight.
    if (!open) button.scrollIntoView({ block: 'nearest' });
  });
  return [words, button];
}

/** Labels what folds and unfolds in another language. */
export function speakFolds(within: Element, strings: Strings): void {
  for (const button of within.querySelectorAll<HTMLElement>('.unfold')) speak(button, strings);
}

function speak(button: HTMLElement, { showAll, showLess }: Strings): void {
  Object.assign(button.dataset, { showAll, showLess });
  label(button);
}

function label(button: HTMLElement): void {
  button.textContent = button.dataset[isOpen(button) ? 'showLess' : 'showAll'] ?? '';
}

function isOpen(button: Element): boolean {
  return button.getAttribute('aria-expanded') === 'true';
}

/** Ends with a whole word where there is one, never within a character. */
function beginning(text: string): string {
  const lines = text.split('\n').slice(0, shown.lines).join('\n');
  if (lines.length <= shown.characters) return `${lines} …`;
  const cut = lines.slice(0, shown.characters);
  return `${cut.replace(/\s+\S{0,30}$/, '').replace(/[\uD800-\uDBFF]$/, '')} …`;
}
