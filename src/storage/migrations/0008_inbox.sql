CREATE TABLE "inbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"bot_id" bigint NOT NULL,
	"at" bigint NOT NULL,
	"body" text NOT NULL
);
--> statement-breakpoint
-- Rows live for milliseconds: packing them costs more than the room they take.
ALTER TABLE "inbox" ALTER COLUMN "body" SET STORAGE EXTERNAL;
