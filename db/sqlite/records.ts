import { eq, sql } from 'drizzle-orm';
import type { Attempt, FlowRecord, LessonDone, Spoken } from '../../flows/records.js';
import type { FrozenLesson } from '../../flows/lesson.js';
import type { Driver } from './driver.js';
import {
  attempt,
  card,
  correction,
  frozen,
  lessonDone,
  points,
  progress,
  reply,
  spoken,
  utterance,
} from './schema.js';
import { soundSums } from './sounds.js';
import { build, prepare, prepareInsert, type Placeholders } from './statement.js';

type Sums = Partial<Record<'lessons_done' | 'right' | 'answered' | 'words' | 'points', number>>;

/** Writes what a turn earned, and keeps the sums that progress is read from. */
export function recording(db: Driver): (learner: number, at: number, records: FlowRecord[]) => void {
  const { attempts, points, cards, frozen, lessonsDone, sums, utterances, corrections, replies, spoken } =
    tables(db);

  const sounds = soundSums(db);

  function said(learner_id: number, at: number, record: Spoken): void {
    const { source, seconds, transcript = null } = record;
    const [scores, words, sums] = [record.scores, record.words, record.sounds].map((value) =>
      JSON.stringify(value),
    ) as [string, string, string];
    spoken.run({ learner_id, source, seconds, scores, words, sounds: sums, transcript, at });
    sounds.add(learner_id, record.course, record.sounds, at);
  }

  function answered(learner_id: number, at: number, record: Attempt): Sums {
    const { item, hash, skill, answer, expected, verdict, grade, hints, latencyMs: latency_ms } = record;
    const row = { item, hash, skill, answer, expected, verdict, grade, hints, latency_ms };
    const by = record.by ?? null;
    attempts.run({ ...row, learner_id, at, by, course: courseOf(item), attempt: record.attempt });
    return {
      right: Number(verdict === 'right' || verdict === 'typo'),
      // An exercise counts once however often it was tried.
      answered: Number(record.attempt === 1 && verdict !== 'skipped'),
    };
  }

  function finished(learner_id: number, at: number, record: LessonDone): Sums {
    const { course, lesson, hash, firstTry: first_try, exercises, durationMs: duration_ms } = record;
    const row = {
      learner_id,
      course,
      lesson,
      times: 1,
      last_at: at,
      hash,
      first_try,
      exercises,
      duration_ms,
    };
    return { lessons_done: lessonsDone.get(row)?.times === 1 ? 1 : 0 };
  }

  /** What one record adds to the sums of which course. */
  function write(learner_id: number, at: number, record: FlowRecord): [string, Sums] | undefined {
    switch (record.kind) {
      case 'attempt':
        return [courseOf(record.item), answered(learner_id, at, record)];
      case 'points': {
        const { amount, source } = record;
        points.run({ learner_id, amount, source, at });
        return [courseOf(source), { points: amount }];
      }
      case 'lessonDone':
        return [record.course, finished(learner_id, at, record)];
      case 'wordMet': {
        const { course, item, word } = record;
        return [course, { words: cards.run({ learner_id, course, word, item, met_at: at }).changes }];
      }
      case 'freeze':
        frozen.run({ hash: record.lesson.hash, lesson: jsonOf(record.lesson) });
        return undefined;
      case 'utterance': {
        const { talk, line, who, text } = record;
        utterances.run({ learner_id, talk, line, who, text, at });
        return undefined;
      }
      case 'correction': {
        const { source, wrong, better, reason, error, skill, by } = record;
        corrections.run({ learner_id, source, wrong, better, reason, error, skill, by, at });
        return undefined;
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
        return undefined;
      }
      case 'spoken':
        said(learner_id, at, record);
        return undefined;
      case 'lateResult':
        // Its event is kept as late (Turn.eventState); that is the record of it.
        return undefined;
    }
  }

  return (learner_id, at, records) => {
    const byCourse = new Map<string, Required<Sums>>();
    for (const record of records) {
      const [course, more] = write(learner_id, at, record) ?? [];
      if (course === undefined) continue;
      const sum = byCourse.get(course) ?? { lessons_done: 0, right: 0, answered: 0, words: 0, points: 0 };
      for (const [key, value] of Object.entries(more ?? {})) sum[key as keyof Sums] += value;
      byCourse.set(course, sum);
    }
    for (const [course, sum] of byCourse) sums.run({ learner_id, course, ...sum });
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

/** `english/cafe/ordering#say-it` is of `english`. */
function courseOf(item: string): string {
  return item.split('/', 1)[0] ?? item;
}

function tables(db: Driver) {
  return {
    attempts: prepareInsert(db, attempt),
    utterances: prepareInsert(db, utterance),
    corrections: prepareInsert(db, correction),
    replies: prepareInsert(db, reply),
    spoken: prepareInsert(db, spoken),
    points: prepareInsert(db, points),
    cards: prepareInsert(db, card, [], (insert) => insert.onConflictDoNothing()),
    frozen: prepareInsert(db, frozen, [], (insert) => insert.onConflictDoNothing()),
    lessonsDone: prepareInsert(db, lessonDone, [], (insert) =>
      insert
        .onConflictDoUpdate({
          target: [lessonDone.learner_id, lessonDone.course, lessonDone.lesson],
          set: {
            times: sql`${lessonDone.times} + 1`,
            last_at: sql`excluded.last_at`,
            hash: sql`excluded.hash`,
            first_try: sql`excluded.first_try`,
            exercises: sql`excluded.exercises`,
            duration_ms: sql`excluded.duration_ms`,
          },
        })
        .returning({ times: lessonDone.times }),
    ),
    sums: prepareInsert(db, progress, [], (insert) =>
      insert.onConflictDoUpdate({
        target: [progress.learner_id, progress.course],
        set: {
          lessons_done: sql`${progress.lessons_done} + excluded.lessons_done`,
          right: sql`${progress.right} + excluded.right`,
          answered: sql`${progress.answered} + excluded.answered`,
          words: sql`${progress.words} + excluded.words`,
          points: sql`${progress.points} + excluded.points`,
        },
      }),
    ),
  };
}
