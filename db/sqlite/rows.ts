import type { Event } from '../../flows/events.js';
import type { Instance, Learner } from '../../flows/learner.js';
import type { Chat, ChatMessage } from '../store.js';
import type * as schema from './schema.js';

/** How rows are told to the rest of the house. What is parsed here, only this store has written. */

/** A learner's id as the port gives it. */
export function learnerId(row: number): string {
  return `l${row}`;
}

/** The row an id means; one that no learner has where it was never one of ours. */
export function learnerRow(id: string): number {
  return /^l\d{1,15}$/.test(id) ? Number(id.slice(1)) : -1;
}

export type ChatRow = typeof schema.chat.$inferSelect;

export function toChat(row: Omit<ChatRow, 'guess' | 'opened_at'>): Chat {
  return {
    id: row.id,
    channel: row.channel,
    account: row.account,
    address: row.address,
    ...(row.token_hash === null ? {} : { tokenHash: row.token_hash }),
    ...(row.learner_id === null ? {} : { learnerId: learnerId(row.learner_id) }),
  };
}

export function toLearner(row: typeof schema.learner.$inferSelect): Learner {
  return {
    id: learnerId(row.id),
    version: row.version,
    sequence: row.sequence,
    profile: JSON.parse(row.profile) as Learner['profile'],
    thread: JSON.parse(row.thread) as Learner['thread'],
    guess: JSON.parse(row.guess) as Learner['guess'],
    createdAt: row.created_at,
    ...(row.active === null ? {} : { active: row.active }),
  };
}

type EventRow = Pick<typeof schema.event.$inferSelect, 'kind' | 'body' | 'at' | 'seen'>;

export function toEvent(row: EventRow): Event {
  return { kind: row.kind, ...(JSON.parse(row.body) as object), at: row.at, seen: row.seen } as Event;
}

export function toInstance(row: typeof schema.instance.$inferSelect): Instance {
  return {
    id: row.id,
    flow: row.flow,
    version: row.version,
    snapshot: JSON.parse(row.snapshot) as unknown,
    status: row.status,
    touched: row.touched,
    ...(row.frozen === null ? {} : { frozen: row.frozen }),
  };
}

export function toMessage(row: typeof schema.message.$inferSelect): ChatMessage {
  const { chat_id: chatId, n, from, kind, text, at } = row;
  return { chatId, n, from, kind, text, body: JSON.parse(row.body) as unknown, at };
}
