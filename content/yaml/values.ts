import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type ParsedNode,
  type YAMLMap,
} from 'yaml';
import type { Position, Source } from './source.js';

export type Path = readonly (string | number)[];

/** Far more than any content file has; an alias bomb or a nest has more. */
const mostValues = 20_000;
const mostLevels = 24;

/** Where a value stands: its key if it has one, and the value itself. */
interface Place {
  key?: Node;
  value?: Node;
}

/** The values of one document and the place of each of them. */
export class Values {
  readonly root: unknown;
  private readonly places = new Map<string, Place>();
  private count = 0;
  private readonly open: Node[] = [];

  constructor(
    private readonly source: Source,
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
  ) {
    this.root = this.read(document.contents, []);
  }

  /** Where the value stands; of one that is missing, where its nearest parent stands. */
  at(path: Path): Position {
    for (let length = path.length; length >= 0; length -= 1) {
      const place = this.places.get(pathKey(path.slice(0, length)));
      const missing = length < path.length;
      // A mapping's or a list's key is a better place to look at than the first of what it holds.
      const node = missing || isCollection(place?.value) ? (place?.key ?? place?.value) : place?.value;
      if (node ?? place?.key) return this.position((node ?? place?.key) as Node);
    }
    return { line: 1, column: 1 };
  }

  /** Where the key stands that leads to this value. */
  atKey(path: Path): Position {
    const key = this.places.get(pathKey(path))?.key;
    return key ? this.position(key) : this.at(path);
  }

  /**
   * Where the n-th (from 0) occurrence of a character of a text stands in the file, if it is written there as
   * itself and not as an escape.
   */
  atCharacter(path: Path, character: string, nth: number): Position {
    const range = this.places.get(pathKey(path))?.value?.range;
    if (!range) return this.at(path);
    let offset = range[0] - 1;
    for (let found = 0; found <= nth; found += 1) {
      offset = this.source.text.indexOf(character, offset + 1);
      if (offset === -1 || offset >= range[1]) return this.at(path);
    }
    return this.positionOf(offset);
  }

  /** Every text with its path, in the file's order. */
  *texts(): Generator<{ path: Path; text: string }> {
    yield* textsIn(this.root, []);
  }

  private position(node: Node): Position {
    return this.positionOf(node.range?.[0] ?? 0);
  }

  private positionOf(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }

  private read(node: Node | null, path: Path, key?: Node): unknown {
    if (!this.places.has(pathKey(path))) {
      this.places.set(pathKey(path), { ...(key ? { key } : {}), ...(node ? { value: node } : {}) });
    }
    if (node === null) return null;
    this.count += 1;
    if (this.count > mostValues) {
      throw this.refuse(
        node,
        path,
        'holds more than 20,000 values: split it, and write texts out instead of aliases',
      );
    }
    if (isScalar(node)) return node.value;
    if (this.open.includes(node))
      throw this.refuse(node, path, 'an alias contains itself: write the text out');
    if (path.length > mostLevels) {
      throw this.refuse(node, path, `is nested more than ${mostLevels} levels deep: flatten it`);
    }
    this.open.push(node);
    const value = this.inside(node, path, key);
    this.open.pop();
    return value;
  }

  private inside(node: Node, path: Path, key?: Node): unknown {
    if (isAlias(node)) {
      const meant = node.resolve(this.document);
      if (meant) return this.read(meant, path, key);
      this.complain(node, path, `*${node.source} is an alias of nothing: put the text in quotes`);
      return node.source;
    }
    if (isSeq(node)) return node.items.map((item, index) => this.read(item as Node, [...path, index]));
    return this.mapping(node as YAMLMap<ParsedNode, ParsedNode | null>, path);
  }

  private mapping(node: YAMLMap<ParsedNode, ParsedNode | null>, path: Path): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? key.value : undefined;
      if (typeof name !== 'string') {
        this.complain(key, path, `a key must be text: put ${shown(name)} in quotes`);
      } else if (name === '__proto__') {
        this.complain(key, path, 'a key cannot be called __proto__: rename it');
      } else if (entries.has(name)) {
        const first = this.atKey([...path, name]);
        this.complain(
          key,
          [...path, name],
          `the key is here twice (first in line ${first.line}): remove one`,
        );
      } else {
        // Placeholder first: the key counts as present even while its value is read.
        entries.set(name, undefined);
        entries.set(name, this.read(value, [...path, name], key));
      }
    }
    return Object.fromEntries(entries);
  }

  private complain(node: Node, path: Path, message: string): void {
    this.source.report('error', this.position(node), fieldName(path), message);
  }

  private refuse(node: Node, path: Path, message: string): Refused {
    this.complain(node, path.slice(0, 6), message);
    return new Refused(message);
  }
}

/** The document cannot be taken as values; the finding is reported already. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** `steps.2.near."I will"`; `-` for the root. */
export function fieldName(path: Path): string {
  const names = path.map((part) => {
    const name = String(part);
    return /^[^\s."]+$/u.test(name) ? name : JSON.stringify(name);
  });
  return names.length === 0 ? '-' : names.join('.');
}

function shown(name: unknown): string {
  if (name === null) return 'an empty key';
  return typeof name === 'number' || typeof name === 'boolean' ? `${name}` : 'it';
}

function isCollection(node: Node | undefined): boolean {
  return isMap(node) || isSeq(node) || isAlias(node);
}

function pathKey(path: Path): string {
  return path.join('\0');
}

function* textsIn(value: unknown, path: Path): Generator<{ path: Path; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* textsIn(item, [...path, i]);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* textsIn(item, [...path, key]);
  }
}
