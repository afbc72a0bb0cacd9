import { and, asc, eq, gte, lte, ne, sql } from 'drizzle-orm';
import type { NewOutboxRow } from '../store.js';
import type { Driver } from './driver.js';
import { effect } from './schema.js';
import { build, prepare, prepareSql, type Placeholders } from './statement.js';

/** Due whatever the clock says. */
export const atOnce = 0;

export type EffectRow = typeof effect.$inferSelect;

/**
 * Rows of the outbox. A chat's ordered rows are a line: only its first is `ready`, and whatever takes that
 * one out makes the next one ready. So what may leave now is one walk over an index, however much waits.
 */
export function outbox(db: Driver) {
  type Row = {
    chat: number;
    learner: number;
    kind: string;
    payload: string;
    request: string | null;
    notAfter: number | null;
    due: number;
    ordered: number;
  };
  const add = prepare(db, (p: Placeholders<Row>) =>
    build.insert(effect).values({
      chat_id: p.chat,
      learner_id: p.learner,
      kind: p.kind,
      payload: p.payload,
      request: p.request,
      not_after: p.notAfter,
      due_at: p.due,
      ordered: p.ordered,
      state: sql`case when ${p.ordered} and exists (select 1 from ${effect} as other
        where other.chat_id = ${p.chat} and other.ordered and other.state <> 'failed')
        then 'line' else 'ready' end`,
    }),
  );
  const inLine = prepareSql<{ chat: number }, { id: number }>(
    db,
    (p) => sql`select id from effect where chat_id = ${p.chat} and ordered and state <> 'failed' limit 1`,
  );
  const due = prepare(db, (p: Placeholders<{ now: number; limit: number; ordered: number }>) =>
    build
      .select()
      .from(effect)
      .where(and(eq(effect.state, 'ready'), lte(effect.due_at, p.now), gte(effect.ordered, p.ordered)))
      .orderBy(asc(effect.due_at), asc(effect.id))
      .limit(sql.placeholder('limit')),
  );
  const dueFrom = prepare(db, (_: Placeholders<{ limit: number }>) =>
    build
      .select({ id: effect.id, due_at: effect.due_at })
      .from(effect)
      .where(eq(effect.state, 'ready'))
      .orderBy(asc(effect.due_at), asc(effect.id))
      .limit(sql.placeholder('limit')),
  );
  const waiting = prepare(db, (p: Placeholders<{ id: number }>) =>
    build
      .select()
      .from(effect)
      .where(and(eq(effect.id, p.id), ne(effect.state, 'failed'))),
  );
  const alone = prepareSql<{ id: number }, { id: number }>(
    db,
    (p) => sql`select id from effect as asked where id = ${p.id} and state <> 'failed' and not exists
      (select 1 from effect where chat_id = asked.chat_id and ordered and state <> 'failed')`,
  );
  const remove = prepare(db, (p: Placeholders<{ id: number }>) =>
    build.delete(effect).where(eq(effect.id, p.id)),
  );
  const again = prepare(db, (p: Placeholders<{ id: number; at: number; error: string; attempts: number }>) =>
    build
      .update(effect)
      .set({ due_at: p.at, error: p.error, attempts: sql`${effect.attempts} + ${p.attempts}` })
      .where(eq(effect.id, p.id)),
  );
  const fail = prepare(db, (p: Placeholders<{ id: number; at: number; error: string }>) =>
    build
      .update(effect)
      .set({ state: 'failed', failed_at: p.at, error: p.error, attempts: sql`${effect.attempts} + 1` })
      .where(eq(effect.id, p.id)),
  );
  const cancel = prepare(db, (p: Placeholders<{ chat: number }>) =>
    build
      .delete(effect)
      .where(and(eq(effect.chat_id, p.chat), eq(effect.kind, 'send'), ne(effect.state, 'failed'))),
  );
  const withdraw = prepare(db, (p: Placeholders<{ learner: number; request: string }>) =>
    build
      .delete(effect)
      .where(and(eq(effect.learner_id, p.learner), eq(effect.request, p.request), ne(effect.state, 'failed')))
      .returning({ chat_id: effect.chat_id }),
  );
  const promote = prepareSql<{ chat: number }, never>(
    db,
    (p) => sql`update effect set state = 'ready' where state = 'line' and id = (
      select min(id) from effect where chat_id = ${p.chat} and ordered and state <> 'failed')`,
  );
  const moveUp = (chat: number) => void promote.run({ chat });

  return {
    add(learner: number, row: NewOutboxRow): void {
      add.run({
        chat: row.chatId,
        learner,
        kind: row.kind,
        payload: JSON.stringify(row.payload ?? null),
        request: row.request ?? null,
        notAfter: row.notAfter ?? null,
        // Not the turn's time: a clock that is set back must not hold up what is due at once.
        due: row.dueAt ?? atOnce,
        ordered: Number(row.ordered),
      });
    },
    /** Whether something of the chat's line is not settled. */
    waitsInLine: (chat: number) => inLine.get({ chat }) !== undefined,
    due: (now: number, limit: number, lines: boolean) => due.all({ now, limit, ordered: lines ? 1 : 0 }),
    /** The first `limit` rows that may leave, whenever that is. */
    next: (limit: number) => dueFrom.all({ limit }),
    /** A row that is still to be carried out. */
    waiting: (id: number) => waiting.get({ id }),
    /** A row that is still to be carried out, with nothing in its chat's line. */
    isAlone: (id: number) => alone.get({ id }) !== undefined,
    /** It is carried out. */
    done(row: EffectRow): void {
      remove.run({ id: row.id });
      moveUp(row.chat_id);
    },
    /** @param attempts that this one counts as: 1, or 0 where it was cut off */
    retry: (row: EffectRow, at: number, error: string, attempts: 0 | 1) =>
      void again.run({ id: row.id, at, error, attempts }),
    /** It never will be; it stays to be looked at. */
    fail(row: EffectRow, at: number, error: string): void {
      fail.run({ id: row.id, at, error });
      moveUp(row.chat_id);
    },
    /** Nothing can be sent there any more. What is to be done otherwise (an erasure) stays. */
    close(chat: number): void {
      cancel.run({ chat });
      moveUp(chat);
    },
    /** Nobody waits for this request any more. */
    abandon(learner: number, request: string): void {
      for (const row of withdraw.all({ learner, request })) moveUp(row.chat_id);
    },
  };
}
