CREATE TABLE "seen_updates" (
	"bot_id" bigint NOT NULL,
	"update_id" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	CONSTRAINT "seen_updates_bot_id_update_id_pk" PRIMARY KEY("bot_id","update_id")
);
--> statement-breakpoint
CREATE TABLE "set_aside" (
	"bot_id" bigint NOT NULL,
	"update_id" bigint NOT NULL,
	"at" bigint NOT NULL,
	"chat_id" bigint,
	"reason" text NOT NULL,
	"body" text NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "set_aside_bot_id_update_id_pk" PRIMARY KEY("bot_id","update_id")
);
--> statement-breakpoint
CREATE TABLE "day_sums" (
	"chat_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"day" integer NOT NULL,
	"messages" integer DEFAULT 0 NOT NULL,
	"thanks_given" integer DEFAULT 0 NOT NULL,
	"thanks_got" integer DEFAULT 0 NOT NULL,
	"minus_given" integer DEFAULT 0 NOT NULL,
	"minus_got" integer DEFAULT 0 NOT NULL,
	"reputation" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "day_sums_chat_id_user_id_day_pk" PRIMARY KEY("chat_id","user_id","day")
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"chat_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"at" bigint NOT NULL,
	"kind" text NOT NULL,
	"giver_id" bigint,
	"receiver_id" bigint NOT NULL,
	"giver_role" text NOT NULL,
	"reputation" bigint NOT NULL,
	"experience" bigint NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"message_id" bigint,
	"reason" text,
	"reverses" bigint,
	CONSTRAINT "entries_chat_id_id_pk" PRIMARY KEY("chat_id","id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"chat_id" bigint NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"message_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"at" bigint NOT NULL,
	"kind" text NOT NULL,
	"length" integer DEFAULT 0 NOT NULL,
	"words" integer DEFAULT 0 NOT NULL,
	"reply_to" bigint,
	"thread" integer,
	"rule" text,
	"outcome" text,
	CONSTRAINT "messages_chat_id_epoch_message_id_pk" PRIMARY KEY("chat_id","epoch","message_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"bot_id" bigint NOT NULL,
	"chat_id" bigint NOT NULL,
	"job" text NOT NULL,
	"body" text NOT NULL,
	"at" bigint NOT NULL,
	"due_at" bigint DEFAULT 0 NOT NULL,
	"keep" boolean DEFAULT false NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chats" (
	"chat_id" bigint PRIMARY KEY NOT NULL,
	"type" text DEFAULT 'group' NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"username" text,
	"is_forum" boolean DEFAULT false NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"migrated_to" bigint,
	"settings_version" integer DEFAULT 0 NOT NULL,
	"settings" text DEFAULT '{}' NOT NULL,
	"admins" text DEFAULT '[]' NOT NULL,
	"bot_status" text DEFAULT 'unknown' NOT NULL,
	"bot_can_write" boolean DEFAULT true NOT NULL,
	"bot_can_delete" boolean DEFAULT false NOT NULL,
	"last_entry" bigint DEFAULT 0 NOT NULL,
	"last_thanks_at" bigint,
	"last_minus_at" bigint,
	"last_event_at" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"chat_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"reputation" bigint DEFAULT 0 NOT NULL,
	"reputation_from_admins" bigint DEFAULT 0 NOT NULL,
	"experience" bigint DEFAULT 0 NOT NULL,
	"present" boolean DEFAULT true NOT NULL,
	"messages" integer DEFAULT 0 NOT NULL,
	"first_seen_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"album" text,
	"album_spoke" boolean DEFAULT false NOT NULL,
	"thanks_given" integer DEFAULT 0 NOT NULL,
	"thanks_got" integer DEFAULT 0 NOT NULL,
	"thanks_given_at" bigint,
	"thanks_got_at" bigint,
	"minus_given_at" bigint,
	"minus_got_at" bigint,
	CONSTRAINT "members_chat_id_user_id_pk" PRIMARY KEY("chat_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text,
	"username" text,
	"is_bot" boolean DEFAULT false NOT NULL,
	"language" text,
	"dm_open" boolean DEFAULT false NOT NULL,
	"seen_at" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usernames" (
	"name" text PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"seen_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pairs" (
	"chat_id" bigint NOT NULL,
	"giver_id" bigint NOT NULL,
	"receiver_id" bigint NOT NULL,
	"thanks_at" bigint,
	"minus_at" bigint,
	CONSTRAINT "pairs_chat_id_giver_id_receiver_id_pk" PRIMARY KEY("chat_id","giver_id","receiver_id")
);
--> statement-breakpoint
CREATE TABLE "settings_versions" (
	"chat_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"settings" text NOT NULL,
	"changed_by" bigint,
	"changed_at" bigint NOT NULL,
	CONSTRAINT "settings_versions_chat_id_version_pk" PRIMARY KEY("chat_id","version")
);
--> statement-breakpoint
CREATE TABLE "meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "seen_updates_by_time" ON "seen_updates" USING brin ("seen_at");--> statement-breakpoint
CREATE INDEX "entries_by_receiver" ON "entries" USING btree ("chat_id","receiver_id","id");--> statement-breakpoint
CREATE INDEX "entries_by_giver" ON "entries" USING btree ("chat_id","giver_id","id");--> statement-breakpoint
CREATE INDEX "messages_with_outcome" ON "messages" USING btree ("chat_id","user_id","at" DESC NULLS LAST) WHERE "messages"."outcome" is not null;--> statement-breakpoint
CREATE INDEX "messages_by_time" ON "messages" USING brin ("at");--> statement-breakpoint
CREATE INDEX "outbox_by_bot" ON "outbox" USING btree ("bot_id","id");--> statement-breakpoint
CREATE INDEX "outbox_by_chat" ON "outbox" USING btree ("chat_id","id");--> statement-breakpoint
CREATE INDEX "outbox_by_due" ON "outbox" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "members_by_reputation" ON "members" USING btree ("chat_id","reputation" DESC NULLS LAST,"user_id") WHERE "members"."reputation" <> 0;--> statement-breakpoint
CREATE INDEX "usernames_user" ON "usernames" USING btree ("user_id");