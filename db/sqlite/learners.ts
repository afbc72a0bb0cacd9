import { and, desc, eq, sql } from 'drizzle-orm';
import type { Instance, Learner } from '../../flows/learner.js';
import type { Driver } from './driver.js';
import { learnerRow, toInstance, toLearner } from './rows.js';
import { instance, learner } from './schema.js';
import { build, prepare, prepareInsert, prepareSql, type Placeholders } from './statement.js';

/** Unfinished flows that a turn is given: what somebody left longer ago is not offered again. */
const unfinished = 20;

/** Learners and their flows. */
export function learners(db: Driver) {
  const byId = prepare(db, (p: Placeholders<{ id: number }>) =>
    build.select().from(learner).where(eq(learner.id, p.id)),
  );
  const update = prepare(db, (p: Placeholders<Omit<typeof learner.$inferSelect, 'created_at'>>) =>
    build
      .update(learner)
      .set({
        version: sql`${learner.version} + 1`,
        sequence: p.sequence,
        profile: p.profile,
        thread: p.thread,
        guess: p.guess,
        active: p.active,
      })
      .where(and(eq(learner.id, p.id), eq(learner.version, p.version))),
  );
  const open = prepare(db, (p: Placeholders<{ learner: number }>) =>
    build
      .select()
      .from(instance)
      .where(and(eq(instance.learner_id, p.learner), eq(instance.status, 'open')))
      .orderBy(desc(instance.id))
      .limit(unfinished),
  );
  const one = prepare(db, (p: Placeholders<{ learner: number; id: number }>) =>
    build
      .select()
      .from(instance)
      .where(and(eq(instance.learner_id, p.learner), eq(instance.id, p.id))),
  );
  const write = prepareInsert(db, instance, [], (insert) =>
    insert.onConflictDoUpdate({
      target: [instance.learner_id, instance.id],
      set: {
        version: sql`excluded.version`,
        snapshot: sql`excluded.snapshot`,
        frozen: sql`excluded.frozen`,
        status: sql`excluded.status`,
        touched: sql`excluded.touched`,
      },
    }),
  );
  const meant = prepareSql<{ id: number }, { id: number }>(
    db,
    (p) => sql`select id from learner where id = ${p.id}
      union all select learner_id from learner_alias where id = ${p.id}`,
  );

  return {
    find(row: number): Learner | undefined {
      const found = byId.get({ id: row });
      return found && toLearner(found);
    },
    /** Writes the learner under the next version; false when they are no longer as they were loaded. */
    advance({ id, version, sequence, profile, thread, guess, active }: Learner): boolean {
      const { changes } = update.run({
        id: learnerRow(id),
        version,
        sequence,
        profile: JSON.stringify(profile),
        thread: JSON.stringify(thread),
        guess: JSON.stringify(guess),
        active: active ?? null,
      });
      return changes === 1;
    },
    /** Unfinished flows, the last touched first, and the active one. */
    instances(row: number, active: number | undefined): Instance[] {
      const found = open.all({ learner: row });
      if (active !== undefined && !found.some(({ id }) => id === active)) {
        const current = one.get({ learner: row, id: active });
        if (current) found.push(current);
      }
      return found.map(toInstance).sort((a, b) => b.touched - a.touched || b.id - a.id);
    },
    write(row: number, { id, flow, version, snapshot, frozen, status, touched }: Instance): void {
      write.run({
        learner_id: row,
        id,
        flow,
        version,
        snapshot: JSON.stringify(snapshot),
        frozen: frozen ?? null,
        status,
        touched,
      });
    },
    /** The row an id means now, through aliases. */
    resolve: (id: string): number | undefined => meant.get({ id: learnerRow(id) })?.id,
  };
}
