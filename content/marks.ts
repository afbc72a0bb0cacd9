import type { Span } from './rendered.js';

/**
 * Reads the marks of authored text: `*…*` is strong, `_…_` is emphasis, a backslash takes the next mark literally.
 * A mark opens before and closes after something that is not a space; `_` only at the edge of a word, so that
 * `snake_case` and the gap `___` are what they look like. A mark without a partner is literal.
 */
export function parseMarks(text: string): Span[] {
  const { spans } = read(text);
  return spans;
}

/** The same words without marks. */
export function withoutMarks(text: string): string {
  return /[\\*_]/.test(text)
    ? parseMarks(text)
        .map((span) => span.text)
        .join('')
    : text;
}

/** Index (from 0, among all `*` of the text) of the first `*` that has no partner; undefined where all have one. */
export function unpairedStar(text: string): number | undefined {
  const { literal } = read(text);
  const [first] = literal.filter((at) => text[at] === '*' && !isEscaped(text, at));
  return first === undefined ? undefined : text.slice(0, first).split('*').length - 1;
}

function read(text: string): { spans: Span[]; literal: number[] } {
  const spans: Span[] = [];
  const literal: number[] = [];
  scan(text, 0, text.length, undefined, spans, literal);
  return { spans, literal };
}

/** Appends the spans of `text[from, to)`; the innermost mark wins. */
function scan(
  text: string,
  from: number,
  to: number,
  mark: Span['mark'],
  spans: Span[],
  literal: number[],
): void {
  let plain = '';
  const flush = (): void => {
    if (plain !== '') spans.push(mark ? { text: plain, mark } : { text: plain });
    plain = '';
  };
  for (let at = from; at < to; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\\' && at + 1 < to && /[\\*_]/.test(text.charAt(at + 1))) {
      at += 1;
      plain += text.charAt(at);
      continue;
    }
    const inner = markOf(sign);
    const close = inner && inner !== mark && opens(text, at) ? partner(text, at, to) : undefined;
    if (close === undefined) {
      if (inner) literal.push(at);
      plain += sign;
    } else {
      flush();
      scan(text, at + 1, close, inner, spans, literal);
      at = close;
    }
  }
  flush();
}

function markOf(sign: string): Span['mark'] {
  return sign === '*' ? 'strong' : sign === '_' ? 'em' : undefined;
}

function opens(text: string, at: number): boolean {
  const sign = text.charAt(at);
  const after = text.charAt(at + 1);
  if (after === '' || /\s/.test(after) || after === sign || text.charAt(at - 1) === sign) return false;
  return sign === '*' || !isWordBefore(text, at);
}

function partner(text: string, open: number, to: number): number | undefined {
  const sign = text.charAt(open);
  for (let at = open + 1; at < to; at += 1) {
    const here = text.charAt(at);
    if (here === '\\') at += 1;
    else if (here === sign && closes(text, at, to)) return at;
  }
  return undefined;
}

function closes(text: string, at: number, to: number): boolean {
  const sign = text.charAt(at);
  const before = text.charAt(at - 1);
  const after = at + 1 < to ? text.charAt(at + 1) : '';
  if (/\s/.test(before) || (before === sign && !isEscaped(text, at - 1)) || after === sign) return false;
  return sign === '*' || !/[\p{L}\p{N}]/u.test(after);
}

function isWordBefore(text: string, at: number): boolean {
  return at > 0 && /[\p{L}\p{N}]/u.test(text.charAt(at - 1));
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charAt(at - 1 - backslashes) === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}
