/** Sizes beyond this one are of those who write to a pipe and do not know: sox, ffmpeg and browsers differ in which. */
const unknown = 0x7fff_0000;

/** Chunks before the samples, in anything that somebody recorded; files that are made to be walked through have millions. */
const mostChunks = 10_000;

/** `data`, as a big-endian number. */
const data = 0x6461_7461;

/** Whether the samples that a RIFF/WAVE header announces are not all there. @param bytes of the file */
export function wavCut(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 12;
  for (let chunk = 0; chunk < mostChunks && at + 8 <= bytes.length; chunk += 1) {
    const size = view.getUint32(at + 4, true);
    if (view.getUint32(at) === data) return size < unknown && at + 8 + size > bytes.length;
    at += 8 + size + (size % 2);
  }
  return true;
}
