import { switchesOf, titlesOf } from '../engine/ranks/titles.ts';
import { curveOf, rulesOf } from '../engine/rules-of.ts';
import { levelOf } from '../model/curve.ts';
import { fullName } from '../model/person.ts';
import { DAY } from '../model/time.ts';
import { titleOf } from '../ranks/ladder.ts';
import type { Database } from '../storage/database.ts';
import { type ExportedRanks, exportRanks } from './export-ranks.ts';

/** A chat as `npm run export` writes it; the names are a contract, which may grow. */
export interface ExportedChat extends ExportedRanks {
  chat: { id: number; title: string };
  /** What the chat's admins changed; all else is default. */
  settings: Record<string, unknown>;
  members: ExportedMember[];
  entries: ExportedEntry[];
}

export interface ExportedMember {
  user_id: number;
  username: string | null;
  name: string;
  reputation: number;
  reputation_from_admins: number;
  experience: number;
  level: number;
  voice_seconds: number;
  title: string | null;
}

export interface ExportedEntry {
  id: number;
  /** ISO 8601, UTC. */
  at: string;
  kind: string;
  /** Null for the system, and for an anonymous admin. */
  giver_id: number | null;
  receiver_id: number;
  giver_role: string;
  reputation: number;
  experience: number;
  message_id: number | null;
  reason: string | null;
  reverses: number | null;
}

/** Ids of all chats that hold anything, in order. What was upgraded stands under its new id only. */
export async function chatIds(database: Database): Promise<number[]> {
  const rows = await database.query<{ id: number }>(
    `select chat_id as id from chats where migrated_to is null and type <> 'private' order by chat_id`,
  );
  return rows.map((row) => row.id);
}

/** Everything of one chat, members by `user_id`, entries by `id`. An id from before an upgrade is followed. Null: unknown. */
export async function exportChat(database: Database, id: number): Promise<ExportedChat | null> {
  const chat = await currentChat(database, id);
  if (!chat) return null;
  return {
    chat: { id: chat.id, title: chat.title },
    settings: JSON.parse(chat.settings) as Record<string, unknown>,
    members: await exportMembers(database, chat),
    entries: [...(await exportActivity(database, chat.id)), ...(await exportEntries(database, chat.id))],
    ...(await exportRanks(database, chat.id, ladderOf(chat), chat.rewards)),
  };
}

interface ChatHead {
  id: number;
  title: string;
  settings: string;
  ladder: string;
  rewards: string;
}

const ladderOf = ({ ladder, settings }: ChatHead) =>
  titlesOf(ladder, rulesOf(settings).settings.language).ladder;

async function currentChat(database: Database, id: number): Promise<ChatHead | undefined> {
  const [chat] = await database.query<ChatHead>(
    `select now.chat_id as id, now.title, now.settings, now.ladder, now.rewards from chats asked
     join chats now on now.chat_id = coalesce(asked.migrated_to, asked.chat_id) where asked.chat_id = $1`,
    [id],
  );
  return chat;
}

type MemberRow = Omit<ExportedMember, 'name' | 'level' | 'voice_seconds' | 'title'> & {
  first_name: string | null;
  last_name: string | null;
  title: number | null;
};

async function exportMembers(database: Database, chat: ChatHead): Promise<ExportedMember[]> {
  const { settings } = rulesOf(chat.settings);
  const curve = curveOf(settings);
  const ladder = ladderOf(chat);
  const switches = switchesOf(settings);
  const rows = await database.query<MemberRow>(
    `select m.user_id, p.username, p.first_name, p.last_name, m.reputation, m.reputation_from_admins, m.experience, m.title
     from members m left join people p on p.user_id = m.user_id
     where m.chat_id = $1 and not coalesce(p.is_bot, false) order by m.user_id`,
    [chat.id],
  );
  return rows.map(({ first_name, last_name, ...row }) => ({
    user_id: row.user_id,
    username: row.username,
    name: fullName({ firstName: first_name ?? '', lastName: last_name, id: row.user_id }),
    reputation: row.reputation,
    reputation_from_admins: row.reputation_from_admins,
    experience: row.experience,
    level: levelOf(curve, row.experience),
    // Voice is not kept yet: nobody has any.
    voice_seconds: 0,
    title: titleOf(row.experience, row.reputation, ladder, switches, row.title)?.name ?? null,
  }));
}

/**
 * What taking part has earned, summed by member and day: no line of the ledger holds it. Such lines are numbered below
 * zero, so that all numbers are different and the ledger's own remain what they are. A day is told by its noon, UTC.
 */
async function exportActivity(database: Database, chat: number): Promise<ExportedEntry[]> {
  const rows = await database.query<{ day: number; user_id: number; activity: number }>(
    `select day, user_id, sum(activity)::bigint as activity from member_days where chat_id = $1 and activity <> 0
     group by day, user_id having sum(activity) <> 0 order by day, user_id`,
    [chat],
  );
  return rows.map(({ day, user_id, activity }, index) => ({
    id: index - rows.length,
    at: new Date((day * DAY + DAY / 2) * 1000).toISOString(),
    kind: 'activity',
    giver_id: null,
    receiver_id: user_id,
    giver_role: 'system',
    reputation: 0,
    experience: activity,
    message_id: null,
    reason: null,
    reverses: null,
  }));
}

async function exportEntries(database: Database, chat: number): Promise<ExportedEntry[]> {
  const rows = await database.query<Omit<ExportedEntry, 'at'> & { at: number }>(
    `select id, at, kind, giver_id, receiver_id, giver_role, reputation, experience, message_id, reason, reverses
     from entries where chat_id = $1 order by id`,
    [chat],
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at * 1000).toISOString() }));
}
