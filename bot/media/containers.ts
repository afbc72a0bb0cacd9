/** A form that sound comes in, as its first bytes show it. */
export type Container = (typeof shapes)[number]['container'];

/** Bytes that are enough to tell. */
export const tellingBytes = 16;

type Bytes = Uint8Array;

const ascii = (bytes: Bytes, at: number, text: string): boolean =>
  bytes.length >= at + text.length && [...text].every((c, index) => bytes[at + index] === c.charCodeAt(0));

const starts = (bytes: Bytes, ...values: number[]): boolean =>
  bytes.length >= values.length && values.every((value, index) => bytes[index] === value);

/** Sync word of 11 bits, then layer II or III (nobody sends I), and none of the values that mean nothing. */
function mpegFrame([first = 0, second = 0, third = 0]: Bytes): boolean {
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  const rate = third >> 4;
  const frequency = (third >> 2) & 3;
  return (
    first === 0xff &&
    second >= 0xe0 &&
    (layer === 1 || layer === 2) &&
    version !== 1 &&
    rate !== 15 &&
    frequency !== 3
  );
}

/** What begins how. The registries: RFC 3533, RFC 8794, ISO/IEC 14496-12 and 13818-7, RFC 9639, RFC 4867. */
const shapes = [
  { container: 'ogg', is: (b: Bytes) => ascii(b, 0, 'OggS') },
  { container: 'webm', is: (b: Bytes) => starts(b, 0x1a, 0x45, 0xdf, 0xa3) },
  {
    container: 'mp4',
    is: (b: Bytes) => ['ftyp', 'moov', 'mdat', 'wide'].some((box) => ascii(b, 4, box)),
  },
  {
    container: 'wav',
    is: (b: Bytes) => ['RIFF', 'RF64'].some((riff) => ascii(b, 0, riff)) && ascii(b, 8, 'WAVE'),
  },
  { container: 'flac', is: (b: Bytes) => ascii(b, 0, 'fLaC') },
  { container: 'amr', is: (b: Bytes) => ascii(b, 0, '#!AMR') },
  { container: 'caf', is: (b: Bytes) => ascii(b, 0, 'caff') },
  {
    container: 'aiff',
    is: (b: Bytes) => ascii(b, 0, 'FORM') && (ascii(b, 8, 'AIFF') || ascii(b, 8, 'AIFC')),
  },
  { container: 'au', is: (b: Bytes) => ascii(b, 0, '.snd') },
  {
    container: 'wma',
    is: (b: Bytes) => starts(b, 0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11),
  },
  { container: 'aac', is: (b: Bytes) => b.length > 2 && b[0] === 0xff && ((b[1] ?? 0) & 0xf6) === 0xf0 },
  { container: 'mp3', is: (b: Bytes) => ascii(b, 0, 'ID3') || mpegFrame(b) },
] as const;

/**
 * What the first bytes look like: neither a name nor a declared type is asked. Whether it can be listened to is seen
 * when it is decoded (bot/speech).
 *
 * @param bytes the beginning, `tellingBytes` of it or more
 */
export function containerOf(bytes: Uint8Array): Container | undefined {
  return shapes.find(({ is }) => is(bytes))?.container;
}

/** Whether it may be sound at all: what is not can be refused at the door. */
export function knownContainer(bytes: Uint8Array): boolean {
  return containerOf(bytes) !== undefined;
}
