import type { UserId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import type { Flight } from '../../storage/database.ts';
import type { ChatDraft } from '../draft.ts';
import { clearRanks } from '../leaderboard/rank.ts';

/** Who lets everybody begin anew, and when. */
export interface Reset {
  by: UserId;
  at: Seconds;
}

/**
 * Everybody's totals become 0 by lines of the ledger, in one statement whatever the number of members. Where part of
 * a reputation came from admins there are two lines, so that the sums by role become 0 too. The lines bear no
 * message: undoing the command's message must not bring 100,000 of them into memory. They are numbered on by member
 * and role, so that a replay numbers them alike. Rewards that are held stay, as after a reset of one member.
 */
const RESET = `with was as (
    select user_id, reputation, reputation_from_admins as admins, experience from members
    where chat_id = $1::bigint and (reputation <> 0 or reputation_from_admins <> 0 or experience <> 0)
  ), parts as (
    select user_id, 'admin' as role, -admins as reputation, -experience as experience from was
    where admins <> 0 or experience <> 0
    union all
    select user_id, 'system', admins - reputation, 0 from was where reputation <> admins
  ), zeroed as (
    update members m set reputation = 0, reputation_from_admins = 0, experience = 0, title = null
    from was where m.chat_id = $1::bigint and m.user_id = was.user_id
  ), summed as (
    insert into day_sums (chat_id, user_id, day, reputation, experience)
    select $1::bigint, user_id, $2::int, -reputation, -experience from was where reputation <> 0 or experience <> 0
    on conflict (chat_id, user_id, day) do update set reputation = day_sums.reputation + excluded.reputation,
      experience = day_sums.experience + excluded.experience
  ), written as (
    insert into entries (chat_id, id, at, kind, giver_id, receiver_id, giver_role, reputation, experience, epoch, reason)
    select $1::bigint, $3::bigint + row_number() over (order by user_id, role), $4::bigint, 'admin', $5::bigint,
      user_id, role, reputation, experience, $6::int, '/resetchat' from parts
    returning 1
  )
  select count(*) as lines from written`;

const FORGET_SPANS = `update members set gathered = null, span_closes_at = null, gathers = false
  where chat_id = $1::bigint and gathered is not null`;

/**
 * Does it at once, in the batch's transaction, whose lock on the chat it needs. The event that asks for it stands
 * alone in its batch (\`commit-batch.ts\`): nothing that the batch has in memory has changed before.
 */
export async function resetChat(flight: Flight, facts: ChatDraft, { by, at }: Reset): Promise<void> {
  const { row } = facts;
  const [written] = await flight.query<{ lines: number }>(RESET, [
    row.chatId,
    facts.dayOf(at),
    row.lastEntry,
    at,
    by,
    row.epoch,
  ]);
  // What is open would earn by what was done before.
  await flight.query(FORGET_SPANS, [row.chatId]);
  row.lastEntry += Number(written?.lines ?? 0);
  facts.chatChanged = true;
  if (row.rankedTo !== null) {
    await clearRanks(flight, row.chatId);
    facts.ranks.clear();
  }
  for (const member of facts.members.all()) {
    member.reputation = 0;
    member.reputationFromAdmins = 0;
    member.experience = 0;
    member.title = null;
    member.gathered = null;
    member.spanClosesAt = null;
    member.gathers = false;
  }
}
