import type { Database } from '../storage/database.ts';

/** A total that is not the sum of its entries. */
export interface Difference {
  chat: number;
  member: number;
  what: 'reputation' | 'reputation_from_admins' | 'experience' | 'reputation_by_day' | 'experience_by_day';
  total: number;
  sum: number;
}

export interface Verification {
  chats: number;
  members: number;
  entries: number;
  differences: Difference[];
  /** Chats whose entry numbers have gaps or do not end at the last number. */
  gaps: number[];
}

interface Row {
  chat: number;
  member: number;
  reputation: number;
  reputation_sum: number;
  admins: number;
  admins_sum: number;
  experience: number;
  experience_sum: number;
  reputation_days: number;
  experience_days: number;
}

/**
 * Compares every member's totals with the sums of the ledger and with those of their days, over all chats, in one snapshot.
 * Members without lines must have zeros; entries of somebody who is no member count as a difference too.
 */
export async function verify(database: Database): Promise<Verification> {
  const rows = await database.query<Row>(
    `select coalesce(m.chat_id, e.chat_id) as chat, coalesce(m.user_id, e.user_id) as member,
       coalesce(m.reputation, 0) as reputation, coalesce(e.reputation, 0)::bigint as reputation_sum,
       coalesce(m.reputation_from_admins, 0) as admins, coalesce(e.admins, 0)::bigint as admins_sum,
       coalesce(m.experience, 0) as experience, coalesce(e.experience, 0)::bigint as experience_sum,
       coalesce(e.reputation_days, 0)::bigint as reputation_days,
       coalesce(e.experience_days, 0)::bigint as experience_days
     from members m
     full join (
       select chat_id, receiver_id as user_id, sum(reputation) as reputation, sum(experience) as experience,
         sum(admins) as admins, sum(reputation_days) as reputation_days, sum(experience_days) as experience_days
       from (
         select chat_id, receiver_id, reputation, experience,
           case when giver_role = 'admin' then reputation else 0 end as admins,
           0 as reputation_days, 0 as experience_days from entries
         union all
         select chat_id, user_id, 0, activity, 0, reputation, experience from member_days
       ) lines group by chat_id, receiver_id
     ) e on e.chat_id = m.chat_id and e.user_id = m.user_id
     where coalesce(m.reputation, 0) <> coalesce(e.reputation, 0)
       or coalesce(m.experience, 0) <> coalesce(e.experience, 0)
       or coalesce(m.reputation_from_admins, 0) <> coalesce(e.admins, 0)
       or coalesce(m.reputation, 0) <> coalesce(e.reputation_days, 0)
       or coalesce(m.experience, 0) <> coalesce(e.experience_days, 0)
     order by 1, 2`,
  );
  const [counts] = await database.query<{ chats: number; members: number; entries: number }>(
    `select (select count(*) from chats where type <> 'private' and migrated_to is null)::bigint as chats,
       (select count(*) from members)::bigint as members, (select count(*) from entries)::bigint as entries`,
  );
  const gaps = await database.query<{ chat: number }>(
    `select c.chat_id as chat from chats c
     left join (select chat_id, count(*) as n, max(id) as last from entries group by chat_id) e using (chat_id)
     where c.migrated_to is null
       and (coalesce(e.n, 0) <> c.last_entry or coalesce(e.last, 0) <> c.last_entry) order by 1`,
  );
  return {
    chats: counts?.chats ?? 0,
    members: counts?.members ?? 0,
    entries: counts?.entries ?? 0,
    differences: rows.flatMap(differencesOf),
    gaps: gaps.map((row) => row.chat),
  };
}

function differencesOf({ chat, member, ...row }: Row): Difference[] {
  const all: Difference[] = [
    { chat, member, what: 'reputation', total: row.reputation, sum: row.reputation_sum },
    { chat, member, what: 'reputation_from_admins', total: row.admins, sum: row.admins_sum },
    { chat, member, what: 'experience', total: row.experience, sum: row.experience_sum },
    { chat, member, what: 'reputation_by_day', total: row.reputation, sum: row.reputation_days },
    { chat, member, what: 'experience_by_day', total: row.experience, sum: row.experience_days },
  ];
  return all.filter(({ total, sum }) => total !== sum);
}
