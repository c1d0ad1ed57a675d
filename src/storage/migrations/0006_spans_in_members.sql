ALTER TABLE "chats" ADD COLUMN "spans_due_at" bigint;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "climate" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "gathered" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "span_closes_at" bigint;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "gathers" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- What is open goes on in the rows of its members, packed as src/experience/gathered.ts packs it.
UPDATE "members" m SET
  gathered = left(s.kind, 1) || '|0||'
    || CASE WHEN s.wake = 'null' THEN '' ELSE (s.wake::jsonb ->> 'closedAt') || ',' || (s.wake::jsonb ->> 'most') END || '|'
    || CASE WHEN s.closes_at IS NULL THEN '|||' ELSE
      concat_ws(',', s.first_at, s.last_at - s.first_at, s.closes_at - s.first_at, s.messages, s.talk, s.characters, s.deleted)
      || '|' || coalesce((SELECT string_agg(substr('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 1 + ((w::int >> bits) & 63), 1), '' ORDER BY n, bits DESC)
        FROM json_array_elements_text(s.words::json) WITH ORDINALITY x(w, n), unnest(ARRAY[12, 6, 0]) bits WHERE n <= 40), '')
      || '|' || coalesce((SELECT string_agg(id, ',' ORDER BY n) FROM json_array_elements_text(s.answered::json) WITH ORDINALITY x(id, n)), '')
      || '|' || coalesce((SELECT string_agg(id, ',' ORDER BY n) FROM json_array_elements_text(s.heard::json) WITH ORDINALITY x(id, n)), '')
    END
    || '|' || coalesce((SELECT string_agg(substr('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 1 + (((t::bigint & 4294967295) >> bits) & 63)::int, 1), '' ORDER BY n, bits DESC)
      FROM json_array_elements_text(s.texts::json) WITH ORDINALITY x(t, n), unnest(ARRAY[30, 24, 18, 12, 6, 0]) bits), '')
    || '|' || CASE WHEN s.poll = 'null' THEN '' ELSE s.poll END,
  span_closes_at = s.closes_at,
  gathers = s.closes_at IS NOT NULL
FROM "spans" s WHERE s.chat_id = m.chat_id AND s.user_id = m.user_id;
--> statement-breakpoint
UPDATE "chats" c SET spans_due_at = s.closes_at
FROM (SELECT chat_id, min(closes_at) AS closes_at FROM "spans" GROUP BY chat_id) s WHERE s.chat_id = c.chat_id;
--> statement-breakpoint
-- Learnt up to no period in particular: the first one that comes takes up what is open.
UPDATE "chats" c SET climate = json_build_object('seen', k.c -> 'seen', 'usual', k.c -> 'usual', 'period', 0, 'turn', 0,
  'past', json_build_array(json_build_array(0, CASE WHEN (k.c ->> 'seen')::int < 50 THEN '16'::json ELSE k.c -> 'usual' END)))::text
FROM (SELECT chat_id, climate::json AS c FROM "climates") k WHERE k.chat_id = c.chat_id;
--> statement-breakpoint
DROP TABLE "climates";--> statement-breakpoint
DROP TABLE "spans";--> statement-breakpoint
CREATE INDEX "chats_spans_due" ON "chats" USING btree ("spans_due_at") WHERE "chats"."spans_due_at" is not null;--> statement-breakpoint
CREATE INDEX "members_gathering" ON "members" USING btree ("chat_id","user_id") WHERE "members"."gathers";