ALTER TABLE "chats" ADD COLUMN "rank_bits" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rating_buckets" SET (fillfactor = 50);--> statement-breakpoint
UPDATE "chats" SET "ranked_to" = 0 WHERE "ranked_to" is not null;
