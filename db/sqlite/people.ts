import { eq, sql, type SQL } from 'drizzle-orm';
import type { Driver } from './driver.js';
import { learners } from './learners.js';
import { learner, learnerAlias } from './schema.js';
import { build, prepare, prepareInsert, prepareSql, type Placeholders } from './statement.js';

type Both = { from: number; into: number };

/** Making two learners one, and none. */
export function people(db: Driver) {
  const person = learners(db);
  const steps = merging.map((write) => prepareSql<Both, never>(db, write));
  const alias = prepareInsert(db, learnerAlias);
  const before = prepare(db, (p: Placeholders<{ id: number }>) =>
    build.select({ id: learnerAlias.id }).from(learnerAlias).where(eq(learnerAlias.learner_id, p.id)),
  );
  const remove = prepare(db, (p: Placeholders<{ id: number }>) =>
    build.delete(learner).where(eq(learner.id, p.id)),
  );

  function merge(fromId: string, intoId: string): void {
    const from = person.resolve(fromId);
    const into = person.resolve(intoId);
    if (from === undefined || into === undefined)
      throw new Error(
        `cannot merge ${fromId} into ${intoId}: there is no ${from === undefined ? fromId : intoId}`,
      );
    if (from === into) return;
    for (const step of steps) step.run({ from, into });
    // Cascades take what collided and was not moved.
    remove.run({ id: from });
    alias.run({ id: from, learner_id: into });
  }

  function erase(id: string): void {
    const found = person.resolve(id);
    // Everything about a learner hangs on this row (schema.ts).
    if (found !== undefined) remove.run({ id: found });
  }

  function names(id: string): number[] {
    const found = person.resolve(id);
    return found === undefined ? [] : [found, ...before.all({ id: found }).map((one) => one.id)];
  }

  return { merge, erase, names, resolve: person.resolve };
}

/**
 * Order matters: instances are numbered after `into`'s, so they move while both sequences are the old ones;
 * so do requests, which begin with their instance's number, lest their results find another's instance.
 * What was received as `from` had seen nothing of what `into` was asked (DESIGN §2.5).
 */
const merging: ((p: Record<keyof Both, SQL>) => SQL)[] = [
  (p) => sql`update instance set learner_id = ${p.into},
    id = id + (select sequence from learner where id = ${p.into}) where learner_id = ${p.from}`,
  (p) => sql`update utterance set learner_id = ${p.into},
    talk = talk + (select sequence from learner where id = ${p.into}) where learner_id = ${p.from}`,
  (p) => sql`update effect set
    payload = iif(payload ->> '$.talk.instance' is null, payload, json_set(payload, '$.talk.instance',
      (payload ->> '$.talk.instance') + (select sequence from learner where id = ${p.into}))),
    request = ${moved(sql`request`, p.into)}
    where request is not null and chat_id in (select id from chat where learner_id = ${p.from})`,
  // What is still to be sent to a model was allowed by `from`, and it is `into` whose word counts now. The key leaves
  // that of the call's own result free: what it took, if it is under way, is recorded.
  (p) => sql`insert into event (chat_id, learner_id, key, kind, body, at, seen, state)
    select chat_id, ${p.into}, 'r:' || id || ':merged', 'result',
      json_object('request', request, 'result', json('{"kind":"failed","reason":"unavailable"}')),
      (select max(at) from event where event.chat_id = effect.chat_id), 0, 'waiting'
    from effect where ${unwanted(p)}`,
  (p) => sql`delete from effect where ${unwanted(p)}`,
  (p) => sql`update timer set name = 'slow:' || ${moved(sql`substr(name, 6)`, p.into)}
    where name like 'slow:%' and learner_id = ${p.from}`,
  (p) => sql`update event set
    body = json_set(body, '$.timer', 'slow:' || ${moved(sql`substr(body ->> '$.timer', 6)`, p.into)})
    where kind = 'timer' and state = 'waiting' and body ->> '$.timer' like 'slow:%' and learner_id = ${p.from}`,
  // A lesson that waits for its role-play still finds it.
  (
    p,
  ) => sql`update learner set thread = json_set(thread, '$.backs', (select json_group_array(json(back)) from (
      select value as back from json_each(learner.thread, '$.backs')
      union all
      select json_set(value, '$.to', (value ->> '$.to') + learner.sequence,
        '$.from', (value ->> '$.from') + learner.sequence)
      from json_each((select thread from learner where id = ${p.from}), '$.backs'))))
    where id = ${p.into}
      and (select json_array_length(thread, '$.backs') from learner where id = ${p.from}) > 0`,
  // What they said aloud is still listened to; a patch leaves out what is null.
  (
    p,
  ) => sql`update learner set thread = json_set(thread, '$.notes', (select json_group_array(json(note)) from (
      select value as note from json_each(learner.thread, '$.notes')
      union all
      select json_patch(value, json_object('instance', (value ->> '$.instance') + learner.sequence,
        'gate', (value ->> '$.gate') + learner.sequence, 'request', ${moved(sql`(value ->> '$.request')`, p.into)}))
      from json_each((select thread from learner where id = ${p.from}), '$.notes'))))
    where id = ${p.into}
      and (select json_array_length(thread, '$.notes') from learner where id = ${p.from}) > 0`,
  (
    p,
  ) => sql`update event set body = json_set(body, '$.request', ${moved(sql`json_extract(body, '$.request')`, p.into)})
    where kind = 'result' and state = 'waiting' and learner_id = ${p.from}`,
  (p) => sql`update learner set version = version + 1,
    sequence = sequence + (select sequence from learner where id = ${p.from}) where id = ${p.into}`,
  (p) => sql`update event set learner_id = ${p.into}, seen = iif(state = 'waiting', 0, seen)
    where chat_id in (select id from chat where learner_id = ${p.from})`,
  (p) => sql`update effect set learner_id = ${p.into}
    where chat_id in (select id from chat where learner_id = ${p.from})`,
  (p) => sql`update chat set learner_id = ${p.into} where learner_id = ${p.from}`,
  (p) => sql`update identity set learner_id = ${p.into} where learner_id = ${p.from}`,
  (p) => sql`update attempt set learner_id = ${p.into} where learner_id = ${p.from}`,
  (p) => sql`update correction set learner_id = ${p.into} where learner_id = ${p.from}`,
  (p) => sql`update spoken set learner_id = ${p.into} where learner_id = ${p.from}`,
  (p) => sql`insert into sound select ${p.into}, course, phone, times, weight, sum, last_at from sound
    where learner_id = ${p.from}
    on conflict (learner_id, course, phone) do update set times = times + excluded.times,
      weight = weight + excluded.weight, sum = sum + excluded.sum, last_at = max(last_at, excluded.last_at)`,
  (p) => sql`update reply set learner_id = ${p.into} where learner_id = ${p.from}`,
  (p) => sql`update or ignore card set learner_id = ${p.into} where learner_id = ${p.from}`,
  (p) => sql`update or ignore timer set learner_id = ${p.into} where learner_id = ${p.from}`,
  (p) => sql`insert into lesson_done
    select ${p.into}, course, lesson, times, last_at, hash, first_try, exercises, duration_ms
    from lesson_done where learner_id = ${p.from}
    on conflict (learner_id, course, lesson) do update set
      times = times + excluded.times,
      hash = iif(excluded.last_at > last_at, excluded.hash, hash),
      first_try = iif(excluded.last_at > last_at, excluded.first_try, first_try),
      exercises = iif(excluded.last_at > last_at, excluded.exercises, exercises),
      duration_ms = iif(excluded.last_at > last_at, excluded.duration_ms, duration_ms),
      last_at = max(last_at, excluded.last_at)`,
  (p) => sql`update learner set earned = (select json_group_object(course, json(sums)) from (
      select course, json_object('right', sum("right"), 'answered', sum(answered), 'points', sum(points)) as sums from (
        select key as course, value ->> '$.right' as "right", value ->> '$.answered' as answered,
          value ->> '$.points' as points
        from learner as either, json_each(either.earned) where either.id in (${p.from}, ${p.into}))
      group by course))
    where id = ${p.into}`,
  (p) => sql`update learner_alias set learner_id = ${p.into} where learner_id = ${p.from}`,
];

/** Calls to a model that `from` waits for, where `into` has not said that what they write may be sent to one. */
function unwanted(p: Record<keyof Both, SQL>): SQL {
  return sql`(kind = 'tutor' or kind = 'listen' and payload ->> '$.transcribe' <> 'no') and state <> 'failed' and chat_id in (select id from chat where learner_id = ${p.from})
    and not exists (select 1 from learner where id = ${p.into}
      and profile ->> '$.consent' = 1 and coalesce(profile ->> '$.age', '') <> 'child')`;
}

/** `3.place.1` under the number that instance 3 moves to. */
function moved(request: SQL, into: SQL): SQL {
  return sql`(cast(${request} as integer) + (select sequence from learner where id = ${into}))
    || substr(${request}, instr(${request}, '.'))`;
}
