import type { Message, Pending } from './message.js';

/** What became of a request. A closed set: the caller decides what follows. */
export type Outcome<T> =
  | { kind: 'ok'; value: T }
  /** Worth another try; `afterMs` when the server said when. */
  | { kind: 'later'; reason: 'offline' | 'busy' | 'limit' | 'crowd'; afterMs?: number }
  /** The server will never take this; `why` in its words, in English. */
  | { kind: 'refused'; why?: string }
  /** The chat does not exist any more, or is not ours. */
  | { kind: 'gone' };

const root = '/gateway/webchat';
/** Milliseconds after which a request counts as lost on the way; a recording has more to bring. */
const patience = { usual: 20_000, sound: 120_000 };
/** Characters of a reason: ours are a sentence. */
const reasonLimit = 300;

export async function openChat(guess: { language: string; timeZone?: string }): Promise<Outcome<string>> {
  const opened = await request(root, guess, (body: { chatId: string }) => body.chatId);
  // Somebody who has said nothing yet has not said too much.
  return opened.kind === 'later' && opened.reason === 'limit' ? { ...opened, reason: 'crowd' } : opened;
}

/** @returns the number of the learner's line in the conversation */
export function send(chatId: string, item: Pending): Promise<Outcome<number>> {
  const said = item.button === undefined ? { text: item.text } : { button: item.button };
  const body = { id: item.id, ...said, ...(item.seen !== undefined && { seen: item.seen }) };
  return request(`${root}/${chatId}/send`, body, (answer: { n: number }) => answer.n);
}

/** @returns the number of the learner's line in the conversation */
export function sendVoice(chatId: string, item: Pending, sound: Blob): Promise<Outcome<number>> {
  const form = new FormData();
  form.set('id', item.id);
  if (item.seen !== undefined) form.set('seen', String(item.seen));
  form.set('audio', sound);
  return request(`${root}/${chatId}/send`, form, (answer: { n: number }) => answer.n);
}

/** @returns undefined where the address is not good (any more) */
export async function file(address: string): Promise<Blob | undefined> {
  try {
    const response = await fetch(address);
    return response.ok ? await response.blob() : undefined;
  } catch {
    return undefined;
  }
}

export function messages(chatId: string, after: number): Promise<Outcome<Message[]>> {
  const path = `${root}/${chatId}/messages?after=${after}`;
  return request(path, undefined, (body: { messages: Message[] }) => body.messages);
}

export function events(chatId: string, after: number): EventSource {
  return new EventSource(`${root}/${chatId}/events?after=${after}`);
}

async function request<B, T>(path: string, said: unknown, pick: (body: B) => T): Promise<Outcome<T>> {
  const abort = new AbortController();
  const form = said instanceof FormData ? said : undefined;
  const timer = setTimeout(() => abort.abort(), form ? patience.sound : patience.usual);
  try {
    const response = await fetch(path, {
      ...(said !== undefined && {
        method: 'POST',
        ...(form === undefined && { headers: { 'content-type': 'application/json' } }),
        body: form ?? JSON.stringify(said),
      }),
      signal: abort.signal,
    });
    if (response.ok) return { kind: 'ok', value: pick((await response.json()) as B) };
    return await failure(response);
  } catch {
    return { kind: 'later', reason: 'offline' };
  } finally {
    clearTimeout(timer);
  }
}

async function failure(response: Response): Promise<Outcome<never>> {
  const { status } = response;
  if (status === 401 || status === 404) return { kind: 'gone' };
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  const after = Number.isFinite(seconds) ? { afterMs: seconds * 1000 } : {};
  if (status === 429) return { kind: 'later', reason: 'limit', ...after };
  if (status >= 500 || status === 408) return { kind: 'later', reason: 'busy', ...after };
  const why = await reason(response);
  return { kind: 'refused', ...(why !== undefined && { why }) };
}

/** What the problem (RFC 9457) says; undefined where somebody on the way answered, or the answer broke off. */
async function reason(response: Response): Promise<string | undefined> {
  try {
    const { detail } = (await response.json()) as { detail?: unknown };
    return typeof detail === 'string' && detail !== '' ? detail.slice(0, reasonLimit) : undefined;
  } catch {
    return undefined;
  }
}
