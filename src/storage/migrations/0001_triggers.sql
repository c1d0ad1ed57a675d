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
ALTER TABLE "chats" ADD COLUMN "triggers_fired" text DEFAULT '{}' NOT NULL;