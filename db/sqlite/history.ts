import { eq, max, sql, type SQLWrapper } from 'drizzle-orm';
import type { ChatMessage } from '../store.js';
import type { Driver } from './driver.js';
import { message } from './schema.js';
import { build, prepare, type Placeholders } from './statement.js';

type Line = Omit<ChatMessage, 'n'> & { externalId?: string };

/** The number of the last line in a chat's history; 0 where there is none. */
export function lastN(chat: SQLWrapper) {
  const last = build
    .select({ n: max(message.n) })
    .from(message)
    .where(eq(message.chat_id, chat));
  return sql<number>`coalesce((${last}), 0)`;
}

/** Adds a line to a chat's history, under the next number. */
export function history(db: Driver): (line: Line) => ChatMessage {
  const insert = prepare(db, (p: Placeholders<Omit<typeof message.$inferSelect, 'n'>>) =>
    build
      .insert(message)
      .values({
        chat_id: p.chat_id,
        n: sql`${lastN(p.chat_id)} + 1`,
        from: p.from,
        kind: p.kind,
        text: p.text,
        body: p.body,
        at: p.at,
        external_id: p.external_id,
      })
      .returning({ n: message.n }),
  );

  return ({ chatId, from, kind, text, body, at, externalId }) => {
    const json = JSON.stringify(body ?? null);
    const values = { chat_id: chatId, from, kind, text, body: json, at, external_id: externalId ?? null };
    const { n } = insert.get(values) as { n: number };
    return { chatId, n, from, kind, text, body: body ?? null, at };
  };
}
