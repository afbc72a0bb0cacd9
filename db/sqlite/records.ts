import { eq, sql } from 'drizzle-orm';
import type { Attempt, FlowRecord, LessonDone, Spoken } from '../../flows/records.js';
import type { FrozenLesson } from '../../flows/lesson.js';
import type { Driver } from './driver.js';
import { courseOf } from './earned.js';
import { attempt, card, correction, frozen, lessonDone, reply, spoken, utterance } from './schema.js';
import { soundSums } from './sounds.js';
import { build, prepare, prepareInsert, type Placeholders } from './statement.js';

/** Writes what a turn came to know of a learner. What it earned is summed up in their own row (earned.ts). */
export function recording(db: Driver): (learner: number, at: number, records: FlowRecord[]) => void {
  const { attempts, cards, frozen, lessonsDone, utterances, corrections, replies, spoken } = tables(db);

  const sounds = soundSums(db);

  function said(learner_id: number, at: number, record: Spoken): void {
    const { source, seconds, transcript = null } = record;
    const [scores, words, sums] = [record.scores, record.words, record.sounds].map((value) =>
      JSON.stringify(value),
    ) as [string, string, string];
    spoken.run({ learner_id, source, seconds, scores, words, sounds: sums, transcript, at });
    sounds.add(learner_id, record.course, record.sounds, at);
  }

  function answered(learner_id: number, at: number, record: Attempt): void {
    const { item, hash, skill, answer, expected, verdict, grade, hints, latencyMs: latency_ms } = record;
    attempts.run({
      learner_id,
      at,
      course: courseOf(item),
      item,
      hash,
      skill,
      attempt: record.attempt,
      answer,
      expected,
      verdict,
      grade,
      hints,
      latency_ms,
      by: record.by ?? null,
    });
  }

  function finished(learner_id: number, at: number, record: LessonDone): void {
    const { course, lesson, hash, firstTry: first_try, exercises, durationMs: duration_ms } = record;
    const row = { course, lesson, hash, first_try, exercises, duration_ms };
    lessonsDone.run({ ...row, learner_id, times: 1, last_at: at });
  }

  function write(learner_id: number, at: number, record: FlowRecord): void {
    switch (record.kind) {
      case 'attempt':
        answered(learner_id, at, record);
        return;
      case 'lessonDone':
        finished(learner_id, at, record);
        return;
      case 'wordMet': {
        const { course, item, word } = record;
        cards.run({ learner_id, course, word, item, met_at: at });
        return;
      }
      case 'freeze':
        frozen.run({ hash: record.lesson.hash, lesson: jsonOf(record.lesson) });
        return;
      case 'utterance': {
        const { talk, line, who, text } = record;
        utterances.run({ learner_id, talk, line, who, text, at });
        return;
      }
      case 'correction': {
        const { source, wrong, better, reason, error, skill, by } = record;
        corrections.run({ learner_id, source, wrong, better, reason, error, skill, by, at });
        return;
      }
      case 'reply': {
        const { request, outcome, cost } = record;
        const { prompt, promptHash: prompt_hash, model, calls, microdollars } = cost;
        const tokens = { tokens_in: cost.tokensIn, tokens_out: cost.tokensOut };
        replies.run({
          learner_id,
          request,
          prompt,
          outcome,
          prompt_hash,
          model,
          calls,
          ...tokens,
          microdollars,
          at,
        });
        return;
      }
      case 'spoken':
        said(learner_id, at, record);
        return;
      case 'points':
        // A sum, and no row of their own.
        return;
      case 'lateResult':
        // Its event is kept as late (Turn.eventState); that is the record of it.
        return;
    }
  }

  return (learner_id, at, records) => {
    for (const record of records) write(learner_id, at, record);
  };
}

/** Thousands begin the same few lessons: each is written out once. */
const written = new WeakMap<FrozenLesson, string>();

function jsonOf(lesson: FrozenLesson): string {
  const json = written.get(lesson) ?? JSON.stringify(lesson);
  written.set(lesson, json);
  return json;
}

/** Lessons as they were begun, by hash. */
export function frozenLessons(db: Driver): (hash: string) => FrozenLesson | undefined {
  const find = prepare(db, (p: Placeholders<{ hash: string }>) =>
    build.select({ lesson: frozen.lesson }).from(frozen).where(eq(frozen.hash, p.hash)),
  );
  return (hash) => {
    const row = find.get({ hash });
    return row && (JSON.parse(row.lesson) as FrozenLesson);
  };
}

function tables(db: Driver) {
  return {
    attempts: prepareInsert(db, attempt),
    utterances: prepareInsert(db, utterance),
    corrections: prepareInsert(db, correction),
    replies: prepareInsert(db, reply),
    spoken: prepareInsert(db, spoken),
    cards: prepareInsert(db, card, [], (insert) => insert.onConflictDoNothing()),
    frozen: prepareInsert(db, frozen, [], (insert) => insert.onConflictDoNothing()),
    lessonsDone: prepareInsert(db, lessonDone, [], (insert) =>
      insert.onConflictDoUpdate({
        target: [lessonDone.learner_id, lessonDone.course, lessonDone.lesson],
        set: {
          times: sql`${lessonDone.times} + 1`,
          last_at: sql`excluded.last_at`,
          hash: sql`excluded.hash`,
          first_try: sql`excluded.first_try`,
          exercises: sql`excluded.exercises`,
          duration_ms: sql`excluded.duration_ms`,
        },
      }),
    ),
  };
}
