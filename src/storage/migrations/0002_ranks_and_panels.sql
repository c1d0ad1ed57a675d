ALTER TABLE "day_sums" ADD COLUMN "experience" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "day_sums" ADD COLUMN "activity" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "day_sums" ADD COLUMN "experience_got" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "payload" text;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "ladder" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "earned_at" bigint;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "last_text" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "title" integer;