import type { ChatId } from '../../model/ids.ts';
import { MEMBER, PAIR, PERSON } from './columns.ts';

// What is read of the tables that most batches are about.

export const LOCK = `select chat_id as "chatId", type, title, username, is_forum as "isForum", epoch,
  migrated_to as "migratedTo", settings_version as "settingsVersion", settings, triggers,
  triggers_fired as "triggersFired", ladder, rewards, admins, bot_status as "botStatus",
  bot_can_write as "botCanWrite", bot_can_delete as "botCanDelete", last_entry as "lastEntry",
  last_thanks_at as "lastThanksAt", last_minus_at as "lastMinusAt", texts_at as "textsAt", last_event_at as "lastEventAt",
  reactions_wait_until as "reactionsWaitUntil", due_at as "dueAt", spans_due_at as "spansDueAt", climate,
  ranked_to as "rankedTo", rank_bits as "rankBits"
  from chats where chat_id = any($1::bigint[]) order by chat_id for no key update`;

export const MEMBERS = `select n.c as "chatId", n.u as "userId", p.user_id is not null as seen, ${PERSON}, ${MEMBER}
  from unnest($1::bigint[], $2::bigint[]) n(c, u)
  left join people p on p.user_id = n.u
  left join members m on m.chat_id = n.c and m.user_id = n.u`;

export const NAMES = `select n.c as "chatId", h.user_id as "userId", true as seen, ${PERSON}, ${MEMBER}
  from unnest($1::bigint[], $2::text[]) n(c, name)
  join usernames h on h.name = n.name
  join people p on p.user_id = h.user_id
  left join members m on m.chat_id = n.c and m.user_id = h.user_id`;

export type HolderAnswer = { name: string; id: number; since: number };

export const HOLDERS = `select h.name, h.user_id as id, h.seen_at as since
  from unnest($1::text[]) n(name) join usernames h on h.name = n.name`;

export const PAIRS = `select ${PAIR} from unnest($1::bigint[], $2::bigint[], $3::bigint[]) n(c, g, r)
  join pairs p on p.chat_id = n.c and p.giver_id = n.g and p.receiver_id = n.r`;

export const NAMED_PAIRS = `select ${PAIR} from unnest($1::bigint[], $2::bigint[], $3::text[]) n(c, g, name)
  join usernames h on h.name = n.name
  join pairs p on p.chat_id = n.c and ((p.giver_id = n.g and p.receiver_id = h.user_id)
    or (p.giver_id = h.user_id and p.receiver_id = n.g))`;

export type VersionAnswer = { chatId: ChatId; version: number; settings: string };

export const VERSIONS = `select v.chat_id as "chatId", v.version, v.settings from unnest($1::bigint[], $2::int[]) n(c, version)
  join settings_versions v on v.chat_id = n.c and v.version = n.version`;
