import { and, asc, eq, sql } from 'drizzle-orm';
import type { Event } from '../../flows/events.js';
import type { Driver } from './driver.js';
import { lastN } from './history.js';
import { chat, event, learner } from './schema.js';
import { build, prepare, prepareSql, type Placeholders } from './statement.js';

export interface NewEvent {
  chat: number;
  learner: number;
  /** Unique in the chat. */
  key: string;
  kind: Event['kind'];
  body: object;
  at: number;
  /** It is the next line of the chat's history, which has yet to be written. */
  line?: boolean;
  /** The learner's version that was seen, where it is not the one that is committed now. */
  seen?: number;
}

/** The learners' queues. */
export function events(db: Driver) {
  type Row = {
    chat: number;
    learner: number;
    key: string;
    kind: string;
    body: string;
    at: number;
    line: number;
    seen: number | null;
  };
  const insert = prepare(db, (p: Placeholders<Row>) =>
    build
      .insert(event)
      .values({
        chat_id: p.chat,
        learner_id: p.learner,
        key: p.key,
        kind: p.kind,
        body: p.body,
        at: p.at,
        // What the learner can have seen: the version that is committed now, unless more is known.
        seen: sql`coalesce(${p.seen}, (select ${learner.version} from ${learner} where ${learner.id} = ${p.learner}))`,
        n: sql`iif(${p.line}, ${lastN(p.chat)} + 1, null)`,
        state: 'waiting',
      })
      .onConflictDoNothing()
      .returning({ id: event.id }),
  );
  const oldest = prepare(db, (p: Placeholders<{ learner: number }>) =>
    build
      .select({
        id: event.id,
        kind: event.kind,
        body: event.body,
        at: event.at,
        seen: event.seen,
        chat_id: event.chat_id,
        channel: chat.channel,
        account: chat.account,
        address: chat.address,
        token_hash: chat.token_hash,
        learner_id: chat.learner_id,
      })
      .from(event)
      .innerJoin(chat, eq(chat.id, event.chat_id))
      .where(and(eq(event.learner_id, p.learner), eq(event.state, 'waiting')))
      .orderBy(asc(event.id))
      .limit(1),
  );
  const queues = prepare(db, (_: Placeholders<{ limit: number }>) =>
    build
      .select({ learner_id: event.learner_id })
      .from(event)
      .where(eq(event.state, 'waiting'))
      .groupBy(event.learner_id)
      .orderBy(sql`min(${event.id})`)
      .limit(sql.placeholder('limit')),
  );
  const another = prepareSql<{ learner: number }, { id: number }>(
    db,
    (p) => sql`select id from event where learner_id = ${p.learner} and state = 'waiting' limit 1`,
  );
  const end = prepare(db, (p: Placeholders<{ id: number; state: string; error: string | null }>) =>
    build.update(event).set({ state: p.state, error: p.error }).where(eq(event.id, p.id)),
  );
  const begin = prepare(db, (p: Placeholders<{ id: number }>) =>
    build
      .update(event)
      .set({ begun: sql`${event.begun} + 1` })
      .where(eq(event.id, p.id))
      .returning({ begun: event.begun }),
  );

  return {
    /** The new event's id; 0 when its key is there already. */
    add({ chat, learner, key, kind, body, at, line, seen }: NewEvent): number {
      const values = {
        chat,
        learner,
        key,
        kind,
        body: JSON.stringify(body),
        at,
        line: Number(line === true),
        seen: seen ?? null,
      };
      return insert.get(values)?.id ?? 0;
    },
    /** With its chat: whatever is told of it goes there. */
    oldestOf: (learner: number) => oldest.get({ learner }),
    /** Learners with something to do, the longest waiting first. */
    queues: (limit: number) => queues.all({ limit }).map((row) => row.learner_id),
    /** Whether any event of the learner waits. */
    anyWaits: (learner: number) => another.get({ learner }) !== undefined,
    end: (id: number, state: 'done' | 'late' | 'aside', error?: string) =>
      void end.run({ id, state, error: error ?? null }),
    begin: (id: number) => begin.get({ id })?.begun ?? 0,
  };
}
