import { badRequest } from './refusal.js';

const tags = new Set(
  'b strong i em u ins s strike del span tg-spoiler a code pre blockquote tg-emoji tg-time'.split(' '),
);
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/**
 * What a message in `parse_mode` HTML reads as, as strict as the real server: unknown tags and tags that do not nest are
 * refused, unknown entities stay as they are.
 *
 * @throws Refusal 400 `can't parse entities: …`, with byte offsets like the real one's
 */
export function parsedHtml(html: string): string {
  const open: string[] = [];
  let text = '';
  for (let at = 0; at < html.length; ) {
    const fail = (what: string): never => {
      throw badRequest(
        `can't parse entities: ${what} at byte offset ${Buffer.byteLength(html.slice(0, at))}`,
      );
    };
    const sign = html[at];
    if (sign === '&') {
      const found = /^&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/i.exec(html.slice(at));
      const decoded = found && entity(found[1] ?? '');
      text += decoded ?? '&';
      at += decoded === undefined || decoded === null ? 1 : (found?.[0].length ?? 1);
    } else if (sign === '<') {
      const end = html.indexOf('>', at);
      if (end === -1) fail('Unclosed start tag');
      const inside = html.slice(at + 1, end);
      if (inside.startsWith('/')) {
        const expected = open.pop();
        if (expected === undefined) fail('Unexpected end tag');
        if (inside.slice(1).trim() !== '' && inside.slice(1).trim().toLowerCase() !== expected)
          fail(`Unmatched end tag, expected "</${expected}>", found "<${inside}>"`);
      } else {
        const name = (inside.split(/\s/)[0] ?? '').toLowerCase();
        if (!tags.has(name)) fail(`Unsupported start tag "${name}"`);
        open.push(name);
      }
      at = end + 1;
    } else {
      text += sign;
      at += 1;
    }
  }
  if (open.length > 0)
    throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag "${open.at(-1)}"`);
  return text;
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return named[name];
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
