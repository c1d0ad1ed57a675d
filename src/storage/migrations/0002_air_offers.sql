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
