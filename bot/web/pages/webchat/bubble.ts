import { directionOf, directionOfOwn, ownDirection } from './direction.js';
import { element } from './element.js';
import { folded } from './folded.js';
import type { Block, Message, Span } from './message.js';
import { picture } from './picture.js';
import type { Strings } from './strings.js';
import { type Sounds, type Speaking, voice } from './voice-bubble.js';

const gapPattern = /_{3,}/;
/** Characters of a marked text that is not broken. */
const shortMark = 12;
/** What is not read in the direction of the sentence around it: a gap, a command. */
const apartPattern = /(_{3,}|(?<!\S)\/[a-z]+)/;

/** A line of the conversation, and what of it speaks. */
export function bubble(
  message: Message,
  strings: Strings,
  sounds: Sounds,
): { made: HTMLElement; speaking?: Speaking } {
  if (message.mediaUrl !== null && message.kind === 'voice') {
    const { nodes, speaking } = voice(message, strings, sounds);
    const made = around(message, strings, nodes, ' media');
    if (message.from === 'learner') made.dataset['recording'] = recordedAt(message.mediaUrl);
    return { made, speaking };
  }
  if (message.mediaUrl !== null && message.kind === 'image') {
    const again = async (): Promise<string | undefined> =>
      (await sounds.again(message.n))?.mediaUrl ?? undefined;
    return { made: around(message, strings, [picture(message, strings, again)], ' media') };
  }
  const { from, blocks, text } = message;
  const said = from === 'learner' && !blocks ? own(text, strings) : paragraphs(message, strings);
  return { made: around(message, strings, said) };
}

/** What a message says. @param more a class for each of its paragraphs that stand in another bubble */
export function paragraphs(message: Message, strings: Strings, more?: string): HTMLElement[] {
  const { blocks, text, from, language } = message;
  return (blocks ?? plain(text)).map((block) => {
    const made = paragraph(block, strings, from);
    if (more !== undefined) made.classList.add(more);
    if (more !== undefined && language !== null && !made.lang) made.lang = language;
    return made;
  });
}

/** What stays the same of the address of a recording, whenever it was signed. */
export function recordedAt(address: string): string {
  return new URL(address, location.href).pathname;
}

function around(
  { from, n, language }: Message,
  strings: Strings,
  children: readonly Node[],
  more = '',
): HTMLElement {
  return element(
    'div',
    { class: `bubble ${from}${more}`, 'data-n': String(n), ...(language !== null && { lang: language }) },
    element('span', { class: 'unseen' }, from === 'bot' ? strings.parley : strings.you, ' '),
    ...children,
  );
}

/** What the learner wrote; of a very long text its beginning, to be unfolded. */
export function own(text: string, strings: Strings): Node[] {
  return folded(text, strings, (part) => plain(part).map((block) => paragraph(block, strings, 'learner')));
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
