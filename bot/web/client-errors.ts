import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Lingering } from './body.js';
import { lastWords, Problem } from './problem.js';

/**
 * Answers what Node's parser refuses, so that no route is ever asked: as every other problem is answered, where Node
 * would send a status alone.
 */
export function answerClientErrors(server: Server, logger: Logger, lingering: Lingering): void {
  const answering = new WeakMap<Duplex, Set<ServerResponse>>();
  /** Bytes that had been read when it was answered. */
  const answered = new WeakMap<Duplex, number>();

  server.on('request', ({ socket }: IncomingMessage, outgoing: ServerResponse) => {
    const running = answering.get(socket) ?? new Set();
    answering.set(socket, running.add(outgoing));
    outgoing.once('close', () => running.delete(outgoing));
  });

  server.on('clientError', (error: NodeJS.ErrnoException, duplex: Duplex) => {
    const socket = duplex as Socket;
    const before = answered.get(socket);
    if (before !== undefined) {
      // What still comes is as little understood, piece by piece.
      if (socket.bytesRead - before > lingering.bytes) socket.destroy();
      return;
    }
    const begun = [...(answering.get(socket) ?? [])].some(({ headersSent }) => headersSent);
    // Somebody who is gone, or in the middle of another answer, would not understand this one.
    if (error.code === 'ECONNRESET' || !socket.writable || begun) {
      socket.destroy();
      return;
    }
    const requestId = randomUUID();
    const problem = problemOf(error);
    logger.info({ requestId, status: problem.status, code: error.code }, 'request refused');
    answered.set(socket, socket.bytesRead);
    socket.end(lastWords(problem, requestId));
    // Until they have sent everything they may not read: see `takeTheRest`.
    const late = setTimeout(() => socket.destroy(), lingering.ms);
    socket.once('close', () => clearTimeout(late));
  });
}

function problemOf({ code }: NodeJS.ErrnoException): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem(431, 'The headers of this request are too large: cookies or a token, as a rule.');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new Problem(413, 'The chunks of this request carry too much besides the body.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem(408, 'This request took too long to come. Please send it again.');
    default:
      return new Problem(400, 'This is no HTTP request that can be read.');
  }
}
