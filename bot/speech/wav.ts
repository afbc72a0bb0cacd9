/** Sizes beyond this one are of those who write to a pipe and do not know: sox, ffmpeg and browsers differ in which. */
const unknown = 0x7fff_0000;

/** Whether the samples that a RIFF/WAVE header announces are not all there. @param bytes of the file */
export function wavCut(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 12;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at + 4, true);
    if (String.fromCharCode(...bytes.subarray(at, at + 4)) === 'data')
      return size < unknown && at + 8 + size > bytes.length;
    at += 8 + size + (size % 2);
  }
  return true;
}
