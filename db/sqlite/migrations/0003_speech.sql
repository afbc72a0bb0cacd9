CREATE TABLE `sent_file` (
	`channel` text NOT NULL,
	`account` text NOT NULL,
	`file` text NOT NULL,
	`external_id` text NOT NULL,
	PRIMARY KEY(`channel`, `account`, `file`)
);
--> statement-breakpoint
CREATE TABLE `sound` (
	`learner_id` integer NOT NULL,
	`course` text NOT NULL,
	`phone` text NOT NULL,
	`times` integer NOT NULL,
	`weight` real NOT NULL,
	`sum` real NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`learner_id`, `course`, `phone`),
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `spoken` (
	`learner_id` integer NOT NULL,
	`source` text NOT NULL,
	`seconds` real NOT NULL,
	`scores` text NOT NULL,
	`words` text NOT NULL,
	`sounds` text NOT NULL,
	`transcript` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `spoken_learner` ON `spoken` (`learner_id`,`at`);