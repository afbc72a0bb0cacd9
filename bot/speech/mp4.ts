/** Whether the last of an MP4 file's boxes (ISO/IEC 14496-12) is not all there. @param bytes of the file */
export function mp4Cut(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    if (at + 8 > bytes.length) return true;
    let size = view.getUint32(at);
    // To the end of the file, as those write who do not know yet.
    if (size === 0) return false;
    if (size === 1) {
      if (at + 16 > bytes.length) return true;
      size = Number(view.getBigUint64(at + 8));
    }
    if (size < 8) return false;
    at += size;
  }
  return at > bytes.length;
}
