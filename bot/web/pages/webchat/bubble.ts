import { element } from './element.js';
import type { Block, Message, Pending, Span } from './message.js';
import type { Strings } from './strings.js';

const gapPattern = /(_{3,})/;

/** A line of the conversation. */
export function bubble(message: Message, strings: Strings): HTMLElement {
  const blocks: Block[] = message.blocks ?? plain(message.text);
  return element(
    'div',
    {
      class: `bubble ${message.from}`,
      'data-n': String(message.n),
      ...(message.language !== null && { lang: message.language }),
    },
    element('span', { class: 'unseen' }, message.from === 'bot' ? strings.parley : strings.you, ' '),
    ...blocks.map((block) => paragraph(block, strings)),
  );
}

/** What the learner said and the server has not confirmed. */
export function pendingBubble(item: Pending, strings: Strings, edit: () => void): HTMLElement {
  const made = element(
    'div',
    { class: 'bubble learner pending', 'data-id': item.id },
    element('span', { class: 'unseen' }, strings.you, ' '),
    ...plain(item.text).map((block) => paragraph(block, strings)),
  );
  if (item.refused !== true) return made;
  const change = element('button', { type: 'button', class: 'link' }, strings.edit);
  change.addEventListener('click', edit);
  return element('div', { class: 'refused' }, made, element('p', {}, strings.refused, ' ', change));
}

function plain(text: string): Block[] {
  return text.split(/\n{2,}/).map((paragraph) => ({ role: 'say', spans: [{ text: paragraph }] }));
}

function paragraph(block: Block, strings: Strings): HTMLElement {
  // The English sentence reads left to right in whatever company it is.
  const direction = block.role === 'english' ? { lang: 'en', dir: 'ltr' } : { dir: 'auto' };
  const made = element('p', { class: block.role, ...direction });
  block.spans.forEach((span, i) => {
    const inner = gapped(span.text, strings);
    if (span.mark === undefined) made.append(...inner);
    else {
      const letters = insideWord(block.spans, i) ? { class: 'letters' } : {};
      made.append(element(span.mark, letters, ...inner));
    }
  });
  return made;
}

/** Letters marked within a word: where to look in what was written (em), what is better (strong). */
function insideWord(spans: readonly Span[], index: number): boolean {
  const before = spans[index - 1]?.text.at(-1) ?? ' ';
  const after = spans[index + 1]?.text.at(0) ?? ' ';
  return /\p{L}/u.test(before) || /\p{L}/u.test(after);
}

/** Text with every run of three or more low lines drawn as one line to fill. */
function gapped(text: string, strings: Strings): (Node | string)[] {
  return text
    .split(gapPattern)
    .filter((part) => part !== '')
    .map((part) =>
      gapPattern.test(part)
        ? element('span', { class: 'gap', role: 'img', 'aria-label': strings.gap })
        : part,
    );
}
