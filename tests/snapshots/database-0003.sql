PRAGMA foreign_keys = OFF;
-- A database as the schema had it before what was earned moved to the learner: what it holds must open for ever.
PRAGMA application_id = 1349676153;
CREATE TABLE __drizzle_migrations (id integer primary key, hash text not null, created_at numeric);
CREATE TABLE "attempt" (
	"learner_id" integer NOT NULL,
	"course" text NOT NULL,
	"item" text NOT NULL,
	"hash" text NOT NULL,
	"skill" text NOT NULL,
	"answer" text NOT NULL,
	"expected" text NOT NULL,
	"verdict" text NOT NULL,
	"grade" real NOT NULL,
	"hints" integer NOT NULL,
	"attempt" integer NOT NULL,
	"latency_ms" integer NOT NULL,
	"at" integer NOT NULL, "by" text,
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "card" (
	"learner_id" integer NOT NULL,
	"course" text NOT NULL,
	"word" text NOT NULL,
	"item" text NOT NULL,
	"met_at" integer NOT NULL,
	PRIMARY KEY("learner_id", "course", "word"),
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "chat" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"address" text NOT NULL,
	"token_hash" text,
	"guess" text NOT NULL,
	"learner_id" integer,
	"last_n" integer NOT NULL,
	"heard_at" integer NOT NULL,
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "correction" (
	"learner_id" integer NOT NULL,
	"source" text NOT NULL,
	"wrong" text NOT NULL,
	"better" text NOT NULL,
	"reason" text NOT NULL,
	"error" text NOT NULL,
	"skill" text NOT NULL,
	"by" text NOT NULL,
	"at" integer NOT NULL,
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "effect" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"chat_id" integer NOT NULL,
	"learner_id" integer NOT NULL,
	"kind" text NOT NULL,
	"payload" text NOT NULL,
	"request" text,
	"not_after" integer,
	"due_at" integer NOT NULL,
	"ordered" integer NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"failed_at" integer,
	FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "event" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"chat_id" integer NOT NULL,
	"learner_id" integer NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"at" integer NOT NULL,
	"seen" integer NOT NULL,
	"n" integer,
	"state" text NOT NULL,
	"begun" integer DEFAULT 0 NOT NULL,
	"error" text,
	FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "frozen" (
	"hash" text PRIMARY KEY NOT NULL,
	"lesson" text NOT NULL
);
CREATE TABLE "identity" (
	"id" integer PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"address" text NOT NULL,
	"learner_id" integer NOT NULL,
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "identity_alias" (
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"address" text NOT NULL,
	"identity_id" integer NOT NULL,
	PRIMARY KEY("channel", "account", "address"),
	FOREIGN KEY ("identity_id") REFERENCES "identity"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "instance" (
	"learner_id" integer NOT NULL,
	"id" integer NOT NULL,
	"flow" text NOT NULL,
	"version" integer NOT NULL,
	"snapshot" text NOT NULL,
	"frozen" text,
	"status" text NOT NULL,
	"touched" integer NOT NULL,
	PRIMARY KEY("learner_id", "id"),
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "learner" (
	"id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	"version" integer NOT NULL,
	"sequence" integer NOT NULL,
	"profile" text NOT NULL,
	"thread" text NOT NULL,
	"guess" text NOT NULL,
	"active" integer,
	"created_at" integer NOT NULL
);
CREATE TABLE "learner_alias" (
	"id" integer PRIMARY KEY NOT NULL,
	"learner_id" integer NOT NULL,
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "lesson_done" (
	"learner_id" integer NOT NULL,
	"course" text NOT NULL,
	"lesson" text NOT NULL,
	"times" integer NOT NULL,
	"last_at" integer NOT NULL,
	"hash" text NOT NULL,
	"first_try" integer NOT NULL,
	"exercises" integer NOT NULL,
	"duration_ms" integer NOT NULL,
	PRIMARY KEY("learner_id", "course", "lesson"),
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "message" (
	"chat_id" integer NOT NULL,
	"n" integer NOT NULL,
	"from" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"body" text NOT NULL,
	"at" integer NOT NULL,
	"external_id" text,
	PRIMARY KEY("chat_id", "n"),
	FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "points" (
	"learner_id" integer NOT NULL,
	"amount" integer NOT NULL,
	"source" text NOT NULL,
	"at" integer NOT NULL,
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "progress" (
	"learner_id" integer NOT NULL,
	"course" text NOT NULL,
	"lessons_done" integer NOT NULL,
	"right" integer NOT NULL,
	"answered" integer NOT NULL,
	"words" integer NOT NULL,
	"points" integer NOT NULL,
	PRIMARY KEY("learner_id", "course"),
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "reply" (
	"learner_id" integer NOT NULL,
	"request" text NOT NULL,
	"prompt" text NOT NULL,
	"outcome" text NOT NULL,
	"prompt_hash" text NOT NULL,
	"model" text NOT NULL,
	"calls" integer NOT NULL,
	"tokens_in" integer NOT NULL,
	"tokens_out" integer NOT NULL,
	"microdollars" integer NOT NULL,
	"at" integer NOT NULL,
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "sent_file" (
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"file" text NOT NULL,
	"external_id" text NOT NULL,
	PRIMARY KEY("channel", "account", "file")
);
CREATE TABLE "sound" (
	"learner_id" integer NOT NULL,
	"course" text NOT NULL,
	"phone" text NOT NULL,
	"times" integer NOT NULL,
	"weight" real NOT NULL,
	"sum" real NOT NULL,
	"last_at" integer NOT NULL,
	PRIMARY KEY("learner_id", "course", "phone"),
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "spoken" (
	"learner_id" integer NOT NULL,
	"source" text NOT NULL,
	"seconds" real NOT NULL,
	"scores" text NOT NULL,
	"words" text NOT NULL,
	"sounds" text NOT NULL,
	"transcript" text,
	"at" integer NOT NULL,
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "timer" (
	"learner_id" integer NOT NULL,
	"name" text NOT NULL,
	"due_at" integer NOT NULL,
	PRIMARY KEY("learner_id", "name"),
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE TABLE "utterance" (
	"learner_id" integer NOT NULL,
	"talk" integer NOT NULL,
	"line" integer NOT NULL,
	"who" text NOT NULL,
	"text" text NOT NULL,
	"at" integer NOT NULL,
	PRIMARY KEY("learner_id", "talk", "line"),
	FOREIGN KEY ("learner_id") REFERENCES "learner"("id") ON UPDATE no action ON DELETE cascade
);
CREATE INDEX "attempt_learner" ON "attempt" ("learner_id","course","at");
CREATE UNIQUE INDEX "chat_address" ON "chat" ("channel","account","address");
CREATE INDEX "chat_learner" ON "chat" ("learner_id");
CREATE INDEX "chat_unwritten" ON "chat" ("heard_at") WHERE learner_id is null;
CREATE INDEX "correction_learner" ON "correction" ("learner_id","at");
CREATE INDEX "effect_chat" ON "effect" ("chat_id","id");
CREATE INDEX "effect_failed" ON "effect" ("id") WHERE state = 'failed';
CREATE INDEX "effect_ready" ON "effect" ("due_at","id") WHERE state = 'ready';
CREATE INDEX "effect_request" ON "effect" ("learner_id","request") WHERE request is not null;
CREATE INDEX "event_aside" ON "event" ("id") WHERE state = 'aside';
CREATE UNIQUE INDEX "event_key" ON "event" ("chat_id","key");
CREATE INDEX "event_waiting" ON "event" ("learner_id","id") WHERE state = 'waiting';
CREATE UNIQUE INDEX "identity_address" ON "identity" ("channel","account","address");
CREATE INDEX "identity_alias_identity" ON "identity_alias" ("identity_id");
CREATE INDEX "identity_learner" ON "identity" ("learner_id");
CREATE INDEX "instance_open" ON "instance" ("learner_id","id") WHERE status = 'open';
CREATE INDEX "learner_alias_learner" ON "learner_alias" ("learner_id");
CREATE INDEX "points_learner" ON "points" ("learner_id");
CREATE INDEX "reply_at" ON "reply" ("at");
CREATE INDEX "reply_learner" ON "reply" ("learner_id","at");
CREATE INDEX "spoken_learner" ON "spoken" ("learner_id","at");
CREATE INDEX "timer_due" ON "timer" ("due_at","learner_id","name");
INSERT INTO "__drizzle_migrations" ("id", "hash", "created_at") VALUES (1, 'f42f3a877b882a4236581ab4cec3a2ed37d06aeaf0def622dece0baab64eb714', 1795255580451);
INSERT INTO "__drizzle_migrations" ("id", "hash", "created_at") VALUES (2, '9bfc1d94cc3eea3b4a8a61cf5179654ec5ec017ddd85281d725f84d5c31c3a67', 1795258364702);
INSERT INTO "__drizzle_migrations" ("id", "hash", "created_at") VALUES (3, 'c55a99131b0d3e20fb988c1484f3bb1be7c369243f15e0ef32470d0d72e5ff13', 1795263279341);
INSERT INTO "__drizzle_migrations" ("id", "hash", "created_at") VALUES (4, '11ce77ecc4339874433000224a12b69b830412088142040b4c16b9af2598a544', 1795274049636);
INSERT INTO "attempt" ("learner_id", "course", "item", "hash", "skill", "answer", "expected", "verdict", "grade", "hints", "attempt", "latency_ms", "at", "by") VALUES (1, 'english', 'english/cafe/ordering#a', '0123456789abcdef', 'grammar', 'I goes', 'I go', 'right', 1, 0, 1, 4000, 1790000000000, NULL);
INSERT INTO "attempt" ("learner_id", "course", "item", "hash", "skill", "answer", "expected", "verdict", "grade", "hints", "attempt", "latency_ms", "at", "by") VALUES (1, 'english', 'english/cafe/ordering#b', '0123456789abcdef', 'grammar', 'I goes', 'I go', 'wrong', 0, 0, 1, 4000, 1790000000000, NULL);
INSERT INTO "attempt" ("learner_id", "course", "item", "hash", "skill", "answer", "expected", "verdict", "grade", "hints", "attempt", "latency_ms", "at", "by") VALUES (1, 'french', 'french/cafe/a#b', '0123456789abcdef', 'grammar', 'I goes', 'I go', 'right', 1, 0, 1, 4000, 1790000000000, NULL);
INSERT INTO "attempt" ("learner_id", "course", "item", "hash", "skill", "answer", "expected", "verdict", "grade", "hints", "attempt", "latency_ms", "at", "by") VALUES (3, 'english', 'english/cafe/ordering#a', '0123456789abcdef', 'grammar', 'I goes', 'I go', 'right', 1, 0, 1, 4000, 1790000000000, NULL);
INSERT INTO "card" ("learner_id", "course", "word", "item", "met_at") VALUES (1, 'english', 'bill', 'english/cafe/ordering#w', 1790000000000);
INSERT INTO "card" ("learner_id", "course", "word", "item", "met_at") VALUES (1, 'english', 'tip', 'english/cafe/ordering#w', 1790000000000);
INSERT INTO "chat" ("id", "channel", "account", "address", "token_hash", "guess", "learner_id", "last_n", "heard_at") VALUES (1, 'web', 'main', 'ana', NULL, '{}', 1, 1, 1790000000000);
INSERT INTO "chat" ("id", "channel", "account", "address", "token_hash", "guess", "learner_id", "last_n", "heard_at") VALUES (2, 'web', 'main', 'phone', 'abc', '{}', 1, 1, 1790000000004);
INSERT INTO "chat" ("id", "channel", "account", "address", "token_hash", "guess", "learner_id", "last_n", "heard_at") VALUES (3, 'web', 'main', 'ben', NULL, '{}', 1, 1, 1790000000000);
INSERT INTO "chat" ("id", "channel", "account", "address", "token_hash", "guess", "learner_id", "last_n", "heard_at") VALUES (4, 'web', 'main', 'cleo', NULL, '{}', 3, 1, 1790000000000);
INSERT INTO "chat" ("id", "channel", "account", "address", "token_hash", "guess", "learner_id", "last_n", "heard_at") VALUES (5, 'web', 'main', 'unwritten', NULL, '{}', NULL, 0, 1790000000000);
INSERT INTO "correction" ("learner_id", "source", "wrong", "better", "reason", "error", "skill", "by", "at") VALUES (1, 'talk/nurse', 'I goes', 'I go', 'I', 'tense', 'writing', 'model', 1790000000000);
INSERT INTO "effect" ("id", "chat_id", "learner_id", "kind", "payload", "request", "not_after", "due_at", "ordered", "state", "attempts", "error", "failed_at") VALUES (1, 1, 1, 'send', '{"text":"hello"}', NULL, NULL, 0, 1, 'ready', 0, NULL, NULL);
INSERT INTO "effect" ("id", "chat_id", "learner_id", "kind", "payload", "request", "not_after", "due_at", "ordered", "state", "attempts", "error", "failed_at") VALUES (2, 1, 1, 'locate', '{"place":"Lima"}', '1.place.1', NULL, 0, 0, 'ready', 0, NULL, NULL);
INSERT INTO "event" ("id", "chat_id", "learner_id", "key", "kind", "body", "at", "seen", "n", "state", "begun", "error") VALUES (1, 1, 1, 'm:first', 'message', '{"text":"text first"}', 1790000000000, 0, 1, 'done', 0, NULL);
INSERT INTO "event" ("id", "chat_id", "learner_id", "key", "kind", "body", "at", "seen", "n", "state", "begun", "error") VALUES (2, 2, 1, 'm:1', 'message', '{"text":"text 1"}', 1790000000004, 1, 1, 'waiting', 0, NULL);
INSERT INTO "event" ("id", "chat_id", "learner_id", "key", "kind", "body", "at", "seen", "n", "state", "begun", "error") VALUES (3, 3, 1, 'm:first', 'message', '{"text":"text first"}', 1790000000000, 0, 1, 'done', 0, NULL);
INSERT INTO "event" ("id", "chat_id", "learner_id", "key", "kind", "body", "at", "seen", "n", "state", "begun", "error") VALUES (4, 4, 3, 'm:first', 'message', '{"text":"text first"}', 1790000000000, 0, 1, 'done', 0, NULL);
INSERT INTO "identity" ("id", "channel", "account", "address", "learner_id") VALUES (1, 'web', 'main', 'ana', 1);
INSERT INTO "identity" ("id", "channel", "account", "address", "learner_id") VALUES (2, 'web', 'main', 'ben', 1);
INSERT INTO "identity" ("id", "channel", "account", "address", "learner_id") VALUES (3, 'web', 'main', 'cleo', 3);
INSERT INTO "identity_alias" ("channel", "account", "address", "identity_id") VALUES ('web', 'main', 'ana too', 1);
INSERT INTO "instance" ("learner_id", "id", "flow", "version", "snapshot", "frozen", "status", "touched") VALUES (1, 1, 'lesson', 1, '{"value":"asking"}', 'f00', 'open', 1790000000000);
INSERT INTO "learner" ("id", "version", "sequence", "profile", "thread", "guess", "active", "created_at") VALUES (1, 2, 3, '{"language":"es","name":"Ana"}', '{}', '{}', 1, 1790000000000);
INSERT INTO "learner" ("id", "version", "sequence", "profile", "thread", "guess", "active", "created_at") VALUES (3, 1, 1, '{"language":"en"}', '{}', '{}', NULL, 1790000000000);
INSERT INTO "learner_alias" ("id", "learner_id") VALUES (2, 1);
INSERT INTO "lesson_done" ("learner_id", "course", "lesson", "times", "last_at", "hash", "first_try", "exercises", "duration_ms") VALUES (1, 'english', 'cafe/ordering', 2, 1790000000000, 'f00', 1, 2, 3);
INSERT INTO "lesson_done" ("learner_id", "course", "lesson", "times", "last_at", "hash", "first_try", "exercises", "duration_ms") VALUES (1, 'english', 'cafe/paying', 1, 1790000000000, 'f00', 1, 2, 3);
INSERT INTO "message" ("chat_id", "n", "from", "kind", "text", "body", "at", "external_id") VALUES (1, 1, 'learner', 'text', 'text first', 'null', 1790000000000, NULL);
INSERT INTO "message" ("chat_id", "n", "from", "kind", "text", "body", "at", "external_id") VALUES (2, 1, 'learner', 'text', 'text 1', 'null', 1790000000004, NULL);
INSERT INTO "message" ("chat_id", "n", "from", "kind", "text", "body", "at", "external_id") VALUES (3, 1, 'learner', 'text', 'text first', 'null', 1790000000000, NULL);
INSERT INTO "message" ("chat_id", "n", "from", "kind", "text", "body", "at", "external_id") VALUES (4, 1, 'learner', 'text', 'text first', 'null', 1790000000000, NULL);
INSERT INTO "points" ("learner_id", "amount", "source", "at") VALUES (1, 3, 'english/cafe/ordering#a', 1790000000000);
INSERT INTO "points" ("learner_id", "amount", "source", "at") VALUES (1, 100, 'french/cafe/a#b', 1790000000000);
INSERT INTO "points" ("learner_id", "amount", "source", "at") VALUES (1, 5, 'english/cafe/ordering', 1790000000000);
INSERT INTO "progress" ("learner_id", "course", "lessons_done", "right", "answered", "words", "points") VALUES (1, 'english', 2, 1, 2, 2, 8);
INSERT INTO "progress" ("learner_id", "course", "lessons_done", "right", "answered", "words", "points") VALUES (1, 'french', 0, 1, 1, 0, 100);
INSERT INTO "progress" ("learner_id", "course", "lessons_done", "right", "answered", "words", "points") VALUES (3, 'english', 0, 1, 1, 0, 0);
INSERT INTO "reply" ("learner_id", "request", "prompt", "outcome", "prompt_hash", "model", "calls", "tokens_in", "tokens_out", "microdollars", "at") VALUES (1, '1.talk.1', 'talk', 'used', 'f00', 'm', 1, 1, 1, 1, 1790000000000);
INSERT INTO "sent_file" ("channel", "account", "file", "external_id") VALUES ('telegram', 'bot', 'a.mp3', 'id');
INSERT INTO "sound" ("learner_id", "course", "phone", "times", "weight", "sum", "last_at") VALUES (1, 'english', 'TH', 1, 1, 80, 1790000000000);
INSERT INTO "spoken" ("learner_id", "source", "seconds", "scores", "words", "sounds", "transcript", "at") VALUES (1, 'talk/nurse', 1, '{}', '[]', '[{"phone":"TH","times":1,"sum":80}]', 'the', 1790000000000);
INSERT INTO "timer" ("learner_id", "name", "due_at") VALUES (1, 'reminder', 1790000000010);
INSERT INTO "utterance" ("learner_id", "talk", "line", "who", "text", "at") VALUES (1, 1, 1, 'learner', 'a coffee', 1790000000000);
