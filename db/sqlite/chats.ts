import { and, asc, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Chat, ChatMessage, NewChat } from '../store.js';
import type { Driver } from './driver.js';
import { toChat, toMessage, type ChatRow } from './rows.js';
import { chat, message } from './schema.js';
import { build, prepare, prepareInsert, prepareSql, type Placeholders } from './statement.js';

type Address = Pick<NewChat, 'channel' | 'account' | 'address'>;

/** Chats and what was said in them. */
export function chats(db: Driver) {
  const byAddress = prepare(db, (p: Placeholders<Address>) =>
    build
      .select()
      .from(chat)
      .where(and(eq(chat.channel, p.channel), eq(chat.account, p.account), eq(chat.address, p.address))),
  );
  const byId = prepare(db, (p: Placeholders<{ id: number }>) =>
    build.select().from(chat).where(eq(chat.id, p.id)),
  );
  const last = prepareSql<{ id: number }, { n: number | null }>(
    db,
    (p) => sql`select max(n) as n from message where chat_id = ${p.id}`,
  );
  const heard = build
    .select({ at: message.at })
    .from(message)
    .where(and(eq(message.chat_id, chat.id), eq(message.from, 'learner')))
    .orderBy(desc(message.n))
    .limit(1);
  const latest = prepare(db, (p: Placeholders<{ learner: number }>) =>
    build
      .select()
      .from(chat)
      .where(eq(chat.learner_id, p.learner))
      .orderBy(desc(sql`(${heard})`), desc(chat.id))
      .limit(1),
  );
  const insert = prepareInsert(db, chat, ['id']);
  const dropUnwritten = prepare(db, (p: Placeholders<{ before: number }>) =>
    build.delete(chat).where(and(isNull(chat.learner_id), lt(chat.opened_at, p.before))),
  );
  const lines = prepare(db, (p: Placeholders<{ chat: number; after: number; limit: number }>) =>
    build
      .select()
      .from(message)
      .where(and(eq(message.chat_id, p.chat), gt(message.n, p.after)))
      .orderBy(asc(message.n))
      .limit(sql.placeholder('limit')),
  );

  function open({ channel, account, address, tokenHash, guess, at }: NewChat): ChatRow {
    const token_hash = tokenHash ?? null;
    const fresh = { token_hash, guess: JSON.stringify(guess), learner_id: null, opened_at: at };
    return existing(insert.run({ channel, account, address, ...fresh }).id);
  }

  function existing(id: number): ChatRow {
    const row = byId.get({ id });
    if (!row) throw new Error(`chat ${id} is not there`);
    return row;
  }

  return {
    find: ({ channel, account, address }: Address) => byAddress.get({ channel, account, address }),
    existing,
    open,
    /** Number of the last message in it. */
    lastN: (id: number): number => last.get({ id })?.n ?? 0,
    /** A chat that is there already stays as it is. */
    openOnce: (wanted: NewChat): Chat => toChat(byAddress.get(wanted) ?? open(wanted)),
    /** Deletes chats that were opened before then and that nobody wrote in. */
    dropUnwritten: (before: number) => void dropUnwritten.run({ before }),
    /** Where the learner last wrote. */
    latestOf: (learner: number) => latest.get({ learner }),
    messages: (id: number, after: number, limit: number): ChatMessage[] =>
      lines.all({ chat: id, after, limit }).map(toMessage),
  };
}
