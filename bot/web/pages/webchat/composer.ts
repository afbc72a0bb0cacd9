import { draft, keepDraft } from './device.js';
import { byId } from './element.js';
import type { Strings } from './strings.js';

/** Where the learner writes. Enter sends, Shift and Enter begins a new line. */
export class Composer {
  readonly #form = byId<HTMLFormElement>('composer');
  readonly #text = byId<HTMLTextAreaElement>('text');
  readonly #send = byId<HTMLButtonElement>('send');

  constructor(strings: Strings, say: (text: string) => void) {
    this.speak(strings);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(say);
    });
    this.#text.addEventListener('keydown', (event) => {
      // An input method uses Enter to pick a candidate.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit(say);
    });
    this.#text.addEventListener('input', () => this.#changed());
    this.write(draft());
  }

  speak(strings: Strings): void {
    byId('label').textContent = strings.write;
    byId('send-label').textContent = strings.send;
    this.#text.placeholder = strings.write;
  }

  get text(): string {
    return this.#text.value;
  }

  /** Puts a text there without going there. */
  write(text: string): void {
    this.#text.value = text;
    this.#changed();
  }

  /** Puts a text back to be changed. */
  edit(text: string): void {
    this.write(text);
    this.#text.focus();
  }

  /** Something else takes its place. */
  hide(is: boolean): void {
    this.#form.hidden = is;
    if (!is) this.#fit();
  }

  disable(is: boolean): void {
    this.#text.disabled = is;
    this.#send.disabled = is;
  }

  #submit(say: (text: string) => void): void {
    const text = this.#text.value.trim();
    if (text === '' || this.#text.disabled) return;
    this.write('');
    say(text);
  }

  #changed(): void {
    keepDraft(this.#text.value);
    this.#fit();
  }

  /** The field grows with its text, up to the height that the style allows. */
  #fit(): void {
    this.#text.rows = 1;
    const line = parseFloat(getComputedStyle(this.#text).lineHeight);
    const padding = this.#text.clientHeight - line;
    this.#text.rows = Math.max(1, Math.min(6, Math.round((this.#text.scrollHeight - padding) / line)));
    this.#form.classList.toggle('empty', this.#text.value.trim() === '');
  }
}
