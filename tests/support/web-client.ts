import { request } from 'node:http';

/** A client of the gateway as a program has it: a bearer token, no cookies. */
export interface ChatClient {
  chatId: string;
  token: string;
  /** `name=value`, as the browser would send it. */
  cookie: string;
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  get(path: string, headers?: Record<string, string>, method?: 'GET' | 'HEAD'): Promise<Response>;
}

export async function openChat(url: string, body?: unknown): Promise<ChatClient> {
  const response = await fetch(`${url}/gateway/webchat`, {
    method: 'POST',
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  if (response.status !== 201) throw new Error(`no chat: ${response.status} ${await response.text()}`);
  const { chatId, token } = (await response.json()) as { chatId: string; token: string };
  const chat = `${url}/gateway/webchat/${chatId}`;
  const authorization = `Bearer ${token}`;
  return {
    chatId,
    token,
    cookie: response.headers.getSetCookie()[0]!.split(';')[0]!,
    post: (json, headers = {}) =>
      fetch(`${chat}/send`, {
        method: 'POST',
        body: typeof json === 'string' ? json : JSON.stringify(json),
        headers: { authorization, 'content-type': 'application/json', ...headers },
      }),
    get: (path, headers = {}, method = 'GET') =>
      fetch(chat + path, { method, headers: { authorization, ...headers } }),
  };
}

/** The status and body of a request whose path and headers go out exactly as they are given. */
export function raw(
  url: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  const { hostname, port } = new URL(url);
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** One server-sent event. A comment has only its text. */
export interface ServerEvent {
  id?: string;
  event?: string;
  data?: string;
  comment?: string;
}

/** The events of an open stream, one at a time; ends when the server ends it. */
export async function* eventsOf(response: Response): AsyncGenerator<ServerEvent, void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const event: Record<string, string> = {};
      for (const line of text.slice(0, end).split('\n')) {
        const colon = line.indexOf(':');
        event[line.slice(0, colon) || 'comment'] = line.slice(colon + 1).trim();
      }
      text = text.slice(end + 2);
      yield event;
    }
  }
}
