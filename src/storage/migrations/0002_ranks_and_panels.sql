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
CREATE TABLE "panels" (
	"chat_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"session" bigint NOT NULL,
	"step" integer NOT NULL,
	"page" text NOT NULL,
	"place" bigint,
	"message_id" bigint,
	"ephemeral_id" bigint,
	"pressed_at" bigint NOT NULL,
	"base_version" integer NOT NULL,
	"changes" text NOT NULL,
	CONSTRAINT "panels_chat_id_user_id_pk" PRIMARY KEY("chat_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "day_sums" ADD COLUMN "experience" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "day_sums" ADD COLUMN "activity" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "day_sums" ADD COLUMN "experience_got" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "payload" text;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "ladder" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "added_by" bigint;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "earned_at" bigint;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "last_text" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "title" integer;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "unannounced" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "speaks" text;--> statement-breakpoint
CREATE INDEX "panels_by_user" ON "panels" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "chats_by_admin" ON "chats" USING gin (("admins"::jsonb) jsonb_path_ops);