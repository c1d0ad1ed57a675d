ALTER TABLE "chats" ADD COLUMN "ladder" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "title" integer;