ALTER TABLE `chat` RENAME COLUMN "heard_at" TO "opened_at";--> statement-breakpoint
DROP TABLE `points`;--> statement-breakpoint
DROP TABLE `progress`;--> statement-breakpoint
DROP INDEX `chat_unwritten`;--> statement-breakpoint
CREATE INDEX `chat_unwritten` ON `chat` (`opened_at`) WHERE learner_id is null;--> statement-breakpoint
ALTER TABLE `chat` DROP COLUMN `last_n`;