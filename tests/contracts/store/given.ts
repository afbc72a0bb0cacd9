import type { Accepted, Inbound, Loaded, NewOutboxRow, Store, Turn } from '../../../db/store.js';
import type { Instance } from '../../../flows/learner.js';
import type { Attempt } from '../../../flows/records.js';

/** Some moment; nothing here depends on which. */
export const noon = 1_790_000_000_000;

/** A text from the chat's own person, unless said otherwise. */
export function text(chat: string, externalId: string, more: Partial<Inbound> = {}): Inbound {
  return {
    channel: 'web',
    account: 'main',
    chat,
    externalId,
    sender: { address: chat },
    content: { kind: 'message', text: `text ${externalId}` },
    guess: {},
    at: noon,
    ...more,
  };
}

/** Takes an event of the learner; there must be one. */
export async function take(store: Store, learnerId: string): Promise<Loaded> {
  const loaded = await store.load(learnerId);
  if (!loaded) throw new Error(`nothing waits for ${learnerId}`);
  return loaded;
}

/** A turn that only ends its event. */
export function turn(loaded: Loaded, more: Partial<Turn> = {}): Turn {
  return {
    eventId: loaded.eventId,
    eventState: 'done',
    learner: loaded.learner,
    instances: [],
    records: [],
    outbox: [],
    schedule: [],
    unschedule: [],
    abandon: [],
    at: loaded.event.at,
    ...more,
  };
}

/** A learner who wrote once and whose first turn did `more`. */
export async function learnerWith(
  store: Store,
  chat: string,
  more: (loaded: Loaded) => Partial<Turn> = () => ({}),
): Promise<Accepted> {
  const accepted = await store.accept(text(chat, 'first'));
  const loaded = await take(store, accepted.learnerId);
  const { outcome } = await store.commit(turn(loaded, more(loaded)));
  if (outcome !== 'committed') throw new Error(outcome);
  return accepted;
}

/** One more event for the learner of a chat, and the turn for it. */
export async function nextTurn(
  store: Store,
  chat: string,
  externalId: string,
  more: (loaded: Loaded) => Partial<Turn> = () => ({}),
): Promise<'committed' | 'conflict'> {
  const { learnerId } = await store.accept(text(chat, externalId));
  const loaded = await take(store, learnerId);
  return (await store.commit(turn(loaded, more(loaded)))).outcome;
}

export function send(chatId: number, said: string, more: Partial<NewOutboxRow> = {}): NewOutboxRow {
  return { chatId, kind: 'send', payload: { text: said }, ordered: true, ...more };
}

export function asking(chatId: number, request: string, more: Partial<NewOutboxRow> = {}): NewOutboxRow {
  return { chatId, kind: 'locate', payload: { place: 'Lima' }, request, ordered: false, ...more };
}

export function flow(id: number, more: Partial<Instance> = {}): Instance {
  return {
    id,
    flow: 'lesson',
    version: 1,
    snapshot: { value: 'asking' },
    status: 'open',
    touched: noon,
    ...more,
  };
}

export function attempt(item: string, more: Partial<Attempt> = {}): Attempt {
  return {
    kind: 'attempt',
    item,
    hash: '0123456789abcdef',
    skill: 'grammar',
    answer: 'I goes',
    expected: 'I go',
    verdict: 'right',
    grade: 1,
    hints: 0,
    attempt: 1,
    latencyMs: 4000,
    ...more,
  };
}

/** What an outbox row says, for reading a claim at a glance. */
export async function claimed(
  store: Store,
  now: number,
  running: number[] = [],
  limit = 100,
): Promise<string[]> {
  const rows = await store.claim(now, limit, new Set(running));
  return rows.map(({ payload, request }) => request ?? (payload as { text: string }).text);
}

/** The first row that may leave. */
export async function head(store: Store, now: number) {
  const [row] = await store.claim(now, 1, new Set());
  if (!row) throw new Error('nothing is due');
  return row;
}
