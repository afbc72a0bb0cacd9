import { directionOf, directionOfOwn, ownDirection } from './direction.js';
import { element } from './element.js';
import type { Block, Message, Pending, Span } from './message.js';
import type { Strings } from './strings.js';

const gapPattern = /_{3,}/;
/** Characters of a marked text that is not broken. */
const shortMark = 12;
/** What is not read in the direction of the sentence around it: a gap, a command. */
const apartPattern = /(_{3,}|(?<!\S)\/[a-z]+)/;

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
    ...blocks.map((block) => paragraph(block, strings, message.from)),
  );
}

/** What the learner said and the server has not confirmed. */
export function pendingBubble(item: Pending, strings: Strings, edit: () => void): HTMLElement {
  const made = element(
    'div',
    { class: 'bubble learner pending', 'data-id': item.id },
    element('span', { class: 'unseen' }, strings.you, ' '),
    ...plain(item.text).map((block) => paragraph(block, strings, 'learner')),
  );
  if (item.refused !== true) return made;
  const change = element('button', { type: 'button', class: 'link' }, strings.edit);
  change.addEventListener('click', edit);
  return element('div', { class: 'refused' }, made, element('p', {}, strings.refused, ' ', change));
}

function plain(text: string): Block[] {
  return text.split(/\n{2,}/).map((paragraph) => ({ role: 'say', spans: [{ text: paragraph }] }));
}

function paragraph(block: Block, strings: Strings, from: Message['from']): HTMLElement {
  const text = block.spans.map((span) => span.text).join('');
  // The English sentence reads left to right in whatever company it is.
  const direction =
    block.role === 'english'
      ? { lang: 'en', dir: 'ltr' }
      : { dir: from === 'bot' ? directionOf(text) : directionOfOwn(text) };
  const reached = from === 'bot' && text.startsWith('✓') ? ' better' : '';
  const made = element('p', { class: block.role + reached, ...direction });
  if (block.pieces) {
    made.classList.add('pieced');
    made.append(...numbered(block.pieces));
    return made;
  }
  block.spans.forEach((span, i) => {
    const inner = gapped(span.text, strings);
    if (span.mark === undefined) made.append(...inner);
    else {
      const look = insideWord(block.spans, i) ? { class: 'letters' } : wholeWord(span.text);
      made.append(element(span.mark, look, ...inner));
    }
  });
  return made;
}

/** What is marked as one thing, "3 1 2", is read as one: short enough, it stands in one line. */
function wholeWord(text: string): Record<string, string> {
  return { ...ownDirection(text), ...(text.length <= shortMark && { class: 'short' }) };
}

/** Letters marked within a word: where to look in what was written (em), what is better (strong). */
function insideWord(spans: readonly Span[], index: number): boolean {
  const before = spans[index - 1]?.text.at(-1) ?? ' ';
  const after = spans[index + 1]?.text.at(0) ?? ' ';
  return /\p{L}/u.test(before) || /\p{L}/u.test(after);
}

/** Every piece with its number, which never stands at the end of a line alone. */
function numbered(pieces: readonly string[]): (HTMLElement | string)[] {
  return pieces.flatMap((piece, i) => {
    const number = element('span', { class: 'number' }, `${i + 1}\u00a0\u00a0`);
    const whole = element('span', { class: 'piece' }, number, piece);
    return i === 0 ? [whole] : ['   ', whole];
  });
}

/** Text with every run of three or more low lines drawn as one line to fill. */
function gapped(text: string, strings: Strings): (Node | string)[] {
  return text
    .split(apartPattern)
    .filter((part) => part !== '')
    .map((part) => {
      if (gapPattern.test(part))
        return element('span', { class: 'gap', role: 'img', 'aria-label': strings.gap });
      return apartPattern.test(part) ? element('bdi', { dir: 'ltr' }, part) : part;
    });
}
