CREATE TABLE "questions" (
	"chat_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"message_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"step" integer NOT NULL,
	"asked_at" bigint NOT NULL,
	"about" bigint,
	"amount" bigint NOT NULL,
	"reason" text,
	CONSTRAINT "questions_chat_id_user_id_pk" PRIMARY KEY("chat_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "air_offers" (
	"chat_id" bigint NOT NULL,
	"message_id" bigint NOT NULL,
	"giver_id" bigint NOT NULL,
	"at" bigint NOT NULL,
	"thread" integer,
	"rule" text NOT NULL,
	"people" text NOT NULL,
	"answered" boolean DEFAULT false NOT NULL,
	CONSTRAINT "air_offers_chat_id_message_id_pk" PRIMARY KEY("chat_id","message_id")
);
--> statement-breakpoint
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
CREATE TABLE "triggers" (
	"chat_id" bigint NOT NULL,
	"id" integer NOT NULL,
	"phrase" text NOT NULL,
	"match" text NOT NULL,
	"reputation" integer NOT NULL,
	"experience" integer NOT NULL,
	"text" text,
	"from_whom" text NOT NULL,
	"to_whom" text NOT NULL,
	"pause" integer NOT NULL,
	CONSTRAINT "triggers_chat_id_id_pk" PRIMARY KEY("chat_id","id")
);
--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "triggers" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "triggers_fired" text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "texts_at" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "reactions_wait_until" bigint;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "told_at" bigint;--> statement-breakpoint
CREATE INDEX "reactions_by_user" ON "reactions" USING btree ("chat_id","user_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reactions_by_time" ON "reactions" USING btree ("at") WHERE "reactions"."entry" is null;--> statement-breakpoint
CREATE INDEX "entries_by_message" ON "entries" USING btree ("chat_id","message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "entries_reversed_once" ON "entries" USING btree ("chat_id","reverses") WHERE "entries"."reverses" is not null;--> statement-breakpoint
CREATE INDEX "members_by_admins" ON "members" USING btree ("chat_id","reputation_from_admins" DESC NULLS LAST,"user_id") WHERE "members"."reputation_from_admins" <> 0;--> statement-breakpoint
CREATE INDEX "members_by_members" ON "members" USING btree ("chat_id",("reputation" - "reputation_from_admins") desc nulls last,"user_id") WHERE ("members"."reputation" - "members"."reputation_from_admins") <> 0;