ALTER TABLE "members" ADD COLUMN "today" text;--> statement-breakpoint
CREATE VIEW "public"."latest_days" AS (select chat_id, user_id, nullif(split_part(today, ',', 1), '')::int as day,
  coalesce(nullif(split_part(today, ',', 2), ''), '0')::bigint::integer as messages,
  coalesce(nullif(split_part(today, ',', 7), ''), '0')::bigint::integer as thanks_given,
  coalesce(nullif(split_part(today, ',', 8), ''), '0')::bigint::integer as thanks_got,
  coalesce(nullif(split_part(today, ',', 9), ''), '0')::bigint::integer as minus_given,
  coalesce(nullif(split_part(today, ',', 10), ''), '0')::bigint::integer as minus_got,
  coalesce(nullif(split_part(today, ',', 5), ''), '0')::bigint as reputation,
  coalesce(nullif(split_part(today, ',', 3), ''), '0')::bigint as experience,
  coalesce(nullif(split_part(today, ',', 4), ''), '0')::bigint as activity,
  coalesce(nullif(split_part(today, ',', 6), ''), '0')::bigint as experience_got
  from members where today <> '');--> statement-breakpoint
CREATE VIEW "public"."member_days" AS (select chat_id, user_id, day, messages, thanks_given, thanks_got, minus_given, minus_got, reputation,
  experience, activity, experience_got from day_sums
union all
select chat_id, user_id, day, messages, thanks_given, thanks_got, minus_given, minus_got, reputation,
  experience, activity, experience_got from latest_days);