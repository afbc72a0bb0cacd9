import { and, asc, eq, sql } from 'drizzle-orm';
import type { SoundStanding } from '../../flows/facts.js';
import type { SoundSum } from '../../flows/speech/scores.js';
import type { Driver } from './driver.js';
import { sound } from './schema.js';
import { build, prepare, prepareSql, type Placeholders } from './statement.js';

/** What is older than this many times of a sound counts half. */
const halfLife = 10;

/** How the sounds of a learner went. */
export function soundSums(db: Driver) {
  type Row = {
    learner: number;
    course: string;
    phone: string;
    times: number;
    sum: number;
    at: number;
    kept: number;
  };
  const add = prepareSql<Row, never>(
    db,
    (p) => sql`insert into sound (learner_id, course, phone, times, weight, sum, last_at)
      values (${p.learner}, ${p.course}, ${p.phone}, ${p.times}, ${p.times}, ${p.sum}, ${p.at})
      on conflict (learner_id, course, phone) do update set
        times = times + excluded.times,
        weight = weight * ${p.kept} + excluded.weight,
        sum = sum * ${p.kept} + excluded.sum,
        last_at = excluded.last_at`,
  );
  const of = prepare(db, (p: Placeholders<{ learner: number; course: string }>) =>
    build
      .select({
        phone: sound.phone,
        times: sound.times,
        mean: sql<number>`${sound.sum} / ${sound.weight}`.as('mean'),
        lastAt: sql<number>`${sound.last_at}`.as('lastAt'),
      })
      .from(sound)
      .where(and(eq(sound.learner_id, p.learner), eq(sound.course, p.course)))
      .orderBy(asc(sql`mean`), asc(sound.phone)),
  );

  return {
    add(learner: number, course: string, sums: readonly SoundSum[], at: number): void {
      for (const { phone, times, sum } of sums) {
        if (times <= 0) continue;
        add.run({ learner, course, phone, times, sum, at, kept: 0.5 ** (times / halfLife) });
      }
    },
    of: (learner: number, course: string): SoundStanding[] => of.all({ learner, course }),
  };
}
