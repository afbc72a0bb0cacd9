import { and, desc, eq, exists, sql } from 'drizzle-orm';
import type { Instance, Learner } from '../../flows/learner.js';
import type { Driver } from './driver.js';
import { learnerRow, toInstance, toLearner } from './rows.js';
import { event, instance, learner } from './schema.js';
import { build, prepare, prepareInsert, prepareSql, type Placeholders } from './statement.js';

/** Unfinished flows that a turn is given: what somebody left longer ago is not offered again. */
const unfinished = 20;

/** Learners and their flows. */
export function learners(db: Driver) {
  const byId = prepare(db, (p: Placeholders<{ id: number }>) =>
    build.select().from(learner).where(eq(learner.id, p.id)),
  );
  type Next = Omit<typeof learner.$inferSelect, 'created_at' | 'earned'> & {
    earned: string | null;
    event: number;
  };
  const update = prepare(db, (p: Placeholders<Next>) =>
    build
      .update(learner)
      .set({
        version: sql`${learner.version} + 1`,
        sequence: p.sequence,
        profile: p.profile,
        thread: p.thread,
        guess: p.guess,
        earned: sql`coalesce(${p.earned}, ${learner.earned})`,
        active: p.active,
      })
      .where(
        and(
          eq(learner.id, p.id),
          eq(learner.version, p.version),
          exists(
            build
              .select({ id: event.id })
              .from(event)
              .where(and(eq(event.id, p.event), eq(event.learner_id, p.id), eq(event.state, 'waiting'))),
          ),
        ),
      ),
  );
  const earned = prepare(db, (p: Placeholders<{ id: number }>) =>
    build.select({ earned: learner.earned }).from(learner).where(eq(learner.id, p.id)),
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
  type Written = Omit<typeof instance.$inferSelect, 'flow'>;
  const rewrite = prepare(db, (p: Placeholders<Written>) =>
    build
      .update(instance)
      .set({ version: p.version, snapshot: p.snapshot, frozen: p.frozen, touched: p.touched })
      .where(
        and(eq(instance.learner_id, p.learner_id), eq(instance.id, p.id), eq(instance.status, p.status)),
      ),
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
    /** JSON of what they have earned so far. */
    earned: (row: number): string => earned.get({ id: row })?.earned ?? '{}',
    /**
     * Writes the learner under the next version; false when they are no longer as they were loaded, or the event no
     * longer waits.
     *
     * @param gains what they have earned where that is another now
     */
    advance(
      { id, version, sequence, profile, thread, guess, active }: Learner,
      event: number,
      gains?: string,
    ): boolean {
      const { changes } = update.run({
        id: learnerRow(id),
        version,
        sequence,
        profile: JSON.stringify(profile),
        thread: JSON.stringify(thread),
        guess: JSON.stringify(guess),
        active: active ?? null,
        earned: gains ?? null,
        event,
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
      const json = JSON.stringify(snapshot);
      const values = {
        learner_id: row,
        id,
        version,
        snapshot: json,
        frozen: frozen ?? null,
        status,
        touched,
      };
      // Whatever sets the status writes the index of the open ones too, and most turns leave it as it is.
      if (rewrite.run(values).changes === 0) write.run({ ...values, flow });
    },
    /** The row an id means now, through aliases. */
    resolve: (id: string): number | undefined => meant.get({ id: learnerRow(id) })?.id,
  };
}
