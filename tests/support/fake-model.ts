import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the vendor got it. */
export interface Asked {
  path: string;
  headers: IncomingMessage['headers'];
  /** As it came: a form with a file in it, for one. */
  raw: Buffer;
  /** Where it is JSON. */
  body: {
    model?: string;
    messages?: { role: string; content: string }[];
    response_format?: { type: string };
    stream?: boolean;
    input?: string;
    [field: string]: unknown;
  };
}

export type Behaviour = (response: ServerResponse, asked: Asked) => void;

/** An OpenAI-compatible server that does what the test says: what emulators do not (failures, slowness, disobedience). */
export interface FakeModel {
  baseUrl: string;
  /** Every request, in order. */
  asked: Asked[];
  chats(): Asked[];
  /** What the next chats are answered with, the last one for ever. */
  chat: Behaviour[];
  /** 404 unless the test says otherwise, as at most compatible servers. */
  moderation: Behaviour;
  close(): Promise<void>;
}

export async function fakeModel(...chat: Behaviour[]): Promise<FakeModel> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const raw = Buffer.concat(parts);
      const isJson = request.headers['content-type']?.startsWith('application/json');
      const body = JSON.parse(isJson ? raw.toString() : '{}') as Asked['body'];
      const asked = { path: request.url ?? '', headers: request.headers, raw, body };
      fake.asked.push(asked);
      if (asked.path.endsWith('/moderations')) return fake.moderation(response, asked);
      const [first = status(500), ...rest] = fake.chat;
      if (rest.length > 0) fake.chat = rest;
      first(response, asked);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeModel = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked: [],
    chats: () => fake.asked.filter(({ path }) => path.endsWith('/chat/completions')),
    chat,
    moderation: status(404),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

/** An answer with this text; streamed where the request asks for it. */
export function says(text: string, more: { finish?: string; refusal?: string } = {}): Behaviour {
  return (response, { body }) => {
    const finish = more.finish ?? 'stop';
    if (body.stream === true) {
      stream(response, body.model ?? '', text);
      chunk(response, body.model ?? '', {}, finish);
      response.write(`data: ${JSON.stringify({ ...head(body.model), choices: [], usage })}\n\n`);
      response.end('data: [DONE]\n\n');
      return;
    }
    const message = { role: 'assistant', content: text, refusal: more.refusal ?? null };
    json(response, 200, {
      ...head(body.model),
      choices: [{ index: 0, message, finish_reason: finish }],
      usage,
    });
  };
}

export const answers = (value: unknown): Behaviour => says(JSON.stringify(value));

const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
const head = (model = '') => ({ id: 'x', object: 'chat.completion', created: 1, model });

/** Refuses. OpenAI repeats part of the key in such messages; so does this. */
export function status(code: number, error: object = {}, headers: Record<string, string> = {}): Behaviour {
  return (response, { headers: { authorization = '' } }) =>
    json(response, code, { error: { message: `No: ${authorization}`, type: 'x', ...error } }, headers);
}

export const hangs: Behaviour = () => undefined;

/** Begins an answer and stops in the middle of it, with the connection open. */
export const stalls: Behaviour = (response, { body }) =>
  stream(response, body.model ?? '', '{"reply":"Half a');

export const breaksOff: Behaviour = (response, { body }) => {
  stream(response, body.model ?? '', '{"reply":"Half a');
  setTimeout(() => response.destroy(), 20);
};

export const rubbish: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html>Welcome to the captive portal</html>');
};

/** A body that is shorter than its head says, and then nothing. */
export const truncated: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4000' });
  response.write('{"text":"I would like');
  setTimeout(() => response.destroy(), 20);
};

export const redirects =
  (to: string): Behaviour =>
  (response) => {
    response.writeHead(307, { location: to });
    response.end();
  };

/** More than anybody would read, as long as somebody does. */
export const floods: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(1_000_000)));
  };
  response.on('drain', more);
  more();
};

export function flags(...categories: string[]): Behaviour {
  return (response) => {
    const named = Object.fromEntries(categories.map((category) => [category, true]));
    json(response, 200, {
      id: 'm',
      model: 'm',
      results: [{ flagged: categories.length > 0, categories: named }],
    });
  };
}

export function json(
  response: ServerResponse,
  code: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function stream(response: ServerResponse, model: string, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (let at = 0; at < text.length; at += 7)
    chunk(response, model, { content: text.slice(at, at + 7) }, null);
}

function chunk(response: ServerResponse, model: string, delta: object, finish: string | null): void {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  response.write(`data: ${JSON.stringify({ ...head(model), choices })}\n\n`);
}
