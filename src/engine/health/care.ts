import type { Kept, Verdict } from '../../health/judge.ts';
import { type Healers, whomToTell } from '../../health/whom.ts';
import { type ChatId, chatId, type UserId } from '../../model/ids.ts';
import type { Notice } from '../../model/notice.ts';
import type { Seconds } from '../../model/time.ts';
import type { Flight } from '../../storage/database.ts';
import { bestLanguage } from '../../text/i18n.ts';
import type { People } from '../draft/people.ts';

/** A verdict about a chat, and who may be told of it. */
export interface Case {
  chat: ChatId;
  botId: UserId;
  verdict: Verdict;
  healers: Healers;
  /** People as this batch has left them; null: as they are stored. */
  people: People | null;
  /** Those whom notes tell that are not stored yet. */
  telling: ReadonlySet<UserId>;
  at: Seconds;
}

export interface Care {
  /** What is to be remembered. */
  kept: readonly Kept[];
  notices: readonly Notice[];
}

const REACHED = `select user_id as id, language from people
  where user_id = any($1::bigint[]) and dm_open and not is_bot`;

/** Notes about this chat that were not sent yet. The body is not read as JSON: half a surrogate pair would fail it. */
const PENDING = `select distinct chat_id as id from outbox
  where bot_id = $1 and chat_id = any($2::bigint[]) and job = 'notice' and body like $3 and body like $4`;

/** Finds whom to tell what is missing and what is well again, in private. Within the transaction that found it out. */
export async function careFor(flight: Flight, one: Case): Promise<Care> {
  const { verdict, healers, at } = one;
  const { changed, tell, well } = verdict;
  const notices: Notice[] = [];
  let kept = changed;
  if (tell.length > 0) {
    const { by, addedBy, admins } = healers;
    const known = await reached(flight, one, [...(by ? [by] : []), ...(addedBy ? [addedBy] : []), ...admins]);
    const told = whomToTell(healers, (id) => known.has(id));
    for (const to of told) notices.push(note(one, 'view:ailing', tell, to, known.get(to) ?? null));
    if (told.length > 0)
      kept = changed.map((row) => (tell.includes(row.name) ? { ...row, toldAt: at, toldTo: told } : row));
  }
  if (well.length > 0) {
    const known = await reached(flight, one, [...new Set(well.flatMap(({ toldTo }) => toldTo))]);
    const pending = await unsent(flight, one, [...known.keys()]);
    for (const [to, language] of known) {
      // Who has not read that something is missing need not read that it is there.
      if (pending.has(to)) continue;
      const names = well.filter(({ toldTo }) => toldTo.includes(to)).map(({ name }) => name);
      notices.push(note(one, 'view:mended', names, to, language));
    }
  }
  return { kept, notices };
}

/** Those who have started the bot, with their language: as stored, and as the batch has changed it since. */
async function reached(
  flight: Flight,
  { people }: Case,
  ids: readonly UserId[],
): Promise<Map<UserId, string | null>> {
  const stored = await flight.query<{ id: UserId; language: string | null }>(REACHED, [ids]);
  const found = new Map(stored.map(({ id, language }) => [id, language]));
  for (const id of ids) {
    const row = people?.get(id);
    if (!row) continue;
    if (row.dmOpen && !row.isBot) found.set(id, row.language);
    else found.delete(id);
  }
  return found;
}

async function unsent(
  flight: Flight,
  { botId, chat, telling }: Case,
  ids: readonly UserId[],
): Promise<Set<UserId>> {
  const about = `%"about":${chat},%`;
  const rows = await flight.query<{ id: UserId }>(PENDING, [botId, ids, '%"key":"view:ailing"%', about]);
  return new Set([...telling, ...rows.map(({ id }) => id)]);
}

/** In a private chat, and about a group. What is missing may not be lost, but is not said once it is there again. */
function note(
  { chat, at }: Case,
  key: 'view:ailing' | 'view:mended',
  ailments: readonly string[],
  to: UserId,
  language: string | null,
): Notice {
  return {
    key,
    params: { ailments },
    language: bestLanguage(language),
    chat: chatId(to),
    about: chat,
    thread: null,
    way: 'private',
    to,
    messageId: null,
    query: null,
    answersCommand: false,
    removeAfter: null,
    keep: key === 'view:ailing',
    at,
  };
}
