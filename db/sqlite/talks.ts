import { and, desc, eq, gt, gte, sql } from 'drizzle-orm';
import type { Said } from '../store.js';
import type { Driver } from './driver.js';
import { correction, reply, utterance } from './schema.js';
import { build, prepare, type Placeholders } from './statement.js';

/** Corrections that are looked through for different ones. */
const lookedBack = 50;

/** What was said in talks, and what asking about it took. */
export function talks(db: Driver) {
  const lines = prepare(
    db,
    (p: Placeholders<{ learner: number; talk: number; after: number; limit: number }>) =>
      build
        .select({ line: utterance.line, who: utterance.who, text: utterance.text })
        .from(utterance)
        .where(
          and(eq(utterance.learner_id, p.learner), eq(utterance.talk, p.talk), gt(utterance.line, p.after)),
        )
        .orderBy(desc(utterance.line))
        .limit(sql.placeholder('limit')),
  );
  const corrected = prepare(db, (p: Placeholders<{ learner: number; limit: number }>) =>
    build
      .select({ better: correction.better })
      .from(correction)
      .where(eq(correction.learner_id, p.learner))
      .orderBy(desc(correction.at), desc(sql`rowid`))
      .limit(sql.placeholder('limit')),
  );
  const calls = sql<number>`coalesce(sum(${reply.calls}), 0)`.as('calls');
  const ofOne = prepare(db, (p: Placeholders<{ learner: number; since: number }>) =>
    build
      .select({ calls })
      .from(reply)
      .where(and(eq(reply.learner_id, p.learner), gte(reply.at, p.since))),
  );
  const ofAll = prepare(db, (p: Placeholders<{ since: number }>) =>
    build.select({ calls }).from(reply).where(gte(reply.at, p.since)),
  );

  return {
    utterances: (learner: number, talk: number, after: number, limit: number): Said[] =>
      lines.all({ learner, talk, after, limit }).reverse(),
    corrected: (learner: number, limit: number): string[] =>
      [...new Set(corrected.all({ learner, limit: lookedBack }).map(({ better }) => better))].slice(0, limit),
    calls: (learner: number | undefined, since: number): number =>
      (learner === undefined ? ofAll.get({ since }) : ofOne.get({ learner, since }))?.calls ?? 0,
  };
}
