import { eq, sql } from 'drizzle-orm';
import type { ChatMessage } from '../store.js';
import type { Driver } from './driver.js';
import { chat, message } from './schema.js';
import { build, prepare, prepareInsert, type Placeholders } from './statement.js';

type Line = Omit<ChatMessage, 'n'> & { externalId?: string };

/** Adds a line to a chat's history, under the next number. */
export function history(db: Driver): (line: Line) => ChatMessage {
  const number = prepare(db, (p: Placeholders<{ chat: number; heard: number | null }>) =>
    build
      .update(chat)
      .set({ last_n: sql`${chat.last_n} + 1`, heard_at: sql`coalesce(${p.heard}, ${chat.heard_at})` })
      .where(eq(chat.id, p.chat))
      .returning({ last_n: chat.last_n }),
  );
  const insert = prepareInsert(db, message);

  return ({ chatId, from, kind, text, body, at, externalId }) => {
    const numbered = number.get({ chat: chatId, heard: from === 'learner' ? at : null });
    if (!numbered) throw new Error(`chat ${chatId} is not there`);
    const n = numbered.last_n;
    const json = JSON.stringify(body ?? null);
    insert.run({ chat_id: chatId, n, from, kind, text, body: json, at, external_id: externalId ?? null });
    return { chatId, n, from, kind, text, body: body ?? null, at };
  };
}
