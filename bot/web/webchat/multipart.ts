import { Problem } from '../problem.js';

/** One field of a form, as its bytes come. They are read before the next one is asked for. */
export interface Field {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** Bytes of the head of a field, and of whatever follows the last. */
const headLimit = 2048;
const crlf = Buffer.from('\r\n');
const blankLine = Buffer.from('\r\n\r\n');

/**
 * The boundary that a content type names.
 *
 * @returns undefined for what is no multipart/form-data; RFC 2046: 1 to 70 characters of a small set
 */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
  if (type.toLowerCase() !== 'multipart/form-data') return undefined;
  const named = parameters.flatMap((one) => /^boundary=(?:"([^"]*)"|(.*))$/i.exec(one) ?? []).filter(Boolean);
  const boundary = named.length === 2 ? named[1] : undefined;
  return boundary !== undefined && /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary)
    ? boundary
    : undefined;
}

/**
 * The fields of a form, one after the other (RFC 7578), strictly: nothing before the first boundary, no folded or
 * repeated header, no encoding of the bytes. Never holds more than a chunk and a head.
 *
 * @throws Problem 400 where it is no such form or breaks off, 413 over `limit` bytes altogether
 */
export async function* formFields(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
  limit: number,
): AsyncGenerator<Field, void> {
  const source = new Source(body, limit);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  try {
    // The first one has no line before it that would have to end.
    await source.expect(delimiter.subarray(2));
    while (await source.goesOn()) {
      const name = fieldName(await source.head());
      let over = false;
      const bytes = async function* (): AsyncGenerator<Uint8Array, void> {
        for (;;) {
          const piece = await source.until(delimiter);
          if (piece.bytes.length > 0) yield piece.bytes;
          if (piece.last) break;
        }
        over = true;
      };
      yield { name, bytes: { [Symbol.asyncIterator]: bytes } };
      if (!over) throw new Error('a field was not read to its end');
    }
    await source.rest();
  } finally {
    await source.close();
  }
}

/** What was received and is not taken yet. */
class Source {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  #size = 0;

  constructor(
    body: AsyncIterable<Uint8Array>,
    private readonly limit: number,
  ) {
    this.#chunks = body[Symbol.asyncIterator]();
  }

  async expect(wanted: Buffer): Promise<void> {
    await this.#hold(wanted.length);
    if (!this.#take(wanted.length).equals(wanted)) throw unreadable();
  }

  /** After a boundary: whether a field follows, or it was the last. */
  async goesOn(): Promise<boolean> {
    await this.#hold(2);
    const two = this.#take(2);
    if (two.equals(crlf)) return true;
    if (two.toString('latin1') === '--') return false;
    throw unreadable();
  }

  async head(): Promise<string> {
    for (;;) {
      const end = this.#held.indexOf(blankLine);
      if (end > headLimit || (end === -1 && this.#held.length > headLimit)) throw unreadable();
      if (end !== -1) {
        const head = this.#take(end).toString('utf8');
        this.#take(blankLine.length);
        return head;
      }
      await this.#more();
    }
  }

  /** What there is before the delimiter, as far as it has come. */
  async until(delimiter: Buffer): Promise<{ bytes: Buffer; last: boolean }> {
    const at = this.#held.indexOf(delimiter);
    if (at !== -1) {
      const bytes = this.#take(at);
      this.#take(delimiter.length);
      return { bytes, last: true };
    }
    // Its beginning may be here already.
    const sure = this.#held.length - (delimiter.length - 1);
    if (sure > 0) return { bytes: this.#take(sure), last: false };
    await this.#more();
    return { bytes: Buffer.alloc(0), last: false };
  }

  /** Nothing but blanks may follow. */
  async rest(): Promise<void> {
    for (;;) {
      if (this.#held.length > headLimit || /\S/.test(this.#held.toString('latin1'))) throw unreadable();
      if (!(await this.#next())) return;
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #hold(bytes: number): Promise<void> {
    while (this.#held.length < bytes) await this.#more();
  }

  #take(bytes: number): Buffer {
    const taken = this.#held.subarray(0, bytes);
    this.#held = this.#held.subarray(bytes);
    return taken;
  }

  async #more(): Promise<void> {
    if (!(await this.#next())) throw new Problem(400, 'The form breaks off before its end.');
  }

  async #next(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    const { value } = next;
    this.#size += value.length;
    if (this.#size > this.limit) throw new Problem(413, 'This form is too large.');
    const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    return true;
  }
}

/** The name in the head of a field. A file's name and type are claims that nobody reads. */
function fieldName(head: string): string {
  const headers = new Map<string, string>();
  for (const line of head.split('\r\n')) {
    const [, name = '', value = ''] = /^([\w-]{1,40}):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === '' || headers.has(name.toLowerCase())) throw unreadable();
    headers.set(name.toLowerCase(), value);
  }
  if (!/^(binary|7bit|8bit)?$/i.test(headers.get('content-transfer-encoding') ?? '')) throw unreadable();
  const given = /^form-data\s*;\s*(.*)$/i.exec(headers.get('content-disposition') ?? '')?.[1] ?? '';
  const names = [...given.matchAll(/(?:^|;)\s*name="([^"\r\n]{1,40})"/gi)];
  if (names.length !== 1) throw unreadable();
  return names[0]?.[1] ?? '';
}

function unreadable(): Problem {
  return new Problem(400, 'The body is not a form that can be read (multipart/form-data).');
}
