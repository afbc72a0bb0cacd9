import { readFileSync, statSync } from 'node:fs';
import { type Finding, type Severity, shownPath } from '../finding.js';

/** A hand-written file is far below this; a larger one is a mistake and would cost seconds to parse. */
export const maximumBytes = 512 * 1024;

/** UTF-16 units: one line that a person still reads. */
const longestMessage = 400;

/** Where in a text. Both count from 1; columns in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

/** A file's text, and what was found wrong with the file so far. */
export class Source {
  readonly findings: Finding[] = [];
  /** As shown to the author. */
  readonly file: string;

  constructor(
    readonly path: string,
    readonly text: string,
  ) {
    this.file = shownPath(path);
  }

  private readonly faulty = new Set<string>();

  /** Whether an error was reported for this field already: the first one is enough to act on. */
  isFaulty(field: string): boolean {
    return this.faulty.has(field);
  }

  /** An error elsewhere explains what will be wrong with this field: nothing more is to be said about it. */
  excuse(field: string): void {
    this.faulty.add(field);
  }

  report(severity: Severity, position: Position, field: string, message: string): void {
    if (severity === 'error') this.faulty.add(field);
    this.findings.push({
      file: this.file,
      ...position,
      severity,
      field,
      message: message.slice(0, longestMessage),
    });
  }
}

const start: Position = { line: 1, column: 1 };

/** Reads a text file that a stranger may have written: never throws, says in one finding what keeps it from being text. */
export function readSource(path: string): Source {
  const refuse = (message: string, position = start): Source => {
    const source = new Source(path, '');
    source.report('error', position, '-', message);
    return source;
  };
  let bytes: Buffer;
  try {
    const stat = statSync(path);
    // A named pipe would wait for ever.
    if (!stat.isFile()) return refuse('is not a regular file: put the text itself here');
    if (stat.size > maximumBytes) {
      return refuse(`is ${kilobytes(stat.size)} kB, at most ${kilobytes(maximumBytes)} kB: split it`);
    }
    bytes = readFileSync(path);
  } catch (error) {
    const code = failure(error);
    return refuse(
      code === 'ENOENT'
        ? 'does not exist: write it'
        : `cannot be read (${code}): check what it is and who may read it`,
    );
  }
  if (bytes.length >= 2 && (bytes.readUInt16BE(0) === 0xfffe || bytes.readUInt16BE(0) === 0xfeff)) {
    return refuse('is UTF-16: save it as UTF-8');
  }
  try {
    return new Source(path, decode(bytes));
  } catch {
    const { offset, ...position } = firstBadByte(bytes);
    return refuse(`is not UTF-8 at byte ${offset}: save it as UTF-8`, position);
  }
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}

/** The system's short code (ENOENT, EACCES, ELOOP …) without the path, which the finding shows already. */
function failure(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unreadable';
}

/** @throws TypeError for what is not UTF-8. A byte order mark is taken off. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** Decoding leniently and encoding again changes the text from the first bad byte on. */
function firstBadByte(bytes: Buffer): Position & { offset: number } {
  const again = Buffer.from(bytes.toString('utf8'));
  const differs = bytes.findIndex((byte, index) => byte !== again[index]);
  const offset = differs === -1 ? bytes.length : differs;
  const lineStart = bytes.subarray(0, offset).lastIndexOf(0x0a) + 1;
  return {
    line: bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1,
    column: bytes.toString('utf8', lineStart, offset).length + 1,
    offset,
  };
}
