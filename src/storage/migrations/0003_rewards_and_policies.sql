CREATE TABLE "climates" (
	"chat_id" bigint PRIMARY KEY NOT NULL,
	"climate" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spans" (
	"chat_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"first_at" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	"closes_at" bigint,
	"messages" integer NOT NULL,
	"talk" integer NOT NULL,
	"characters" integer NOT NULL,
	"deleted" integer NOT NULL,
	"words" text NOT NULL,
	"answered" text NOT NULL,
	"heard" text NOT NULL,
	"texts" text NOT NULL,
	"wake" text DEFAULT 'null' NOT NULL,
	"poll" text DEFAULT 'null' NOT NULL,
	CONSTRAINT "spans_chat_id_user_id_pk" PRIMARY KEY("chat_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "board_runs" (
	"chat_id" bigint PRIMARY KEY NOT NULL,
	"next_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rating_buckets" (
	"chat_id" bigint NOT NULL,
	"what" text NOT NULL,
	"bucket" integer NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "rating_buckets_chat_id_what_bucket_pk" PRIMARY KEY("chat_id","what","bucket")
);
--> statement-breakpoint
CREATE TABLE "chat_jobs" (
	"chat_id" bigint PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"asked_by" bigint,
	"asked_at" bigint NOT NULL,
	"payload" text,
	"state" text NOT NULL,
	"cursor" bigint NOT NULL,
	"done" integer NOT NULL,
	"total" integer NOT NULL,
	"counts" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decay_runs" (
	"chat_id" bigint PRIMARY KEY NOT NULL,
	"begun_at" bigint NOT NULL,
	"next_at" bigint NOT NULL,
	"cursor" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decays" (
	"chat_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"since" bigint NOT NULL,
	"noted_at" bigint,
	"weeks" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "decays_chat_id_user_id_pk" PRIMARY KEY("chat_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "member_pasts" (
	"chat_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"joined_at" bigint,
	"banned_at" bigint,
	"banned_by" bigint,
	"ban_entry" bigint,
	CONSTRAINT "member_pasts_chat_id_user_id_pk" PRIMARY KEY("chat_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "votes" (
	"chat_id" bigint NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"message_id" bigint NOT NULL,
	"started_at" bigint NOT NULL,
	"voters" text NOT NULL,
	CONSTRAINT "votes_chat_id_epoch_message_id_pk" PRIMARY KEY("chat_id","epoch","message_id")
);
--> statement-breakpoint
CREATE TABLE "errands" (
	"chat_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"target" bigint NOT NULL,
	"id" bigserial NOT NULL,
	"bot_id" bigint NOT NULL,
	"place" bigint NOT NULL,
	"body" text NOT NULL,
	"at" bigint NOT NULL,
	"due_at" bigint DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "errands_chat_id_user_id_kind_target_pk" PRIMARY KEY("chat_id","user_id","kind","target")
);
--> statement-breakpoint
CREATE TABLE "marks" (
	"chat_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"tag" text DEFAULT '' NOT NULL,
	"limited" text DEFAULT '' NOT NULL,
	"what" text DEFAULT '' NOT NULL,
	"until" bigint DEFAULT 0 NOT NULL,
	"renewed" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "marks_chat_id_user_id_pk" PRIMARY KEY("chat_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"chat_id" bigint NOT NULL,
	"name" text NOT NULL,
	"message_id" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "posts_chat_id_name_pk" PRIMARY KEY("chat_id","name")
);
--> statement-breakpoint
CREATE TABLE "wishes" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"id" bigserial NOT NULL,
	"wish" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cards" (
	"chat_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"colour" text,
	"asked_at" bigint,
	CONSTRAINT "cards_chat_id_user_id_pk" PRIMARY KEY("chat_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "rating_names" (
	"chat_id" bigint PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"since" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "deleted_at" bigint;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "rewards" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "ranked_to" bigint;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "due_at" bigint;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "holdings" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "hidden" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "reputation_bucket" integer;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "experience_bucket" integer;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "awaited" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "hides" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reactions" ADD COLUMN "counted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "spans_closing" ON "spans" USING btree ("chat_id","closes_at","user_id") WHERE "spans"."closes_at" is not null;--> statement-breakpoint
CREATE INDEX "chat_jobs_running" ON "chat_jobs" USING btree ("chat_id") WHERE "chat_jobs"."state" = 'running';--> statement-breakpoint
CREATE INDEX "errands_by_bot" ON "errands" USING btree ("bot_id","id");--> statement-breakpoint
CREATE INDEX "errands_by_place" ON "errands" USING btree ("place");--> statement-breakpoint
CREATE INDEX "rating_names_by_slug" ON "rating_names" USING btree ("slug","since","chat_id");--> statement-breakpoint
CREATE INDEX "day_sums_by_day" ON "day_sums" USING btree ("chat_id","day");--> statement-breakpoint
CREATE INDEX "entries_by_time" ON "entries" USING brin ("at");--> statement-breakpoint
CREATE INDEX "chats_due" ON "chats" USING btree ("due_at") WHERE "chats"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "members_by_reputation_bucket" ON "members" USING btree ("chat_id","reputation_bucket" DESC NULLS LAST,"user_id") WHERE "members"."reputation_bucket" is not null;--> statement-breakpoint
CREATE INDEX "members_by_experience_bucket" ON "members" USING btree ("chat_id","experience_bucket" DESC NULLS LAST,"user_id") WHERE "members"."experience_bucket" is not null;