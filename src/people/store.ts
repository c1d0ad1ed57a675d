import { and, count, eq } from 'drizzle-orm';
import type { ChatId, UserId } from '../model/ids.ts';
import { fullName } from '../model/person.ts';
import type { Database } from '../storage/database.ts';
import { chats, members, people, usernames } from './tables.ts';

/** Someone in a chat, as a view shows them. */
export interface KnownMember {
  userId: number;
  firstName: string;
  lastName: string | null;
  isBot: boolean;
  reputation: number;
  reputationFromAdmins: number;
  experience: number;
  title: number | null;
  holdings: string | null;
  thanksGiven: number;
  thanksGot: number;
  present: boolean;
  /** In no rating. */
  hidden: boolean;
}

export type KnownChat = typeof chats.$inferSelect;

export async function findChat({ orm }: Database, chatId: number): Promise<KnownChat | null> {
  const [row] = await orm.select().from(chats).where(eq(chats.chatId, chatId));
  return row ?? null;
}

/** The admins of chats as they are known. */
export async function adminsOf(
  database: Database,
  chatIds: readonly ChatId[],
): Promise<Map<ChatId, UserId[]>> {
  const rows = await database.query<{ id: ChatId; admins: string }>(
    'select chat_id as id, admins from chats where chat_id = any($1::bigint[])',
    [chatIds],
  );
  return new Map(rows.map(({ id, admins }) => [id, JSON.parse(admins) as UserId[]]));
}

/** Whether the bot is in a group, as far as is known. */
export async function isInside(database: Database, chatId: number): Promise<boolean> {
  const chat = await findChat(database, chatId);
  return chat !== null && chat.migratedTo === null && chat.botStatus !== 'out';
}

/** What groups are called. */
export async function titlesIn(database: Database, chatIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await database.query<{ id: number; title: string }>(
    'select chat_id as id, title from chats where chat_id = any($1::bigint[])',
    [chatIds],
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
}

/** Groups that somebody administers and that the bot is in, by title. */
export async function administeredBy(
  database: Database,
  userId: number,
): Promise<{ chatId: number; title: string }[]> {
  return database.query<{ chatId: number; title: string }>(
    `select chat_id as "chatId", title from chats
     where admins::jsonb @> $1::text::jsonb and chat_id < 0 and migrated_to is null and bot_status <> 'out'
     order by lower(title), chat_id`,
    [JSON.stringify([userId])],
  );
}

/** A member by id. Null for somebody never seen in this chat. */
export async function findMember(
  { orm }: Database,
  chatId: number,
  userId: number,
): Promise<KnownMember | null> {
  const [row] = await orm
    .select({
      userId: members.userId,
      firstName: people.firstName,
      lastName: people.lastName,
      isBot: people.isBot,
      reputation: members.reputation,
      reputationFromAdmins: members.reputationFromAdmins,
      experience: members.experience,
      title: members.title,
      holdings: members.holdings,
      thanksGiven: members.thanksGiven,
      thanksGot: members.thanksGot,
      present: members.present,
      hidden: members.hidden,
    })
    .from(members)
    .innerJoin(people, eq(people.userId, members.userId))
    .where(and(eq(members.chatId, chatId), eq(members.userId, userId)));
  return row ?? null;
}

/** So many members are looked through at most: no index knows who has most experience. */
const LOOKED_THROUGH = 1000;

/** Some members with experience who may be shown, the most experienced first. */
export async function readSomeExperienced(
  database: Database,
  chatId: number,
): Promise<{ id: number; firstName: string; lastName: string | null; experience: number }[]> {
  return database.query(
    `select id, "firstName", "lastName", experience from (
       select m.user_id as id, p.first_name as "firstName", p.last_name as "lastName", m.experience
       from members m join people p on p.user_id = m.user_id
       where m.chat_id = $1::bigint and m.experience > 0 and m.present and not m.hidden and not p.is_bot
       order by m.user_id limit ${LOOKED_THROUGH}) looked
     order by experience desc, id`,
    [chatId],
  );
}

/** What somebody is called. Null: never seen anywhere. */
export async function findName({ orm }: Database, userId: number): Promise<string | null> {
  const [row] = await orm
    .select({ firstName: people.firstName, lastName: people.lastName })
    .from(people)
    .where(eq(people.userId, userId));
  return row ? fullName({ ...row, id: userId }) : null;
}

/** Who bears a @username now, as far as was seen. */
export async function findByName({ orm }: Database, name: string): Promise<number | null> {
  const [row] = await orm
    .select({ userId: usernames.userId })
    .from(usernames)
    .where(eq(usernames.name, name.toLowerCase()));
  return row?.userId ?? null;
}

/** How many are in a chat, as far as was seen. */
export async function countPresent({ orm }: Database, chatId: number): Promise<number> {
  const [row] = await orm
    .select({ people: count() })
    .from(members)
    .where(and(eq(members.chatId, chatId), eq(members.present, true)));
  return row?.people ?? 0;
}

/** Whether somebody administers both of two groups, under the ids they have now. */
export async function haveCommonAdmin(database: Database, one: number, other: number): Promise<boolean> {
  const found = await database.query(
    `select 1 from chats o join chats a on a.chat_id = coalesce(o.migrated_to, o.chat_id),
       chats p join chats b on b.chat_id = coalesce(p.migrated_to, p.chat_id),
       jsonb_array_elements(a.admins::jsonb) who
     where o.chat_id = $1::bigint and p.chat_id = $2::bigint and b.admins::jsonb @> who limit 1`,
    [one, other],
  );
  return found.length > 0;
}

/** What people are called; those never seen are left out. */
export async function findNames(database: Database, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<{ id: number; firstName: string; lastName: string | null }>(
    `select user_id as id, first_name as "firstName", last_name as "lastName" from people where user_id = any($1::bigint[])`,
    [[...ids]],
  );
  return new Map(rows.map((row) => [row.id, fullName(row)]));
}
