CREATE TABLE "reactions" (
	"chat_id" bigint NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"message_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"at" bigint NOT NULL,
	"entry" bigint,
	"outcome" text,
	"waiting" text,
	CONSTRAINT "reactions_chat_id_epoch_message_id_user_id_pk" PRIMARY KEY("chat_id","epoch","message_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "reactions_wait_until" bigint;--> statement-breakpoint
CREATE INDEX "reactions_by_user" ON "reactions" USING btree ("chat_id","user_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reactions_by_time" ON "reactions" USING btree ("at") WHERE "reactions"."entry" is null;--> statement-breakpoint
CREATE INDEX "entries_that_reverse" ON "entries" USING btree ("chat_id","reverses") WHERE "entries"."reverses" is not null;