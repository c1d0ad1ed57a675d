import { gatheredWithout } from '../../experience/gathered.ts';
import { type ChatId, isPseudonym, LAST_PERSON, type UserId, userId } from '../../model/ids.ts';
import type { Outcome } from '../../model/outcome.ts';
import { fullName } from '../../model/person.ts';
import type { PersonalTable } from '../../people/personal/store.ts';
import type { Flight } from '../../storage/database.ts';
import { leaveRanks } from '../leaderboard/rank.ts';

/** A column in which a person stands, and what becomes of it once they are forgotten. */
interface PersonalColumn {
  readonly table: string;
  readonly column: string;
  /** `rename`: the row goes on under a pseudonym. `delete`: it goes. `empty`: it names nobody any more. */
  readonly fate: 'rename' | 'delete' | 'empty';
}

/**
 * Every column of what a chat owns in which people stand by their id. A table that is new is added here: a test compares
 * this with the database.
 */
export const PERSONAL: readonly PersonalColumn[] = [
  { table: 'members', column: 'user_id', fate: 'rename' },
  { table: 'day_sums', column: 'user_id', fate: 'rename' },
  { table: 'entries', column: 'giver_id', fate: 'rename' },
  { table: 'entries', column: 'receiver_id', fate: 'rename' },
  { table: 'messages', column: 'user_id', fate: 'delete' },
  { table: 'reactions', column: 'user_id', fate: 'delete' },
  { table: 'pairs', column: 'giver_id', fate: 'delete' },
  { table: 'pairs', column: 'receiver_id', fate: 'delete' },
  { table: 'questions', column: 'user_id', fate: 'delete' },
  { table: 'questions', column: 'about', fate: 'delete' },
  { table: 'panels', column: 'user_id', fate: 'delete' },
  { table: 'air_offers', column: 'giver_id', fate: 'delete' },
  { table: 'errands', column: 'user_id', fate: 'delete' },
  { table: 'marks', column: 'user_id', fate: 'delete' },
  { table: 'cards', column: 'user_id', fate: 'delete' },
  { table: 'decays', column: 'user_id', fate: 'delete' },
  { table: 'member_pasts', column: 'user_id', fate: 'delete' },
  { table: 'member_pasts', column: 'banned_by', fate: 'empty' },
  { table: 'chat_jobs', column: 'asked_by', fate: 'empty' },
  { table: 'settings_versions', column: 'changed_by', fate: 'empty' },
  { table: 'chats', column: 'added_by', fate: 'empty' },
];

/** JSON arrays of ids among which they may stand: they are taken out. */
const LISTS = [
  { table: 'ailments', column: 'told_to' },
  { table: 'votes', column: 'voters' },
];

/** The same by table, for whoever wants to know what is stored of them. */
export const PERSONAL_TABLES: readonly PersonalTable[] = [...new Set(PERSONAL.map(({ table }) => table))].map(
  (table) => ({
    table,
    columns: PERSONAL.filter((one) => one.table === table).map(({ column }) => column),
    ...(table === 'settings_versions' && { shows: 'chat_id, version, changed_by, changed_at' }),
    ...(table === 'chats' && { shows: 'chat_id, title, added_by' }),
  }),
);

/** Columns of a member that tell of the person and of no sum. */
const CLEARED = `present = false, hidden = true, messages = 0, first_seen_at = 0, last_seen_at = 0, album = null,
  album_spoke = false, thanks_given_at = null, thanks_got_at = null, minus_given_at = null, minus_got_at = null,
  told_at = null, earned_at = null, last_text = 0, title = null, holdings = null,
  unannounced = true, gathered = null, span_closes_at = null, gathers = false`;

/**
 * Takes a person out of one chat, under its lock. Their points remain, under a pseudonym that nothing leads back from: it
 * is a number of the chat's own, and what led to their messages is taken out of the ledger's lines with the reasons that
 * people wrote. So the sums of the chat and everybody else's totals stay what they are, and `verify` goes on proving them.
 */
export async function forgetIn(flight: Flight, chat: ChatId, user: UserId): Promise<void> {
  const [row] = await flight.query('select 1 from chats where chat_id = $1 for no key update', [chat]);
  if (!row) return;
  const pseudonym = await nextPseudonym(flight, chat);
  await flight.query(
    `update entries set reason = null, message_id = null
     where chat_id = $1 and (giver_id = $2 or receiver_id = $2)`,
    [chat, user],
  );
  // Who takes such a reaction back would else reach for the lines of one who is gone.
  await flight.query(
    `delete from reactions where chat_id = $1
       and entry in (select id from entries where chat_id = $1 and receiver_id = $2)`,
    [chat, user],
  );
  for (const { table, column, fate } of PERSONAL) {
    const where = `where chat_id = $1 and ${column} = $2`;
    if (fate === 'delete') await flight.query(`delete from ${table} ${where}`, [chat, user]);
    else if (fate === 'empty')
      await flight.query(`update ${table} set ${column} = null ${where}`, [chat, user]);
    else await flight.query(`update ${table} set ${column} = $3 ${where}`, [chat, user, pseudonym]);
  }
  const kept = await flight.query(
    `update members set ${CLEARED} where chat_id = $1 and user_id = $2 returning user_id`,
    [chat, pseudonym],
  );
  if (kept.length > 0) {
    await leaveRanks(flight, chat, pseudonym);
    await flight.query(
      `insert into people (user_id, first_name) values ($1, '') on conflict (user_id) do nothing`,
      [pseudonym],
    );
  }
  await flight.query(`delete from air_offers where chat_id = $1 and people::jsonb @> $2::text::jsonb`, [
    chat,
    JSON.stringify([user]),
  ]);
  for (const { table, column } of LISTS) {
    await flight.query(
      `update ${table} set ${column} = (select coalesce(json_agg(one), '[]')::text
         from json_array_elements(${column}::json) one where one::text <> $2::text)
       where chat_id = $1 and ${column} like '%' || $2::text || '%'`,
      [chat, String(user)],
    );
  }
  await leaveSpans(flight, chat, user);
  await flight.query(
    `update chats set rewards = regexp_replace(rewards, $2, '}', 'g') where chat_id = $1 and rewards ~ $2`,
    [chat, `,"by":${user}\\}`],
  );
  await scrubOutcomes(flight, 'messages', chat, user, pseudonym);
  await scrubOutcomes(flight, 'reactions', chat, user, pseudonym);
}

/** Whom others have answered, were heard by, or may name as who has helped. */
async function leaveSpans(flight: Flight, chat: ChatId, user: UserId): Promise<void> {
  const rows = await flight.query<{ id: number; gathered: string }>(
    `select user_id as id, gathered from members where chat_id = $1 and gathered like '%' || $2::text || '%'`,
    [chat, String(user)],
  );
  for (const { id, gathered } of rows) {
    const left = gatheredWithout(gathered, user);
    if (left === null) continue;
    await flight.query('update members set gathered = $3 where chat_id = $1 and user_id = $2', [
      chat,
      id,
      left,
    ]);
  }
}

/** Numbers of the chat's own, beyond any that Telegram gives. */
async function nextPseudonym(flight: Flight, chat: ChatId): Promise<number> {
  const [last] = await flight.query<{ id: number | null }>(
    'select max(user_id) as id from members where chat_id = $1 and user_id > $2',
    [chat, LAST_PERSON],
  );
  return (last?.id ?? LAST_PERSON) + 1;
}

type OutcomeRow = { epoch: number; message: number; user: number; outcome: string };

/** What other people's messages and reactions came to names whom they meant. */
async function scrubOutcomes(
  flight: Flight,
  table: 'messages' | 'reactions',
  chat: ChatId,
  user: UserId,
  pseudonym: number,
): Promise<void> {
  const rows = await flight.query<OutcomeRow>(
    `select epoch, message_id as message, user_id as "user", outcome from ${table}
     where chat_id = $1 and outcome like $2`,
    [chat, `%"receiver":${user}%`],
  );
  const changed = rows.map((row) => {
    const outcome = JSON.parse(row.outcome) as Outcome;
    return { ...row, outcome: JSON.stringify(withoutPerson(outcome, user, userId(pseudonym))) };
  });
  if (changed.length === 0) return;
  await flight.query(
    `update ${table} t set outcome = c.outcome
     from unnest($2::int[], $3::bigint[], $4::bigint[], $5::text[]) c(epoch, message_id, user_id, outcome)
     where t.chat_id = $1 and t.epoch = c.epoch and t.message_id = c.message_id and t.user_id = c.user_id`,
    [
      chat,
      changed.map(({ epoch }) => epoch),
      changed.map(({ message }) => message),
      changed.map((row) => row.user),
      changed.map(({ outcome }) => outcome),
    ],
  );
}

function withoutPerson(outcome: Outcome, user: UserId, pseudonym: UserId): Outcome {
  const name = fullName({ firstName: '', lastName: null, id: pseudonym });
  const results = outcome.results.map((result) =>
    result.receiver === user ? { ...result, receiver: pseudonym, name } : result,
  );
  const also = outcome.also?.map((other) => withoutPerson(other, user, pseudonym));
  return { ...outcome, results, ...(also && { also }) };
}

/** The person themself, once nothing of them is left in any chat. */
export async function forgetPerson(flight: Flight, user: UserId): Promise<void> {
  if (isPseudonym(user)) return;
  // Their private chat with the bot.
  await flight.query('delete from chats where chat_id = $1', [user]);
  await flight.query('delete from people where user_id = $1', [user]);
  await flight.query('delete from usernames where user_id = $1', [user]);
  await flight.query(`delete from outbox where keep and (chat_id = $1 or body ~ $2)`, [
    user,
    `"to": ?${user}[,}]`,
  ]);
  await flight.query('delete from set_aside where chat_id = $1 or body ~ $2', [user, `"id": ?${user}[,}]`]);
}
