import { asc, eq, sql } from 'drizzle-orm';
import type { AsideEvent, Counts, FailedEffect } from '../store.js';
import type { Driver } from './driver.js';
import { learnerId } from './rows.js';
import { chat, effect, event } from './schema.js';
import { build, prepare, prepareSql, type Placeholders } from './statement.js';

/** What people look at when they ask how it goes. */
export function report(db: Driver) {
  const counts = prepareSql<object, Counts>(
    db,
    () => sql`select
      (select count(*) from learner) as learners,
      (select count(*) from event where state = 'waiting') as eventsWaiting,
      (select count(*) from event where state = 'aside') as eventsAside,
      (select count(*) from effect where state <> 'failed') as outboxWaiting,
      (select count(*) from effect where state = 'failed') as sendsFailed,
      (select count(*) from timer) as timers`,
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
