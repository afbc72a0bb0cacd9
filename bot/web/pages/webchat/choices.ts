import { directionOf } from './direction.js';
import { element } from './element.js';
import type { Button } from './message.js';
import type { Strings } from './strings.js';

/** Answers of at most so many characters each, and together, stand in a row. */
const shortLabel = 16;
const shortRow = 48;

/**
 * The buttons of a message: answers full width one under the other, or in a row where they are short;
 * ways on below them, quieter.
 *
 * @param tapped is told once; after it the buttons do nothing more
 */
export function choices(
  buttons: readonly Button[],
  strings: Strings,
  tapped: (button: Button, byKeyboard: boolean) => void,
): HTMLElement {
  let used = false;
  const use = (button: Button, event: MouseEvent): void => {
    // The second half of a double click meant the question before, whose place these buttons took.
    if (used || event.detail > 1) return;
    used = true;
    // A click that no pointer made has no count.
    tapped(button, event.detail === 0);
  };
  const row = (role: Button['role'], className: string): HTMLElement[] => {
    const some = buttons.filter((button) => button.role === role);
    if (some.length === 0) return [];
    const made = some.map((button) => {
      const one = element(
        'button',
        { type: 'button', class: role, dir: directionOf(button.label) },
        button.label,
      );
      one.addEventListener('click', (event) => use(button, event));
      return one;
    });
    return [element('div', { class: className }, ...made)];
  };
  const answers = buttons.filter(({ role }) => role === 'answer').map(({ label }) => label.length);
  const short =
    answers.every((length) => length <= shortLabel) && answers.reduce((a, b) => a + b, 0) <= shortRow;
  return element(
    'div',
    { class: 'choices', role: 'group', 'aria-label': strings.answers },
    ...row('answer', short ? 'pills' : 'stack'),
    ...row('action', 'pills'),
  );
}
