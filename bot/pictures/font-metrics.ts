/** How wide a font's characters are; read from its own tables (OpenType 1.9: head, hhea, hmtx, cmap format 4 or 12). */
export interface FontMetrics {
  /** Of a character, in ems; undefined where the font has none. Kerning and shaping are left out: a bound, not a measure. */
  advance(codePoint: number): number | undefined;
}

/** @throws Error for what is no font of these tables: ours are committed, so that it is a broken installation */
export function fontMetrics(bytes: Uint8Array): FontMetrics {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = (tag: string): number => {
    for (let n = 0; n < view.getUint16(4); n += 1) {
      const at = 12 + 16 * n;
      const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)));
      if (name === tag) return view.getUint32(at + 8);
    }
    throw new Error(`the font has no table ${tag}`);
  };
  const ems = view.getUint16(table('head') + 18);
  const widths = table('hmtx');
  const last = view.getUint16(table('hhea') + 34) - 1;
  const glyphs = characterMap(view, table('cmap'));
  return {
    advance: (codePoint) => {
      const glyph = glyphs.get(codePoint);
      return glyph === undefined ? undefined : view.getUint16(widths + 4 * Math.min(glyph, last)) / ems;
    },
  };
}

function characterMap(view: DataView, cmap: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  for (let n = 0; n < view.getUint16(cmap + 2); n += 1) {
    const at = cmap + view.getUint32(cmap + 4 + 8 * n + 4);
    const format = view.getUint16(at);
    if (format === 4) readSegments(view, at, glyphs);
    if (format === 12) readGroups(view, at, glyphs);
  }
  if (glyphs.size === 0) throw new Error('the font has no characters');
  return glyphs;
}

function readSegments(view: DataView, at: number, glyphs: Map<number, number>): void {
  const twice = view.getUint16(at + 6);
  const ends = at + 14;
  const starts = ends + twice + 2;
  for (let segment = 0; segment < twice; segment += 2) {
    const [first, last] = [view.getUint16(starts + segment), view.getUint16(ends + segment)];
    const delta = view.getUint16(starts + twice + segment);
    const offsetAt = starts + 2 * twice + segment;
    const offset = view.getUint16(offsetAt);
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const raw = offset === 0 ? code : view.getUint16(offsetAt + offset + 2 * (code - first));
      const glyph = offset !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
}

function readGroups(view: DataView, at: number, glyphs: Map<number, number>): void {
  for (let n = 0; n < view.getUint32(at + 12); n += 1) {
    const group = at + 16 + 12 * n;
    const first = view.getUint32(group);
    const glyph = view.getUint32(group + 8);
    for (let code = first; code <= view.getUint32(group + 4); code += 1)
      glyphs.set(code, glyph + code - first);
  }
}
