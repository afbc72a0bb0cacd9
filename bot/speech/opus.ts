/** Bytes of a file among which the header of its first stream stands: in Ogg at once, in WebM behind its tables. */
export const opusTellingBytes = 4_096;

const magic = 'OpusHead';

/**
 * Whether it says that it is mono Opus: the identification header (RFC 7845, 5.1), which Ogg begins with and Matroska
 * keeps as the codec's private data.
 *
 * @param bytes the beginning of a file of any kind
 */
export function isMonoOpus(bytes: Uint8Array): boolean {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(magic, 0, 'latin1');
  const channels = bytes[at + magic.length + 1];
  return at >= 0 && channels === 1;
}
