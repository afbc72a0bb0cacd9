import { asc, eq, sql } from 'drizzle-orm';
import { countedTo, type AsideEvent, type Counts, type FailedEffect } from '../store.js';
import type { Driver } from './driver.js';
import { learnerId } from './rows.js';
import { chat, effect, event } from './schema.js';
import { build, prepare, prepareSql, type Placeholders } from './statement.js';

/** A constant of the statement, so that it takes no value. */
const most = sql.raw(String(countedTo));

/** What people look at when they ask how it goes. */
export function report(db: Driver) {
  const counts = prepareSql<object, Counts>(
    db,
    () => sql`select
      (select iif(count(*) < ${most}, count(*), (select max(id) from learner))
        from (select 1 from learner limit ${most})) as learners,
      (select count(*) from (select 1 from event where state = 'waiting' limit ${most})) as eventsWaiting,
      (select count(*) from (select 1 from event where state = 'aside' limit ${most})) as eventsAside,
      (select count(*) from (select state from effect order by id desc limit ${most})
        where state <> 'failed') as outboxWaiting,
      (select count(*) from (select 1 from effect where state = 'failed' limit ${most})) as sendsFailed,
      (select count(*) from (select 1 from timer limit ${most})) as timers`,
  );
  const aside = prepare(db, (_: Placeholders<{ limit: number }>) =>
    build
      .select({
        id: event.id,
        learner_id: event.learner_id,
        kind: event.kind,
        error: event.error,
        at: event.at,
      })
      .from(event)
      .where(eq(event.state, 'aside'))
      .orderBy(asc(event.id))
      .limit(sql.placeholder('limit')),
  );
  const failed = prepare(db, (_: Placeholders<{ limit: number }>) =>
    build
      .select({
        id: effect.id,
        kind: effect.kind,
        error: effect.error,
        failed_at: effect.failed_at,
        channel: chat.channel,
      })
      .from(effect)
      .innerJoin(chat, eq(chat.id, effect.chat_id))
      .where(eq(effect.state, 'failed'))
      .orderBy(asc(effect.id))
      .limit(sql.placeholder('limit')),
  );

  return {
    counts(): Counts {
      const found = counts.get({});
      if (!found) throw new Error('counting gave nothing');
      return found;
    },
    eventsAside: (limit: number): AsideEvent[] =>
      aside.all({ limit }).map(({ id, learner_id, kind, error, at }) => ({
        eventId: id,
        learnerId: learnerId(learner_id),
        kind,
        error: error ?? '',
        at,
      })),
    sendsFailed: (limit: number): FailedEffect[] =>
      failed.all({ limit }).map(({ id, kind, channel, error, failed_at }) => ({
        id,
        kind,
        channel,
        error: error ?? '',
        at: failed_at ?? 0,
      })),
  };
}
