import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * The tables. Keys are the columns' own names, so that rows can be taken as the driver gives them. JSON is
 * plain text here; times are epoch milliseconds. Every row about a learner hangs on `learner` by cascading
 * keys, so that deleting the learner deletes all of it. Ids that the world may still hold when a row is gone
 * are never used again (autoIncrement).
 */

/** A person. The port calls row 7 `l7`. */
export const learner = sqliteTable('learner', {
  id: integer().primaryKey({ autoIncrement: true }),
  version: integer().notNull(),
  sequence: integer().notNull(),
  profile: text().notNull(),
  thread: text().notNull(),
  guess: text().notNull(),
  /** JSON of what was earned in each course (earned.ts): here, because a turn writes this row in any case. */
  earned: text().notNull().default('{}'),
  active: integer(),
  created_at: integer().notNull(),
});

const ofLearner = () =>
  integer()
    .notNull()
    .references(() => learner.id, { onDelete: 'cascade' });

/** A learner that was merged into another, for whoever still names it. */
export const learnerAlias = sqliteTable(
  'learner_alias',
  { id: integer().primaryKey(), learner_id: ofLearner() },
  (t) => [index('learner_alias_learner').on(t.learner_id)],
);

/** Who the learner is on a channel. */
export const identity = sqliteTable(
  'identity',
  {
    id: integer().primaryKey(),
    channel: text().notNull(),
    account: text().notNull(),
    address: text().notNull(),
    learner_id: ofLearner(),
  },
  (t) => [
    uniqueIndex('identity_address').on(t.channel, t.account, t.address),
    index('identity_learner').on(t.learner_id),
  ],
);

/** Further addresses of an identity (a phone number beside a business-scoped user id). */
export const identityAlias = sqliteTable(
  'identity_alias',
  {
    channel: text().notNull(),
    account: text().notNull(),
    address: text().notNull(),
    identity_id: integer()
      .notNull()
      .references(() => identity.id, { onDelete: 'cascade' }),
  },
  (t) => [
    primaryKey({ columns: [t.channel, t.account, t.address] }),
    index('identity_alias_identity').on(t.identity_id),
  ],
);

/** One conversation on a channel; from its first message on it belongs to one learner. */
export const chat = sqliteTable(
  'chat',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    channel: text().notNull(),
    account: text().notNull(),
    address: text().notNull(),
    token_hash: text(),
    guess: text().notNull(),
    learner_id: integer().references(() => learner.id, { onDelete: 'cascade' }),
    opened_at: integer().notNull(),
  },
  (t) => [
    uniqueIndex('chat_address').on(t.channel, t.account, t.address),
    index('chat_learner').on(t.learner_id),
    index('chat_unwritten').on(t.opened_at).where(sql`learner_id is null`),
  ],
);

const ofChat = () =>
  integer()
    .notNull()
    .references(() => chat.id, { onDelete: 'cascade' });

/** Whatever changes a learner, in the order it was accepted. */
export const event = sqliteTable(
  'event',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    chat_id: ofChat(),
    /** No foreign key of its own: it would need one more index over all history; the chat's suffices. */
    learner_id: integer().notNull(),
    /** `m:<external id>`, `t:<timer>:<due>`, `r:<effect>`. */
    key: text().notNull(),
    kind: text({ enum: ['message', 'tap', 'voice', 'other', 'timer', 'result'] }).notNull(),
    /** JSON of what its kind has beside at and seen. */
    body: text().notNull(),
    at: integer().notNull(),
    seen: integer().notNull(),
    /** Its line in the chat's history, where it has one. */
    n: integer(),
    state: text({ enum: ['waiting', 'done', 'late', 'aside'] }).notNull(),
    /** How often its pure step was begun during recovery. */
    begun: integer().notNull().default(0),
    error: text(),
  },
  (t) => [
    uniqueIndex('event_key').on(t.chat_id, t.key),
    index('event_waiting').on(t.learner_id, t.id).where(sql`state = 'waiting'`),
    index('event_aside').on(t.id).where(sql`state = 'aside'`),
  ],
);

export const instance = sqliteTable(
  'instance',
  {
    learner_id: ofLearner(),
    /** From the learner's sequence. */
    id: integer().notNull(),
    flow: text().notNull(),
    version: integer().notNull(),
    snapshot: text().notNull(),
    frozen: text(),
    status: text({ enum: ['open', 'done', 'ended'] }).notNull(),
    touched: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.learner_id, t.id] }),
    index('instance_open').on(t.learner_id, t.id).where(sql`status = 'open'`),
  ],
);

/** Lessons as somebody started them: shared by all learners, kept for ever. */
export const frozen = sqliteTable('frozen', { hash: text().primaryKey(), lesson: text().notNull() });

/** A chat's history, n = 1, 2, 3 … without gaps. */
export const message = sqliteTable(
  'message',
  {
    chat_id: ofChat(),
    n: integer().notNull(),
    from: text({ enum: ['bot', 'learner'] }).notNull(),
    kind: text().notNull(),
    text: text().notNull(),
    body: text().notNull(),
    at: integer().notNull(),
    external_id: text(),
  },
  (t) => [primaryKey({ columns: [t.chat_id, t.n] })],
);

/** Answers to exercises; never rewritten. */
export const attempt = sqliteTable(
  'attempt',
  {
    learner_id: ofLearner(),
    course: text().notNull(),
    item: text().notNull(),
    hash: text().notNull(),
    skill: text().notNull(),
    answer: text().notNull(),
    expected: text().notNull(),
    verdict: text().notNull(),
    grade: real().notNull(),
    hints: integer().notNull(),
    attempt: integer().notNull(),
    latency_ms: integer().notNull(),
    at: integer().notNull(),
    /** `model` where it was judged by one; the author's key otherwise. */
    by: text(),
  },
  (t) => [index('attempt_learner').on(t.learner_id, t.course, t.at)],
);

/** What was said in a talk: the history that a language model is given. */
export const utterance = sqliteTable(
  'utterance',
  {
    learner_id: ofLearner(),
    /** Flow instance. */
    talk: integer().notNull(),
    line: integer().notNull(),
    who: text({ enum: ['learner', 'tutor'] }).notNull(),
    text: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.learner_id, t.talk, t.line] })],
);

/** What should have been said otherwise; never rewritten. */
export const correction = sqliteTable(
  'correction',
  {
    learner_id: ofLearner(),
    source: text().notNull(),
    wrong: text().notNull(),
    better: text().notNull(),
    reason: text().notNull(),
    error: text().notNull(),
    skill: text().notNull(),
    by: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [index('correction_learner').on(t.learner_id, t.at)],
);

/** What asking a language model took. */
export const reply = sqliteTable(
  'reply',
  {
    learner_id: ofLearner(),
    request: text().notNull(),
    prompt: text().notNull(),
    outcome: text().notNull(),
    prompt_hash: text().notNull(),
    model: text().notNull(),
    calls: integer().notNull(),
    tokens_in: integer().notNull(),
    tokens_out: integer().notNull(),
    microdollars: integer().notNull(),
    at: integer().notNull(),
  },
  (t) => [index('reply_learner').on(t.learner_id, t.at), index('reply_at').on(t.at)],
);

/** What was said aloud, and how it was scored; never rewritten. */
export const spoken = sqliteTable(
  'spoken',
  {
    learner_id: ofLearner(),
    source: text().notNull(),
    seconds: real().notNull(),
    scores: text().notNull(),
    words: text().notNull(),
    sounds: text().notNull(),
    transcript: text(),
    at: integer().notNull(),
  },
  (t) => [index('spoken_learner').on(t.learner_id, t.at)],
);

/** How each sound went: sums in which what is older counts less (SoundStanding). */
export const sound = sqliteTable(
  'sound',
  {
    learner_id: ofLearner(),
    course: text().notNull(),
    phone: text().notNull(),
    times: integer().notNull(),
    weight: real().notNull(),
    sum: real().notNull(),
    last_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.learner_id, t.course, t.phone] })],
);

/** Files that a channel has already, by the names it gave them (Telegram's file ids). */
export const sentFile = sqliteTable(
  'sent_file',
  {
    channel: text().notNull(),
    account: text().notNull(),
    file: text().notNull(),
    external_id: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.account, t.file] })],
);

/** How often a lesson was finished, and how the last time went. */
export const lessonDone = sqliteTable(
  'lesson_done',
  {
    learner_id: ofLearner(),
    course: text().notNull(),
    lesson: text().notNull(),
    times: integer().notNull(),
    last_at: integer().notNull(),
    hash: text().notNull(),
    first_try: integer().notNull(),
    exercises: integer().notNull(),
    duration_ms: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.learner_id, t.course, t.lesson] })],
);

/** Words met: the cards of the spaced review. */
export const card = sqliteTable(
  'card',
  {
    learner_id: ofLearner(),
    course: text().notNull(),
    word: text().notNull(),
    item: text().notNull(),
    met_at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.learner_id, t.course, t.word] })],
);

/** The outbox: what waits to be carried out, and what could not be. What is done leaves it. */
export const effect = sqliteTable(
  'effect',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    chat_id: ofChat(),
    /** No foreign key, as in `event`. */
    learner_id: integer().notNull(),
    kind: text().notNull(),
    payload: text().notNull(),
    request: text(),
    not_after: integer(),
    /** 0: at once. */
    due_at: integer().notNull(),
    ordered: integer().notNull(),
    /** `line`: behind another in its chat's line. The first of a line and all unordered ones are `ready`. */
    state: text({ enum: ['ready', 'line', 'failed'] }).notNull(),
    attempts: integer().notNull().default(0),
    error: text(),
    failed_at: integer(),
  },
  (t) => [
    index('effect_ready').on(t.due_at, t.id).where(sql`state = 'ready'`),
    index('effect_chat').on(t.chat_id, t.id),
    index('effect_request').on(t.learner_id, t.request).where(sql`request is not null`),
    index('effect_failed').on(t.id).where(sql`state = 'failed'`),
  ],
);

export const timer = sqliteTable(
  'timer',
  { learner_id: ofLearner(), name: text().notNull(), due_at: integer().notNull() },
  (t) => [
    primaryKey({ columns: [t.learner_id, t.name] }),
    index('timer_due').on(t.due_at, t.learner_id, t.name),
  ],
);
