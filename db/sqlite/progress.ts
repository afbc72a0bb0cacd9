import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm';
import type { DoneLesson, Progress, Standing } from '../../flows/facts.js';
import type { Driver } from './driver.js';
import { sumsOf } from './earned.js';
import { attempt, card, learner as person, lessonDone } from './schema.js';
import { build, prepare, type Placeholders } from './statement.js';

type OfCourse = { learner: number; course: string };

const week = 7 * 24 * 60 * 60 * 1000;
/** How many of the latest answers are looked through for misses. */
const lookedBack = 200;
/** And how many for how items stand: about a year of daily lessons. */
const remembered = 2_000;

/** What a learner has done in a course. What it costs depends on their week, not on their history. */
export function progressReading(db: Driver) {
  const ofCourse = (p: Placeholders<OfCourse>, of: typeof card | typeof lessonDone) =>
    and(eq(of.learner_id, p.learner), eq(of.course, p.course));
  const sums = prepare(db, (p: Placeholders<OfCourse>) =>
    build
      .select({
        earned: person.earned,
        words: sql<number>`(select count(*) from ${card} where ${ofCourse(p, card)})`.as('words'),
        lessons: sql<number>`(select count(*) from ${lessonDone} where ${ofCourse(p, lessonDone)})`.as(
          'lessons',
        ),
      })
      .from(person)
      .where(eq(person.id, p.learner)),
  );
  const recent = prepare(db, (p: Placeholders<OfCourse & { from: number; now: number }>) =>
    build
      .select({ at: attempt.at })
      .from(attempt)
      .where(
        and(
          eq(attempt.learner_id, p.learner),
          eq(attempt.course, p.course),
          gt(attempt.at, p.from),
          lte(attempt.at, p.now),
        ),
      )
      .orderBy(asc(attempt.at)),
  );
  const latest = prepare(db, (p: Placeholders<OfCourse & { limit: number }>) =>
    build
      .select({ item: attempt.item, expected: attempt.expected, verdict: attempt.verdict, at: attempt.at })
      .from(attempt)
      .where(and(eq(attempt.learner_id, p.learner), eq(attempt.course, p.course)))
      .orderBy(desc(attempt.at), desc(sql`rowid`))
      .limit(sql.placeholder('limit')),
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
    for (const { item, expected, verdict } of latest.all({ learner, course, limit: lookedBack })) {
      // What was played has no one right answer to look at again.
      if (!isMiss(verdict) || expected === '' || missed.has(item)) continue;
      missed.set(item, expected);
      if (missed.size === 3) break;
    }
    return [...missed].map(([item, expected]) => ({ item, expected }));
  }

  function standings(learner: number, course: string): Standing[] {
    const items = new Map<string, Standing>();
    for (const { item, verdict, at } of latest.all({ learner, course, limit: remembered })) {
      const known = items.get(item);
      const standing = known ?? { item, lastAt: at, right: !isMiss(verdict), misses: 0 };
      if (isMiss(verdict)) standing.misses += 1;
      items.set(item, standing);
    }
    return [...items.values()];
  }

  return {
    standings,
    doneLessons: (learner: number, course: string): DoneLesson[] =>
      done.all({ learner, course }).map(({ lesson, times, last_at }) => ({ lesson, times, lastAt: last_at })),
    progress(learner: number, course: string, now: number): Progress {
      const sum = sums.get({ learner, course });
      const active = recent.all({ learner, course, from: now - week, now });
      return {
        ...sumsOf(sum?.earned ?? '{}', course),
        lessonsDone: sum?.lessons ?? 0,
        words: sum?.words ?? 0,
        recent: active.map(({ at }) => at),
        hard: hard(learner, course),
      };
    },
  };
}

/** What was not scored is no miss. */
function isMiss(verdict: string): boolean {
  return verdict !== 'right' && verdict !== 'typo' && verdict !== 'unscored';
}
