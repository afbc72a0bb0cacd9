/** What stands in the pages of an Ogg stream (RFC 3533), as far as it tells how long it is and whether it is whole. */
export interface OggStream {
  /** Seconds of an Opus stream (RFC 7845: 48,000 a second, less what is skipped at the start); absent for others. */
  seconds?: number;
  /** It ends in the middle of a page: the rest was lost. */
  cut: boolean;
}

const headerBytes = 27;

/** @param bytes of a file; what is no Ogg is `cut` at its first byte */
export function oggStream(bytes: Uint8Array): OggStream {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number): string =>
    String.fromCharCode(...bytes.subarray(at, at + length));
  let at = 0;
  let skipped: number | undefined;
  let end = 0n;
  while (at < bytes.length) {
    if (at + headerBytes > bytes.length || text(at, 4) !== 'OggS') return { cut: true };
    const segments = view.getUint8(at + 26);
    const body = at + headerBytes + segments;
    const sizes = bytes.subarray(at + headerBytes, body);
    const next = body + sizes.reduce((sum, size) => sum + size, 0);
    if (body > bytes.length || next > bytes.length) return { cut: true };
    if (at === 0 && next - body >= 19 && text(body, 8) === 'OpusHead')
      skipped = view.getUint16(body + 10, true);
    const granule = view.getBigInt64(at + 6, true);
    if (granule > end) end = granule;
    at = next;
  }
  if (at === 0) return { cut: true };
  if (skipped === undefined) return { cut: false };
  return { seconds: Math.max(0, Number(end) - skipped) / 48_000, cut: false };
}
