CREATE TABLE "seen_ranges" (
	"bot_id" bigint NOT NULL,
	"first_id" bigint NOT NULL,
	"last_id" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	CONSTRAINT "seen_ranges_bot_id_first_id_pk" PRIMARY KEY("bot_id","first_id")
);
--> statement-breakpoint
INSERT INTO "seen_ranges" SELECT "bot_id", min("update_id"), max("update_id"), max("seen_at")
	FROM (SELECT *, "update_id" - row_number() OVER (PARTITION BY "bot_id" ORDER BY "update_id") AS island FROM "seen_updates") s
	GROUP BY "bot_id", island, "update_id" / 100;--> statement-breakpoint
DROP TABLE "seen_updates";--> statement-breakpoint
CREATE INDEX "seen_ranges_by_time" ON "seen_ranges" USING brin ("seen_at");