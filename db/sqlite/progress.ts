import { and, desc, eq, sql } from 'drizzle-orm';
import type { DoneLesson, Progress } from '../../flows/facts.js';
import type { Driver } from './driver.js';
import { attempt, lessonDone, progress } from './schema.js';
import { build, prepare, prepareSql, type Placeholders } from './statement.js';

type OfCourse = { learner: number; course: string };

const week = 7 * 24 * 60 * 60 * 1000;
/** Local days begin on a quarter of an hour in every time zone; more instants would tell nothing more. */
const quarter = 15 * 60 * 1000;
/** How many of the latest answers are looked through for misses. */
const lookedBack = 200;

/** What a learner has done in a course. Costs the same however much that is. */
export function progressReading(db: Driver) {
  const sums = prepare(db, (p: Placeholders<OfCourse>) =>
    build
      .select()
      .from(progress)
      .where(and(eq(progress.learner_id, p.learner), eq(progress.course, p.course))),
  );
  // A skip scan: one index seek for each quarter of an hour in which something was answered.
  const recent = prepareSql<OfCourse & { from: number; now: number; quarter: number }, { at: number }>(
    db,
    (p) => sql`with recursive active(at) as (
      select min(at) from attempt where learner_id = ${p.learner} and course = ${p.course}
        and at > ${p.from} and at <= ${p.now}
      union all
      select (select min(at) from attempt where learner_id = ${p.learner} and course = ${p.course}
        and at >= (active.at / ${p.quarter} + 1) * ${p.quarter} and at <= ${p.now})
      from active where active.at is not null)
    select at from active where at is not null`,
  );
  const latest = prepare(db, (p: Placeholders<OfCourse>) =>
    build
      .select({ item: attempt.item, expected: attempt.expected, verdict: attempt.verdict })
      .from(attempt)
      .where(and(eq(attempt.learner_id, p.learner), eq(attempt.course, p.course)))
      .orderBy(desc(attempt.at), desc(sql`rowid`))
      .limit(lookedBack),
  );
  const done = prepare(db, (p: Placeholders<OfCourse>) =>
    build
      .select({ lesson: lessonDone.lesson, times: lessonDone.times, last_at: lessonDone.last_at })
      .from(lessonDone)
      .where(and(eq(lessonDone.learner_id, p.learner), eq(lessonDone.course, p.course)))
      .orderBy(lessonDone.lesson),
  );

  function hard(learner: number, course: string): Progress['hard'] {
    const missed = new Map<string, string>();
    for (const { item, expected, verdict } of latest.all({ learner, course })) {
      if (verdict === 'right' || verdict === 'typo' || missed.has(item)) continue;
      missed.set(item, expected);
      if (missed.size === 3) break;
    }
    return [...missed].map(([item, expected]) => ({ item, expected }));
  }

  return {
    doneLessons: (learner: number, course: string): DoneLesson[] =>
      done.all({ learner, course }).map(({ lesson, times, last_at }) => ({ lesson, times, lastAt: last_at })),
    progress(learner: number, course: string, now: number): Progress {
      const sum = sums.get({ learner, course });
      const active = recent.all({ learner, course, from: now - week, now, quarter });
      return {
        lessonsDone: sum?.lessons_done ?? 0,
        right: sum?.right ?? 0,
        answered: sum?.answered ?? 0,
        words: sum?.words ?? 0,
        points: sum?.points ?? 0,
        recent: active.map(({ at }) => at),
        hard: hard(learner, course),
      };
    },
  };
}
