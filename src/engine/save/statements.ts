import { bulkInsert, replace } from './bulk.ts';

// What a batch writes: a statement a table, prepared once, whatever the number of rows.

export const saveMembers = bulkInsert({
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
    told_at: 'bigint',
    earned_at: 'bigint',
    last_text: 'integer',
    title: 'integer',
    unannounced: 'boolean',
    hidden: 'boolean',
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
    'told_at',
    'earned_at',
    'last_text',
    'title',
    'unannounced',
    'hidden',
  )}`,
});

export const savePeople = bulkInsert({
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

export const takeNames = bulkInsert({
  table: 'usernames',
  columns: { name: 'text', user_id: 'bigint', seen_at: 'bigint' },
  conflict: `on conflict (name) do update set ${replace('user_id', 'seen_at')}
    where usernames.seen_at <= excluded.seen_at`,
});

export const RELEASE_NAMES = `delete from usernames u using unnest($1::text[], $2::bigint[]) r(name, user_id)
  where u.name = r.name and (r.user_id is null or u.user_id = r.user_id)`;

/** By itself: what a person chose must not be written over by a batch that has read them before. */
export const CHOOSE_LANGUAGES = `update people p set speaks = c.language
  from unnest($1::bigint[], $2::text[]) c(user_id, language) where p.user_id = c.user_id`;

/** Else the former bearer would pass for one who still bears the name when it is seen on them again. */
export const CLEAR_FORMER_BEARERS = `update people p set username = null
  from unnest($1::bigint[], $2::text[]) c(user_id, name)
  where p.user_id = c.user_id and lower(p.username) = c.name`;

export const savePairs = bulkInsert({
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
const DAY_SUMS = [
  ...['messages', 'thanks_given', 'thanks_got', 'minus_given', 'minus_got', 'reputation'],
  ...['experience', 'activity', 'experience_got'],
];
export const saveDays = bulkInsert({
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
    experience: 'bigint',
    activity: 'bigint',
    experience_got: 'bigint',
  },
  conflict: `on conflict (chat_id, user_id, day) do update set
    ${DAY_SUMS.map((name) => `${name} = day_sums.${name} + excluded.${name}`).join(', ')}`,
});

export const saveEntries = bulkInsert({
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

export const saveMessages = bulkInsert({
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

export const saveQuestions = bulkInsert({
  table: 'questions',
  columns: {
    chat_id: 'bigint',
    user_id: 'bigint',
    message_id: 'bigint',
    kind: 'text',
    step: 'integer',
    asked_at: 'bigint',
    about: 'bigint',
    amount: 'bigint',
    reason: 'text',
    payload: 'text',
  },
  conflict: `on conflict (chat_id, user_id) do update set
    ${replace('message_id', 'kind', 'step', 'asked_at', 'about', 'amount', 'reason', 'payload')}`,
});

export const DROP_QUESTIONS = `delete from questions q using unnest($1::bigint[], $2::bigint[]) r(c, u)
  where q.chat_id = r.c and q.user_id = r.u`;

export const savePanels = bulkInsert({
  table: 'panels',
  columns: {
    chat_id: 'bigint',
    user_id: 'bigint',
    session: 'bigint',
    step: 'integer',
    page: 'text',
    place: 'bigint',
    message_id: 'bigint',
    ephemeral_id: 'bigint',
    pressed_at: 'bigint',
    base_version: 'integer',
    changes: 'text',
  },
  conflict: `on conflict (chat_id, user_id) do update set ${replace(
    'session',
    'step',
    'page',
    'place',
    'message_id',
    'ephemeral_id',
    'pressed_at',
    'base_version',
    'changes',
  )}`,
});

export const DROP_PANELS = `delete from panels p using unnest($1::bigint[], $2::bigint[]) r(c, u)
  where p.chat_id = r.c and p.user_id = r.u`;

export const saveReactions = bulkInsert({
  table: 'reactions',
  columns: {
    chat_id: 'bigint',
    epoch: 'integer',
    message_id: 'bigint',
    user_id: 'bigint',
    at: 'bigint',
    entry: 'bigint',
    outcome: 'text',
    waiting: 'text',
    counted: 'boolean',
  },
  conflict: `on conflict (chat_id, epoch, message_id, user_id) do update set
    ${replace('at', 'entry', 'outcome', 'waiting', 'counted')}`,
});

export const RETELL = `update messages m set outcome = r.outcome
  from unnest($1::bigint[], $2::integer[], $3::bigint[], $4::text[]) r(chat_id, epoch, message_id, outcome)
  where m.chat_id = r.chat_id and m.epoch = r.epoch and m.message_id = r.message_id`;

export const saveOffers = bulkInsert({
  table: 'air_offers',
  columns: {
    chat_id: 'bigint',
    message_id: 'bigint',
    giver_id: 'bigint',
    at: 'bigint',
    thread: 'integer',
    rule: 'text',
    people: 'text',
    answered: 'boolean',
  },
  conflict: `on conflict (chat_id, message_id) do update set ${replace('answered')}`,
});

export const saveVersions = bulkInsert({
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

export const saveTriggers = bulkInsert({
  table: 'triggers',
  columns: {
    chat_id: 'bigint',
    id: 'integer',
    phrase: 'text',
    match: 'text',
    reputation: 'integer',
    experience: 'integer',
    text: 'text',
    from_whom: 'text',
    to_whom: 'text',
    pause: 'integer',
  },
  conflict: `on conflict (chat_id, id) do update set ${replace(
    'phrase',
    'match',
    'reputation',
    'experience',
    'text',
    'from_whom',
    'to_whom',
    'pause',
  )}`,
});

export const REMOVE_TRIGGERS = `delete from triggers t using unnest($1::bigint[], $2::integer[]) r(chat_id, id)
  where t.chat_id = r.chat_id and t.id = r.id`;

export const saveAilments = bulkInsert({
  table: 'ailments',
  columns: {
    chat_id: 'bigint',
    ailment: 'text',
    since: 'bigint',
    told_at: 'bigint',
    told_to: 'text',
    healed_at: 'bigint',
    detail: 'text',
  },
  conflict: `on conflict (chat_id, ailment) do update set
    ${replace('since', 'told_at', 'told_to', 'healed_at', 'detail')}`,
});

export const SAVE_ADDED_BY = `update chats c set added_by = r.added_by
  from unnest($1::bigint[], $2::bigint[]) r(chat_id, added_by) where c.chat_id = r.chat_id`;

export const SAVE_CHATS = `update chats c set type = r.type, title = r.title, username = r.username,
    is_forum = r.is_forum <> 0, settings_version = r.settings_version, settings = r.settings, triggers = r.triggers,
    triggers_fired = r.triggers_fired, admins = r.admins, ladder = r.ladder,
    bot_status = r.bot_status, bot_can_write = r.bot_can_write <> 0, bot_can_delete = r.bot_can_delete <> 0,
    last_entry = r.last_entry, last_thanks_at = r.last_thanks_at, last_minus_at = r.last_minus_at,
    texts_at = r.texts_at, last_event_at = r.last_event_at, reactions_wait_until = r.reactions_wait_until
  from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::integer[], $7::text[],
    $8::text[], $9::text[], $10::text[], $11::text[], $12::integer[], $13::integer[], $14::bigint[],
    $15::bigint[], $16::bigint[], $17::text[], $18::bigint[], $19::bigint[], $20::text[]) r(chat_id, type, title, username, is_forum,
    settings_version, settings, triggers, triggers_fired, admins, bot_status, bot_can_write, bot_can_delete, last_entry,
    last_thanks_at, last_minus_at, texts_at, last_event_at, reactions_wait_until, ladder)
  where c.chat_id = r.chat_id`;
