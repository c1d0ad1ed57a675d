import type { BotStatus } from '../model/event.ts';
import type { TroubleName } from '../model/trouble.ts';
import type { Flight } from '../storage/database.ts';

/** Where the bot stands in chats and with people, as the ladder must know it and as Telegram's refusals teach it. */

export interface StoredFacts {
  migratedTo: number | null;
  botStatus: BotStatus;
  botCanWrite: boolean;
  botCanDelete: boolean;
  dmOpen: boolean;
  troubles: readonly MetTrouble[];
}

/** What the chat was seen not to take, and has not taken since. `told`: somebody knows of it. */
export interface MetTrouble {
  name: TroubleName;
  detail: string | null;
  told: boolean;
}

/** What the ladder must know, read when it is needed: at most 30 a second, and never stale. */
export async function readFacts(flight: Flight, chat: number, person: number | null): Promise<StoredFacts> {
  const [row] = await flight.query<Partial<Omit<StoredFacts, 'troubles'>> & { troubles: string | null }>(
    `select c.migrated_to as "migratedTo", c.bot_status as "botStatus", c.bot_can_write as "botCanWrite",
       c.bot_can_delete as "botCanDelete", p.dm_open as "dmOpen",
       (select json_agg(json_build_object('name', a.ailment, 'detail', a.detail, 'told', a.told_at is not null))::text
        from ailments a where a.chat_id = $1 and a.healed_at is null
          and a.ailment in ('cannot_write', 'topic_closed', 'reaction_refused')) as troubles
     from (select 1) as always
     left join chats c on c.chat_id = $1
     left join people p on p.user_id = $2`,
    [chat, person],
  );
  return {
    migratedTo: row?.migratedTo ?? null,
    botStatus: row?.botStatus ?? 'unknown',
    botCanWrite: row?.botCanWrite ?? true,
    botCanDelete: row?.botCanDelete ?? false,
    dmOpen: row?.dmOpen ?? false,
    troubles: row?.troubles ? (JSON.parse(row.troubles) as MetTrouble[]) : [],
  };
}

/**
 * The bot was put out of a group, or muted: says so in the chat's row and drops what waited for it. What is kept
 * stays: it may still reach its person in private. Returns how many rows were dropped.
 */
export async function closeChat(
  flight: Flight,
  botId: number,
  chat: number,
  why: 'out' | 'muted',
): Promise<number> {
  const mark = why === 'out' ? `bot_status = 'out'` : 'bot_can_write = false';
  const rows = await flight.query(
    `with gone as (
       delete from outbox where bot_id = $1 and chat_id = $2 and not keep and (job = 'notice' or $3 = 1)
       returning id
     ), marked as (update chats set ${mark} where chat_id = $2)
     select id from gone`,
    [botId, chat, why === 'out' ? 1 : 0],
  );
  return rows.length;
}

/** The bot could write after all. */
export async function reopenChat(flight: Flight, chat: number): Promise<void> {
  await flight.query('update chats set bot_can_write = true where chat_id = $1', [chat]);
}

/** A person has blocked the bot or never started it: nothing more is tried in private until they start it. */
export async function closePerson(flight: Flight, botId: number, person: number): Promise<number> {
  const rows = await flight.query(
    `with gone as (
       delete from outbox where bot_id = $1 and chat_id = $2 and not keep returning id
     ), marked as (update people set dm_open = false where user_id = $2)
     select id from gone`,
    [botId, person],
  );
  return rows.length;
}

/**
 * A group goes on as a supergroup. The body keeps the old id, so that a reader knows that its message numbers
 * mean nothing any more; for the same reason removals are dropped.
 */
export async function readdress(flight: Flight, botId: number, from: number, to: number): Promise<void> {
  await flight.query(
    `with gone as (delete from outbox where bot_id = $1 and chat_id = $2 and job = 'delete')
     update outbox set chat_id = $3 where bot_id = $1 and chat_id = $2 and job = 'notice'`,
    [botId, from, to],
  );
}
