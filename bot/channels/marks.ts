import type { Block, Span } from '../../content/rendered.js';
import type { Capabilities } from './channel.js';

type Marks = Capabilities['marks'];

/** A clean paragraph as it goes over the wire: marked and escaped. */
export function written({ role, spans }: Block, marks: Marks): string {
  // Whoever renders marks itself gets the bare text.
  if (marks === 'blocks') return spans.map(({ text }) => text).join('');
  const text = spans
    .map((span, index) => piece(lettersMarked(span, spans, index), marks, spans[index - 1]?.text.at(-1)))
    .join('');
  return marks === 'ansi' && role === 'note' && text !== '' ? `\u001b[2m${text}\u001b[22m` : text;
}

/** Letters picked out within a word are what the line is about, never decoration: written, they are strong. */
function lettersMarked(span: Span, spans: readonly Span[], index: number): Span {
  const neighbours = (spans[index - 1]?.text.at(-1) ?? '') + (spans[index + 1]?.text.at(0) ?? '');
  return span.mark === 'em' && /\p{L}/u.test(neighbours) ? { ...span, mark: 'strong' } : span;
}

/** Without what no platform shows and a terminal would obey, on one line: a label. */
export function clean(text: string): string {
  // Most labels are clean, and every message has several.
  if (!unclean.test(text)) return text;
  return text.toWellFormed().replace(controls, '').replace(/\s+/g, ' ').trim();
}

/** The same for a paragraph, which may have several lines. */
export function cleanBlock(block: Block): Block {
  const { role, spans } = block;
  if (spans.every(({ text }, index) => isClean(text, index === 0, index === spans.length - 1))) return block;
  const cleaned = spans.map((span) => ({ ...span, text: span.text.toWellFormed().replace(controls, '') }));
  const first = cleaned.findIndex(({ text }) => text.trim() !== '');
  const last = cleaned.findLastIndex(({ text }) => text.trim() !== '');
  const kept = first === -1 ? [] : cleaned.slice(first, last + 1);
  return {
    role,
    spans: kept.map((span, index) => {
      const text = index === 0 ? span.text.trimStart() : span.text;
      return { ...span, text: index === kept.length - 1 ? text.trimEnd() : text };
    }),
  };
}

/** Whether a piece of a paragraph, at its start or end perhaps, can stay as it is. */
function isClean(text: string, first: boolean, last: boolean): boolean {
  return !odd.test(text) && !(first && /^\s/.test(text)) && !(last && /\s$/.test(text)) && text !== '';
}

/** Anything that `clean` would change, or that it has to look at closely: half surrogates hide among pairs. */
const unclean = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff]|\s\s|^\s|\s$|[^\S ]/;
const odd = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]/;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

function piece({ text, mark }: Span, marks: Marks, before: string | undefined): string {
  if (mark === undefined) return literal(text, marks, before);
  const [open, close] = signs[marks][mark];
  // No channel marks across lines, and most not across the spaces at an edge.
  return text
    .split('\n')
    .map((line) => {
      const words = line.trim();
      if (words === '') return literal(line, marks, before);
      const from = line.indexOf(words);
      const inner = literal(words, marks, undefined);
      return `${line.slice(0, from)}${open}${inner}${close}${line.slice(from + words.length)}`;
    })
    .join('\n');
}

/**
 * Plain text keeps the asterisks of what is strong, because there they are the content (the letters that differ in
 * a slip), and drops emphasis, which is decoration.
 */
const signs: Record<Marks, Record<NonNullable<Span['mark']>, readonly [string, string]>> = {
  blocks: { strong: ['', ''], em: ['', ''] },
  html: { strong: ['<b>', '</b>'], em: ['<i>', '</i>'] },
  whatsapp: { strong: ['*', '*'], em: ['_', '_'] },
  ansi: { strong: ['\u001b[1m', '\u001b[22m'], em: ['\u001b[3m', '\u001b[23m'] },
  plain: { strong: ['*', '*'], em: ['', ''] },
};

function literal(text: string, marks: Marks, before: string | undefined): string {
  switch (marks) {
    case 'html':
      return text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
    case 'whatsapp':
      return disarmed(text, before);
    case 'blocks':
    case 'ansi':
    case 'plain':
      return text;
  }
}

/**
 * WhatsApp has no escape. A lone mark that could open emphasis becomes the sign that looks like it; a row of them
 * (the gap ___) is never read as one.
 */
function disarmed(text: string, before: string | undefined): string {
  return text.replace(/[*_~`]/g, (sign, at: number) => {
    const previous = text[at - 1] ?? before ?? '';
    const next = text[at + 1] ?? '';
    const opens =
      !/[\p{L}\p{N}]/u.test(previous) && previous !== sign && next !== sign && !/^\s?$/.test(next);
    return opens ? (lookalikes[sign] ?? sign) : sign;
  });
}

const lookalikes: Record<string, string> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
