import type { Block, Span } from '../../content/rendered.js';

/** A part of a message, and the white space between it and what came before, if both end up in one message. */
export interface Unit {
  block: Block;
  glue: string;
  /** It lists what can be picked. */
  control?: boolean;
}

/**
 * Cuts a paragraph into units that each measure at most `limit`: at the end of a line, else of a sentence, else of a
 * word, else between two characters as people see them.
 *
 * @param measure the length of a block as it goes over the wire; grows with the text
 * @param limit at least 32, so that any single code point fits, escaped and marked
 */
export function cut(unit: Unit, limit: number, measure: (block: Block) => number): Unit[] {
  const units: Unit[] = [];
  let rest = unit;
  while (measure(rest.block) > limit) {
    const text = textOf(rest.block);
    const most = longest(rest.block, text.length, limit, measure);
    const at = boundary(text, most);
    const head = text.slice(0, at).trimEnd();
    const tail = text.slice(at).trimStart();
    const tailStart = text.length - tail.length;
    if (head !== '') units.push({ ...rest, block: slice(rest.block, 0, head.length) });
    rest = {
      ...rest,
      block: slice(rest.block, tailStart, text.length),
      glue: head === '' ? rest.glue : text.slice(head.length, tailStart),
    };
  }
  return textOf(rest.block) === '' ? units : [...units, rest];
}

export function textOf({ spans }: Block): string {
  return spans.map(({ text }) => text).join('');
}

/** The part of a block between two offsets of its text. */
export function slice({ role, spans }: Block, from: number, to: number): Block {
  const kept: Span[] = [];
  let start = 0;
  for (const span of spans) {
    const text = span.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    if (text !== '') kept.push({ ...span, text });
    start += span.text.length;
  }
  return { role, spans: kept };
}

/** How much of the text fits; at least one character. */
function longest(block: Block, length: number, limit: number, measure: (block: Block) => number): number {
  let fits = 1;
  let tooLong = Math.min(length, limit + 1);
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (measure(slice(block, 0, middle)) <= limit) fits = middle;
    else tooLong = middle;
  }
  return fits;
}

/** The best place to cut in `text[0, most]`: a late end of a line or sentence is worth a somewhat shorter part. */
function boundary(text: string, most: number): number {
  const part = text.slice(0, most + 1);
  for (const end of [/\n/g, /[.!?…。！？]["'”’)\]]*(?=\s)/gu]) {
    const at = lastEnd(part, end);
    if (at > most / 2 && at <= most) return at;
  }
  const word = lastEnd(part, /\s(?=\S)|\S(?=\s)/g);
  if (word > 0 && word <= most) return word;
  return graphemeBoundary(text, most);
}

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Never inside a character; one that is longer than a whole message is cut between its code points. */
function graphemeBoundary(text: string, most: number): number {
  const around = text.slice(0, most + 32);
  const start = graphemes.segment(around).containing(most)?.index ?? most;
  if (start > 0) return start;
  const splitsPair = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(most - 1, most + 1));
  return splitsPair ? Math.max(most - 1, 2) : most;
}
