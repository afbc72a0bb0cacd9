import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface Heard {
  status: number;
  /** By their names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** The code of what ended the connection, where it was no clean end. */
  error?: string;
}

/** Sends bytes as they are and listens only when all of them are on their way, as simple clients do, until the end. */
export function sayAll(url: string, bytes: string): Promise<Heard> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let error: string | undefined;
    const socket = connect(Number(port), hostname);
    socket.pause();
    socket.on('data', (part) => void parts.push(part));
    socket.on('error', (failed: NodeJS.ErrnoException) => (error = failed.code));
    socket.on('close', () => resolve({ ...heard(Buffer.concat(parts).toString()), ...(error && { error }) }));
    socket.write(bytes, () => socket.resume());
  });
}

/** Sends a piece again and again until somebody stops it. @returns how many bytes were taken */
export function sayForEver(url: string, first: string, piece: string, pause = 0): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    // An end that it is told of does not stop it.
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    let open = true;
    socket.on('error', () => {});
    socket.on('close', () => {
      open = false;
      resolve(socket.bytesWritten);
    });
    socket.resume();
    socket.write(first);
    void (async () => {
      while (open) {
        await new Promise((sent) => socket.write(piece, sent));
        await wait(pause);
      }
    })();
  });
}

function heard(text: string): Heard {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(first.split(' ')[1]), headers: Object.fromEntries(headers), body };
}
