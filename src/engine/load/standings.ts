import { type ChatId, userId } from '../../model/ids.ts';
import { fullName } from '../../model/person.ts';
import { MOST_OVERTAKE_TOP, OVERTAKE_TOP } from '../../settings/gifts.ts';
import type { ChatDraft } from '../draft.ts';

/**
 * The first of a chat's rating, as many as its settings name, and one more for each one asked for; and, where a text
 * of the chat says a place, how many people have which reputation. The settings are read here, by patterns that no
 * text can break, so that chats which need less are not read for more. The limit stands alone in its select, lest
 * the planner joins first; bots, who have no reputation, are left out after it.
 */
export const STANDINGS = `select n.c as "chatId", r.id, r.reputation, coalesce(p.first_name, '') as "firstName",
    p.last_name as "lastName", r.people
  from unnest($1::bigint[], $2::int[], $3::int[]) n(c, asked, unsettled)
  cross join lateral (select settings, triggers from chats where chat_id = n.c offset 0) c
  cross join lateral (
    (select m.user_id as id, m.reputation, null::bigint as people from members m
      where m.chat_id = n.c and m.present and not m.hidden and m.reputation <> 0 and m.reputation > 0
      order by m.reputation desc nulls last, m.user_id
      limit (select case when top = 0 then 0 else top + n.asked end from (select case when n.unsettled = 1
        then ${MOST_OVERTAKE_TOP} else least(${MOST_OVERTAKE_TOP}, coalesce(substring(
          c.settings from '"reputation\\.overtake_top":(\\d{1,3})[,}]')::int, ${OVERTAKE_TOP})) end as top) as t))
    union all
    select null, counted.reputation, counted.people from (select n.unsettled = 1 or c.settings ~* '\\{place\\}'
      or c.triggers <> '' and exists (select from triggers t where t.chat_id = n.c and t.text ~* '\\{place\\}') as any) w
    cross join lateral (
      select 0 as reputation, 0 as people
      union all
      select m.reputation, count(*) from members m
        where m.chat_id = n.c and m.present and not m.hidden and m.reputation <> 0 group by m.reputation
    ) counted
    where w.any
  ) r
  left join lateral (
    select first_name, last_name, is_bot from people where user_id = r.id offset 0) p on true
  where p.is_bot is not true`;

export type StandingAnswer = { chatId: ChatId; reputation: number } & (
  | { id: number; firstName: string; lastName: string | null; people: null }
  | { id: null; people: number }
);

export function assembleStandings(
  answers: readonly StandingAnswer[],
  chats: ReadonlyMap<ChatId, ChatDraft>,
): void {
  for (const row of answers) {
    const standings = chats.get(row.chatId)?.standings;
    if (row.id === null) standings?.rememberCount(row.reputation, row.people);
    else {
      const id = userId(row.id);
      standings?.rememberFirst({ id, name: fullName({ ...row, id }), reputation: row.reputation });
    }
  }
}
