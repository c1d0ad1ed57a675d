CREATE TABLE "ailments" (
	"chat_id" bigint NOT NULL,
	"ailment" text NOT NULL,
	"since" bigint NOT NULL,
	"told_at" bigint,
	"told_to" text DEFAULT '[]' NOT NULL,
	"healed_at" bigint,
	"detail" text,
	CONSTRAINT "ailments_chat_id_ailment_pk" PRIMARY KEY("chat_id","ailment")
);
--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "added_by" bigint;