import type { Notice } from '../model/notice.ts';
import { addNotices } from '../outbox/store.ts';
import type { Flight } from '../storage/database.ts';
import { bulkInsert, replace } from './bulk.ts';
import type { ChatDraft } from './draft.ts';
import type { People } from './people.ts';

const saveMembers = bulkInsert({
  table: 'members',
  columns: {
    chat_id: 'bigint',
    user_id: 'bigint',
    reputation: 'bigint',
    reputation_from_admins: 'bigint',
    experience: 'bigint',
    present: 'boolean',
    messages: 'integer',
    first_seen_at: 'bigint',
    last_seen_at: 'bigint',
    album: 'text',
    album_spoke: 'boolean',
    thanks_given: 'integer',
    thanks_got: 'integer',
    thanks_given_at: 'bigint',
    thanks_got_at: 'bigint',
    minus_given_at: 'bigint',
    minus_got_at: 'bigint',
  },
  conflict: `on conflict (chat_id, user_id) do update set ${replace(
    'reputation',
    'reputation_from_admins',
    'experience',
    'present',
    'messages',
    'last_seen_at',
    'album',
    'album_spoke',
    'thanks_given',
    'thanks_got',
    'thanks_given_at',
    'thanks_got_at',
    'minus_given_at',
    'minus_got_at',
  )}`,
});

const savePeople = bulkInsert({
  table: 'people',
  columns: {
    user_id: 'bigint',
    first_name: 'text',
    last_name: 'text',
    username: 'text',
    is_bot: 'boolean',
    language: 'text',
    dm_open: 'boolean',
    seen_at: 'bigint',
  },
  conflict: `on conflict (user_id) do update set
    ${replace('first_name', 'last_name', 'username', 'is_bot', 'language', 'dm_open', 'seen_at')}
    where people.seen_at <= excluded.seen_at`,
});

const takeNames = bulkInsert({
  table: 'usernames',
  columns: { name: 'text', user_id: 'bigint', seen_at: 'bigint' },
  conflict: `on conflict (name) do update set ${replace('user_id', 'seen_at')}
    where usernames.seen_at <= excluded.seen_at`,
});

const RELEASE_NAMES = `delete from usernames u using unnest($1::text[], $2::bigint[]) r(name, user_id)
  where u.name = r.name and (r.user_id is null or u.user_id = r.user_id)`;

/** Else the former bearer would pass for one who still bears the name when it is seen on them again. */
const CLEAR_FORMER_BEARERS = `update people p set username = null
  from unnest($1::bigint[], $2::text[]) c(user_id, name)
  where p.user_id = c.user_id and lower(p.username) = c.name`;

const savePairs = bulkInsert({
  table: 'pairs',
  columns: {
    chat_id: 'bigint',
    giver_id: 'bigint',
    receiver_id: 'bigint',
    thanks_at: 'bigint',
    minus_at: 'bigint',
  },
  conflict: `on conflict (chat_id, giver_id, receiver_id) do update set ${replace('thanks_at', 'minus_at')}`,
});

/** Added, not replaced: days of members who only wrote were never read. */
const DAY_SUMS = ['messages', 'thanks_given', 'thanks_got', 'minus_given', 'minus_got', 'reputation'];
const saveDays = bulkInsert({
  table: 'day_sums',
  columns: {
    chat_id: 'bigint',
    user_id: 'bigint',
    day: 'integer',
    messages: 'integer',
    thanks_given: 'integer',
    thanks_got: 'integer',
    minus_given: 'integer',
    minus_got: 'integer',
    reputation: 'bigint',
  },
  conflict: `on conflict (chat_id, user_id, day) do update set
    ${DAY_SUMS.map((name) => `${name} = day_sums.${name} + excluded.${name}`).join(', ')}`,
});

const saveEntries = bulkInsert({
  table: 'entries',
  columns: {
    chat_id: 'bigint',
    id: 'bigint',
    at: 'bigint',
    kind: 'text',
    giver_id: 'bigint',
    receiver_id: 'bigint',
    giver_role: 'text',
    reputation: 'bigint',
    experience: 'bigint',
    epoch: 'integer',
    message_id: 'bigint',
    reason: 'text',
    reverses: 'bigint',
  },
  // None: an entry that stands already is a fault that must be heard.
  conflict: '',
});

const saveMessages = bulkInsert({
  table: 'messages',
  columns: {
    chat_id: 'bigint',
    epoch: 'integer',
    message_id: 'bigint',
    user_id: 'bigint',
    at: 'bigint',
    kind: 'text',
    length: 'integer',
    words: 'integer',
    reply_to: 'bigint',
    thread: 'bigint',
    rule: 'text',
    outcome: 'text',
  },
  conflict: `on conflict (chat_id, epoch, message_id) do update set ${replace('rule', 'outcome')}
    where messages.outcome is null and excluded.outcome is not null`,
});

const saveVersions = bulkInsert({
  table: 'settings_versions',
  columns: {
    chat_id: 'bigint',
    version: 'integer',
    settings: 'text',
    changed_by: 'bigint',
    changed_at: 'bigint',
  },
  conflict: '',
});

const SAVE_CHATS = `update chats c set type = r.type, title = r.title, username = r.username,
    is_forum = r.is_forum <> 0, settings_version = r.settings_version, settings = r.settings, admins = r.admins,
    bot_status = r.bot_status, bot_can_write = r.bot_can_write <> 0, bot_can_delete = r.bot_can_delete <> 0,
    last_entry = r.last_entry, last_thanks_at = r.last_thanks_at, last_minus_at = r.last_minus_at,
    last_event_at = r.last_event_at
  from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::integer[], $7::text[],
    $8::text[], $9::text[], $10::integer[], $11::integer[], $12::bigint[], $13::bigint[], $14::bigint[],
    $15::bigint[]) r(chat_id, type, title, username, is_forum, settings_version, settings, admins, bot_status,
    bot_can_write, bot_can_delete, last_entry, last_thanks_at, last_minus_at, last_event_at)
  where c.chat_id = r.chat_id`;

/**
 * Sends every change of a batch, a statement a table, without waiting for answers: they travel together with
 * the commit. Rows are sorted, so that two processes never wait for each other crosswise.
 */
export function save(
  flight: Flight,
  drafts: readonly ChatDraft[],
  people: People,
  notices: readonly Notice[],
  botId: number,
): void {
  const chats = [...drafts].sort((a, b) => a.row.chatId - b.row.chatId);
  saveChatRows(flight, chats);
  send(saveMembers(flight, chats.flatMap(memberRows)));
  savePersons(flight, people);
  send(savePairs(flight, chats.flatMap(pairRows)));
  send(saveDays(flight, chats.flatMap(dayRows)));
  send(saveEntries(flight, chats.flatMap(entryRows)));
  send(saveMessages(flight, chats.flatMap(messageRows)));
  send(
    saveVersions(
      flight,
      chats.flatMap(({ row, versions }) =>
        versions.map((version) => [row.chatId, version.version, version.settings, version.by, version.at]),
      ),
    ),
  );
  if (notices.length > 0) send(addNotices(flight, botId, notices));
}

/** Its failure is the transaction's failure, told by the commit. */
function send(sent: Promise<unknown> | null): void {
  sent?.catch(() => undefined);
}

function saveChatRows(flight: Flight, drafts: readonly ChatDraft[]): void {
  const rows = drafts.filter((draft) => draft.changed.chat).map((draft) => draft.row);
  if (rows.length === 0) return;
  const column = (read: (row: ChatDraft['row']) => string | number | boolean | null) =>
    rows.map((row) => {
      const value = read(row);
      return typeof value === 'boolean' ? Number(value) : value;
    });
  send(
    flight.query(SAVE_CHATS, [
      column((row) => row.chatId),
      column((row) => row.type),
      column((row) => row.title),
      column((row) => row.username),
      column((row) => row.isForum),
      column((row) => row.settingsVersion),
      column((row) => row.settings),
      column((row) => row.admins),
      column((row) => row.botStatus),
      column((row) => row.botCanWrite),
      column((row) => row.botCanDelete),
      column((row) => row.lastEntry),
      column((row) => row.lastThanksAt),
      column((row) => row.lastMinusAt),
      column((row) => row.lastEventAt),
    ]),
  );
}

function savePersons(flight: Flight, people: People): void {
  const changed = [...people.changed].sort((a, b) => a - b).flatMap((id) => people.get(id) ?? []);
  send(
    savePeople(
      flight,
      changed.map((row) => [
        row.userId,
        row.firstName,
        row.lastName,
        row.username,
        row.isBot,
        row.language,
        row.dmOpen,
        row.seenAt,
      ]),
    ),
  );
  if (people.released.size > 0) {
    const released = [...people.released].sort();
    send(flight.query(RELEASE_NAMES, [released.map(([name]) => name), released.map(([, id]) => id)]));
  }
  if (people.cleared.size > 0) {
    const cleared = [...people.cleared].sort(([a], [b]) => a - b);
    send(flight.query(CLEAR_FORMER_BEARERS, [cleared.map(([id]) => id), cleared.map(([, name]) => name)]));
  }
  const taken = [...people.taken].sort(([a], [b]) => (a < b ? -1 : 1));
  send(
    takeNames(
      flight,
      taken.map(([name, { id, since }]) => [name, id, since]),
    ),
  );
}

function memberRows({ row: { chatId }, members, changed }: ChatDraft) {
  return [...changed.members]
    .sort((a, b) => a - b)
    .flatMap((id) => {
      const row = members.get(id);
      if (!row) return [];
      return [
        [
          chatId,
          id,
          row.reputation,
          row.reputationFromAdmins,
          row.experience,
          row.present,
          row.messages,
          row.firstSeenAt,
          row.lastSeenAt,
          row.album,
          row.albumSpoke,
          row.thanksGiven,
          row.thanksGot,
          row.thanksGivenAt,
          row.thanksGotAt,
          row.minusGivenAt,
          row.minusGotAt,
        ],
      ];
    });
}

function pairRows({ row: { chatId }, pairs, changed }: ChatDraft) {
  return [...changed.pairs].sort().flatMap((key) => {
    const pair = pairs.get(key);
    return pair ? [[chatId, pair.giver, pair.receiver, pair.thanksAt, pair.minusAt]] : [];
  });
}

function dayRows({ row: { chatId }, days, changed }: ChatDraft) {
  return [...changed.days].sort().flatMap((key) => {
    const day = days.get(key);
    if (!day) return [];
    const { messages, thanksGiven, thanksGot, minusGiven, minusGot, reputation } = day.added;
    return [
      [chatId, day.userId, day.day, messages, thanksGiven, thanksGot, minusGiven, minusGot, reputation],
    ];
  });
}

function entryRows({ row: { chatId }, entries }: ChatDraft) {
  return entries.map((entry) => [
    chatId,
    entry.id,
    entry.at,
    entry.kind,
    entry.giver,
    entry.receiver,
    entry.giverRole,
    entry.reputation,
    entry.experience,
    entry.epoch,
    entry.messageId,
    entry.reason,
    entry.reverses,
  ]);
}

function messageRows({ row: { chatId }, messages }: ChatDraft) {
  return [...messages.values()].map((message) => [
    chatId,
    message.epoch,
    message.messageId,
    message.userId,
    message.at,
    message.kind,
    message.length,
    message.words,
    message.replyTo,
    message.thread,
    message.rule,
    message.outcome,
  ]);
}
