/** What stands in the pages of an Ogg stream (RFC 3533), as far as it tells how long it is and whether it is whole. */
export interface OggStream {
  /** Seconds of an Opus stream (RFC 7845: 48,000 a second, less what is skipped at the start); absent for others. */
  seconds?: number;
  /** It ends in the middle of a page: the rest was lost. */
  cut: boolean;
}

const headerBytes = 27;

/** Pages of some minutes even where each holds the shortest packet there is (2.5 ms). What has more is made to be walked through. */
const mostPages = 100_000;

/** `OggS`, `Opus` and `Head`, as big-endian numbers. */
const marks = { page: 0x4f67_6753, opus: 0x4f70_7573, head: 0x4865_6164 };

/** @param bytes of a file; what is no Ogg is `cut` at its first byte */
export function oggStream(bytes: Uint8Array): OggStream {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let skipped: number | undefined;
  let end = 0n;
  for (let page = 0; at < bytes.length; page += 1) {
    if (page === mostPages || at + headerBytes > bytes.length || view.getUint32(at) !== marks.page)
      return { cut: true };
    const body = at + headerBytes + view.getUint8(at + 26);
    if (body > bytes.length) return { cut: true };
    let next = body;
    for (let segment = at + headerBytes; segment < body; segment += 1) next += view.getUint8(segment);
    if (next > bytes.length) return { cut: true };
    if (page === 0 && next - body >= 19 && isOpusHead(view, body)) skipped = view.getUint16(body + 10, true);
    const granule = view.getBigInt64(at + 6, true);
    if (granule > end) end = granule;
    at = next;
  }
  if (at === 0) return { cut: true };
  if (skipped === undefined) return { cut: false };
  return { seconds: Math.max(0, Number(end) - skipped) / 48_000, cut: false };
}

function isOpusHead(view: DataView, at: number): boolean {
  return view.getUint32(at) === marks.opus && view.getUint32(at + 4) === marks.head;
}
