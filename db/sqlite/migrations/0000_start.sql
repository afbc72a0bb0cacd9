CREATE TABLE `attempt` (
	`learner_id` integer NOT NULL,
	`course` text NOT NULL,
	`item` text NOT NULL,
	`hash` text NOT NULL,
	`skill` text NOT NULL,
	`answer` text NOT NULL,
	`expected` text NOT NULL,
	`verdict` text NOT NULL,
	`grade` real NOT NULL,
	`hints` integer NOT NULL,
	`attempt` integer NOT NULL,
	`latency_ms` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `attempt_learner` ON `attempt` (`learner_id`,`course`,`at`);--> statement-breakpoint
CREATE TABLE `card` (
	`learner_id` integer NOT NULL,
	`course` text NOT NULL,
	`word` text NOT NULL,
	`item` text NOT NULL,
	`met_at` integer NOT NULL,
	PRIMARY KEY(`learner_id`, `course`, `word`),
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `chat` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel` text NOT NULL,
	`account` text NOT NULL,
	`address` text NOT NULL,
	`token_hash` text,
	`guess` text NOT NULL,
	`learner_id` integer,
	`last_n` integer NOT NULL,
	`heard_at` integer NOT NULL,
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `chat_address` ON `chat` (`channel`,`account`,`address`);--> statement-breakpoint
CREATE INDEX `chat_learner` ON `chat` (`learner_id`);--> statement-breakpoint
CREATE TABLE `effect` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`chat_id` integer NOT NULL,
	`learner_id` integer NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`request` text,
	`not_after` integer,
	`due_at` integer NOT NULL,
	`ordered` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`error` text,
	`failed_at` integer,
	FOREIGN KEY (`chat_id`) REFERENCES `chat`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `effect_ready` ON `effect` (`due_at`,`id`) WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX `effect_chat` ON `effect` (`chat_id`,`id`);--> statement-breakpoint
CREATE INDEX `effect_request` ON `effect` (`learner_id`,`request`) WHERE request is not null;--> statement-breakpoint
CREATE INDEX `effect_failed` ON `effect` (`id`) WHERE state = 'failed';--> statement-breakpoint
CREATE TABLE `event` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`chat_id` integer NOT NULL,
	`learner_id` integer NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`seen` integer NOT NULL,
	`n` integer,
	`state` text NOT NULL,
	`begun` integer DEFAULT 0 NOT NULL,
	`error` text,
	FOREIGN KEY (`chat_id`) REFERENCES `chat`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_key` ON `event` (`chat_id`,`key`);--> statement-breakpoint
CREATE INDEX `event_waiting` ON `event` (`learner_id`,`id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `event_aside` ON `event` (`id`) WHERE state = 'aside';--> statement-breakpoint
CREATE TABLE `frozen` (
	`hash` text PRIMARY KEY NOT NULL,
	`lesson` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `identity` (
	`id` integer PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`account` text NOT NULL,
	`address` text NOT NULL,
	`learner_id` integer NOT NULL,
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `identity_address` ON `identity` (`channel`,`account`,`address`);--> statement-breakpoint
CREATE INDEX `identity_learner` ON `identity` (`learner_id`);--> statement-breakpoint
CREATE TABLE `identity_alias` (
	`channel` text NOT NULL,
	`account` text NOT NULL,
	`address` text NOT NULL,
	`identity_id` integer NOT NULL,
	PRIMARY KEY(`channel`, `account`, `address`),
	FOREIGN KEY (`identity_id`) REFERENCES `identity`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `identity_alias_identity` ON `identity_alias` (`identity_id`);--> statement-breakpoint
CREATE TABLE `instance` (
	`learner_id` integer NOT NULL,
	`id` integer NOT NULL,
	`flow` text NOT NULL,
	`version` integer NOT NULL,
	`snapshot` text NOT NULL,
	`frozen` text,
	`status` text NOT NULL,
	`touched` integer NOT NULL,
	PRIMARY KEY(`learner_id`, `id`),
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `instance_open` ON `instance` (`learner_id`,`id`) WHERE status = 'open';--> statement-breakpoint
CREATE TABLE `learner` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`version` integer NOT NULL,
	`sequence` integer NOT NULL,
	`profile` text NOT NULL,
	`thread` text NOT NULL,
	`guess` text NOT NULL,
	`active` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `learner_created` ON `learner` (`created_at`);--> statement-breakpoint
CREATE TABLE `learner_alias` (
	`id` integer PRIMARY KEY NOT NULL,
	`learner_id` integer NOT NULL,
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `learner_alias_learner` ON `learner_alias` (`learner_id`);--> statement-breakpoint
CREATE TABLE `lesson_done` (
	`learner_id` integer NOT NULL,
	`course` text NOT NULL,
	`lesson` text NOT NULL,
	`times` integer NOT NULL,
	`last_at` integer NOT NULL,
	`hash` text NOT NULL,
	`first_try` integer NOT NULL,
	`exercises` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	PRIMARY KEY(`learner_id`, `course`, `lesson`),
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `message` (
	`chat_id` integer NOT NULL,
	`n` integer NOT NULL,
	`from` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`external_id` text,
	PRIMARY KEY(`chat_id`, `n`),
	FOREIGN KEY (`chat_id`) REFERENCES `chat`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `points` (
	`learner_id` integer NOT NULL,
	`amount` integer NOT NULL,
	`source` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `points_learner` ON `points` (`learner_id`);--> statement-breakpoint
CREATE TABLE `progress` (
	`learner_id` integer NOT NULL,
	`course` text NOT NULL,
	`lessons_done` integer NOT NULL,
	`right` integer NOT NULL,
	`answered` integer NOT NULL,
	`words` integer NOT NULL,
	`points` integer NOT NULL,
	PRIMARY KEY(`learner_id`, `course`),
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `timer` (
	`learner_id` integer NOT NULL,
	`name` text NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`learner_id`, `name`),
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `timer_due` ON `timer` (`due_at`,`learner_id`,`name`);