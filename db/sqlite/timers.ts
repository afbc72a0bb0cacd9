import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { Driver } from './driver.js';
import { events } from './events.js';
import { chat, timer } from './schema.js';
import { build, prepare, prepareInsert, type Placeholders } from './statement.js';

/** What wakes learners up: one timer for each learner and name. */
export function timers(db: Driver) {
  const event = events(db);
  const set = prepareInsert(db, timer, [], (insert) =>
    insert.onConflictDoUpdate({
      target: [timer.learner_id, timer.name],
      set: { due_at: sql`excluded.due_at` },
    }),
  );
  const drop = prepare(db, (p: Placeholders<{ learner: number; name: string }>) =>
    build.delete(timer).where(and(eq(timer.learner_id, p.learner), eq(timer.name, p.name))),
  );
  const due = prepare(db, (p: Placeholders<{ now: number; limit: number }>) =>
    build
      .select()
      .from(timer)
      .where(lte(timer.due_at, p.now))
      .orderBy(asc(timer.due_at), asc(timer.learner_id), asc(timer.name))
      .limit(sql.placeholder('limit')),
  );
  const next = prepare(db, (_: Placeholders<object>) =>
    build.select({ due_at: timer.due_at }).from(timer).orderBy(asc(timer.due_at)).limit(1),
  );
  const firstChat = prepare(db, (p: Placeholders<{ learner: number }>) =>
    build
      .select({ id: chat.id })
      .from(chat)
      .where(eq(chat.learner_id, p.learner))
      .orderBy(asc(chat.id))
      .limit(1),
  );

  /**
   * Turns at most `limit` due timers into events. The event hangs on the learner's first chat, so that the
   * same timer for the same instant is the same event for ever. Who has no chat cannot be reminded of
   * anything: their timer goes without an event, lest it hold up everybody else's.
   *
   * @returns the learners, one for each event, and how many timers are gone
   */
  function fire(now: number, limit: number): { learners: number[]; gone: number } {
    const all = due.all({ now, limit });
    const learners = all.flatMap(({ learner_id: learner, name, due_at }) => {
      const home = firstChat.get({ learner });
      drop.run({ learner, name });
      if (!home) return [];
      const key = `t:${name}:${due_at}`;
      event.add({ chat: home.id, learner, key, kind: 'timer', body: { timer: name }, at: now });
      return [learner];
    });
    return { learners, gone: all.length };
  }

  return {
    set: (learner_id: number, name: string, due_at: number) => void set.run({ learner_id, name, due_at }),
    drop: (learner: number, name: string) => void drop.run({ learner, name }),
    fire,
    next: () => next.get({})?.due_at,
  };
}
