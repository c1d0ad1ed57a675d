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
CREATE INDEX "panels_by_user" ON "panels" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "chats_by_admin" ON "chats" USING gin (("admins"::jsonb) jsonb_path_ops);