import { type Document, isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { Path } from '../../content/yaml/values.js';

/** One entry of a block mapping: whole lines but for the first, which begins at its key. */
interface Entry {
  /** Comments and empty lines above the key. */
  lead: string;
  body: string;
  /** In the schema's order; unknown keys keep their places at the end. */
  rank: number;
}

export interface Unsorted {
  start: number;
  end: number;
  indent: string;
  entries: Entry[];
}

/** The first block mapping whose keys are not in their schema's order and can be moved in whole lines. */
export function firstUnsorted(
  document: Document,
  keysAt: (path: Path) => string[],
  text: string,
): Unsorted | undefined {
  for (const { map, path } of blockMaps(document.contents, [])) {
    const unsorted = entriesOf(map, keysAt(path), text);
    const ranks = unsorted.entries.map(({ rank }) => rank);
    if (ranks.every((rank, index) => index === 0 || (ranks[index - 1] ?? 0) <= rank)) continue;
    // A comment cannot go above a key that stands behind a hyphen.
    const first = byRank(unsorted.entries)[0];
    if (first?.lead.trim() && text.charAt(unsorted.start - 1) === ' ') continue;
    return unsorted;
  }
  return undefined;
}

export function sortKeys(text: string, { start, end, indent, entries }: Unsorted): string {
  const moved = byRank(entries).map(({ lead, body }, index) => {
    const above = index === 0 && lead.trim() === '' ? '' : lead;
    return index === 0 ? above + body : `${above}${indent}${body}`;
  });
  return text.slice(0, start) + moved.join('') + text.slice(end);
}

function byRank(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => a.rank - b.rank);
}

function* blockMaps(node: unknown, path: Path): Generator<{ map: YAMLMap; path: Path }> {
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) yield* blockMaps(item, [...path, index]);
  } else if (isMap(node)) {
    if (!node.flow) yield { map: node, path };
    for (const { key, value } of node.items) {
      if (isScalar(key) && typeof key.value === 'string') yield* blockMaps(value, [...path, key.value]);
    }
  }
}

function entriesOf(map: YAMLMap, known: readonly string[], text: string): Unsorted {
  const starts = map.items.map((pair) => startOf(pair));
  const start = starts[0] ?? 0;
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const entries: Entry[] = [];
  let lead = '';
  for (const [index, pair] of map.items.entries()) {
    const from = starts[index] ?? 0;
    const next = starts[index + 1];
    const name = isScalar(pair.key) ? String(pair.key.value) : '';
    const rank = known.includes(name) ? known.indexOf(name) : known.length;
    if (next === undefined) {
      entries.push({ lead, body: withLineEnd(text.slice(from, endOf(pair, text))), rank });
    } else {
      // Up to the line of the next key; the comments at its own indentation belong to it.
      const lines = text.slice(from, text.lastIndexOf('\n', next - 1) + 1).split(/(?<=\n)/);
      let kept = lines.length;
      while (kept > 1 && isLead(lines[kept - 1] ?? '', indent)) kept -= 1;
      entries.push({ lead, body: lines.slice(0, kept).join(''), rank });
      lead = lines.slice(kept).join('');
    }
  }
  const last = map.items.at(-1);
  return { start, end: last ? endOf(last, text) : start, indent, entries };
}

function isLead(line: string, indent: string): boolean {
  return line.trim() === '' || (line.startsWith(`${indent}#`) && line.trimStart().startsWith('#'));
}

function startOf({ key }: Pair): number {
  return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
}

/** After the line on which the entry's value ends. */
function endOf({ key, value }: Pair, text: string): number {
  const range =
    (value as { range?: [number, number, number] } | null)?.range ?? (isScalar(key) ? key.range : undefined);
  const end = range?.[1] ?? text.length;
  if (text.charAt(end - 1) === '\n') return end;
  const lineEnd = text.indexOf('\n', end);
  return lineEnd === -1 ? text.length : lineEnd + 1;
}

function withLineEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
