DROP INDEX `learner_created`;--> statement-breakpoint
CREATE INDEX `chat_unwritten` ON `chat` (`heard_at`) WHERE learner_id is null;