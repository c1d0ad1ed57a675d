import type { ChatEvent, MessageEvent } from '../../model/event.ts';
import type { ChatId, UserId } from '../../model/ids.ts';
import { groupName, linkIn } from '../../ranks/reward-change.ts';
import type { Flight } from '../../storage/database.ts';
import type { ChatDraft } from '../draft.ts';
import type { Prompts } from './panels.ts';

// Groups that rewards are to lead into: looked for only where a command or a file names one.

/** In which chat, who, and the group as it was written, by `groupName`. */
export type LinkNeed = [ChatId, UserId, string];

/** A group of which somebody may send others links. */
export interface LinkedGroup {
  id: number;
  title: string;
  /** They are an admin there. */
  admin: boolean;
  /** The bot can make links there, as far as is known. */
  able: boolean;
}

const GROUPS = `select n.c as "chatId", n.u as "userId", n.written, c.chat_id as id, c.title, c.username,
    c.admins::jsonb @> jsonb_build_array(n.u) as admin, c.bot_status = 'admin' and c.bot_can_invite is not false as able
  from unnest($1::bigint[], $2::bigint[], $3::text[]) n(c, u, written)
  join chats c on (c.chat_id::text = n.written or lower(c.username) = n.written
      or c.admins::jsonb @> jsonb_build_array(n.u))
    and c.type <> 'private' and c.migrated_to is null`;

/** Longer than any id, name or title. */
const LONGEST_NAME = 256;
const MOST_IN_A_FILE = 50;

/** What an event may name. */
export function linksIn(event: ChatEvent, prompts: Prompts): readonly LinkNeed[] {
  if (event.is !== 'message' || event.author.is !== 'person') return NO_LINKS;
  const { id } = event.author.person;
  if (!event.command) return typedLinks(event, id, prompts);
  return namesIn(event).map((name) => [event.chat.id, id, name]);
}

const NO_LINKS: readonly LinkNeed[] = [];

/** Words that a panel may wait for: in private, or in reply to the bot. */
function typedLinks(event: MessageEvent, id: UserId, prompts: Prompts): readonly LinkNeed[] {
  const inPrivate = event.chat.type === 'private';
  if (!inPrivate && !(event.reply.to === 'message' && event.reply.author.is === 'bot')) return NO_LINKS;
  const words = event.spelt ?? event.text;
  const name = words.includes('link=') ? shortEnough(linkIn(words)) : null;
  if (name === null) return NO_LINKS;
  const chats = inPrivate ? (prompts.get(id) ?? []) : [event.chat.id];
  return chats.map((chat) => [chat, id, name]);
}

const NONE: readonly string[] = [];

function namesIn({ command, fetched }: MessageEvent): readonly string[] {
  const request = command?.request;
  if (request?.ask === 'reward') return request.words.flatMap((words) => shortEnough(linkIn(words)) ?? []);
  if (request?.ask !== 'import' || !fetched || !('text' in fetched)) return NONE;
  const found = fetched.text.matchAll(/\blink=(-?\d{1,16}|@\w{1,32})/g);
  return [...new Set([...found].map(([, name = '']) => groupName(name)))].slice(0, MOST_IN_A_FILE);
}

const shortEnough = (name: string | null) => (name !== null && name.length <= LONGEST_NAME ? name : null);

type GroupAnswer = LinkedGroup & { chatId: ChatId; userId: UserId; written: string; username: string | null };

/** A flight of its own: next to no batch has one. */
export async function loadLinks(
  flight: Flight,
  needs: readonly LinkNeed[],
  chats: ReadonlyMap<ChatId, ChatDraft>,
): Promise<void> {
  if (needs.length === 0) return;
  const rows = await flight.query<GroupAnswer>(GROUPS, [
    needs.map(([chat]) => chat),
    needs.map(([, user]) => user),
    needs.map(([, , written]) => written),
  ]);
  for (const [chatId, userId, written] of needs) {
    const theirs = rows.filter(
      (row) => row.chatId === chatId && row.userId === userId && row.written === written,
    );
    const group = meant(theirs, written);
    if (!group) continue;
    const { id, title, admin, able } = group;
    chats.get(chatId)?.rewards.groups.set(`${userId} ${written}`, { id, title, admin, able });
  }
}

/** The group of an id or a @name; else the one that they administer under this title, where it is one alone. */
function meant(rows: readonly GroupAnswer[], written: string): GroupAnswer | undefined {
  const named = rows.find(
    ({ id, username }) => String(id) === written || username?.toLowerCase() === written,
  );
  if (named?.admin) return named;
  // Compared here: what a database takes for lower case hangs on its locale.
  const titled = rows.filter(({ title, admin }) => admin && groupName(title) === written);
  return titled.length === 1 ? titled[0] : named;
}
