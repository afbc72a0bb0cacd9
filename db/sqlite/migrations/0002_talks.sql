CREATE TABLE `correction` (
	`learner_id` integer NOT NULL,
	`source` text NOT NULL,
	`wrong` text NOT NULL,
	`better` text NOT NULL,
	`reason` text NOT NULL,
	`error` text NOT NULL,
	`skill` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `correction_learner` ON `correction` (`learner_id`,`at`);--> statement-breakpoint
CREATE TABLE `reply` (
	`learner_id` integer NOT NULL,
	`request` text NOT NULL,
	`prompt` text NOT NULL,
	`outcome` text NOT NULL,
	`prompt_hash` text NOT NULL,
	`model` text NOT NULL,
	`calls` integer NOT NULL,
	`tokens_in` integer NOT NULL,
	`tokens_out` integer NOT NULL,
	`microdollars` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `reply_learner` ON `reply` (`learner_id`,`at`);--> statement-breakpoint
CREATE INDEX `reply_at` ON `reply` (`at`);--> statement-breakpoint
CREATE TABLE `utterance` (
	`learner_id` integer NOT NULL,
	`talk` integer NOT NULL,
	`line` integer NOT NULL,
	`who` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`learner_id`, `talk`, `line`),
	FOREIGN KEY (`learner_id`) REFERENCES `learner`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `attempt` ADD `by` text;