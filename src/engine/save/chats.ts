import type { Flight } from '../../storage/database.ts';
import { ailmentRow } from '../draft/health.ts';
import type { ChatDraft } from '../draft.ts';
import { bulkInsert, replace, send } from './bulk.ts';

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

export function saveChatRows(flight: Flight, drafts: readonly ChatDraft[]): void {
  const rows = drafts.filter((draft) => draft.chatChanged).map((draft) => draft.row);
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
      column((row) => row.triggers),
      column((row) => row.triggersFired),
      column((row) => row.admins),
      column((row) => row.botStatus),
      column((row) => row.botCanWrite),
      column((row) => row.botCanDelete),
      column((row) => row.lastEntry),
      column((row) => row.lastThanksAt),
      column((row) => row.lastMinusAt),
      column((row) => row.textsAt),
      column((row) => row.lastEventAt),
      column((row) => row.reactionsWaitUntil),
      column((row) => row.ladder),
    ]),
  );
}

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

/** Only where an admin changed one: nothing is sent otherwise. */
export function saveChangedTriggers(flight: Flight, drafts: readonly ChatDraft[]): void {
  const rows: (string | number | null)[][] = [];
  const removed: [number, number][] = [];
  for (const { row, triggers } of drafts) {
    const { changed } = triggers;
    if (changed.length === 0) continue;
    const now = new Map(triggers.list.map((trigger) => [trigger.id, trigger]));
    for (const id of changed) {
      const one = now.get(id);
      if (!one) removed.push([row.chatId, id]);
      else {
        const { phrase, match, reputation, experience, text, from, to, interval } = one;
        rows.push([row.chatId, id, phrase, match, reputation, experience, text, from, to, interval]);
      }
    }
  }
  send(saveTriggers(flight, rows));
  if (removed.length === 0) return;
  send(flight.query(REMOVE_TRIGGERS, [removed.map(([chat]) => chat), removed.map(([, id]) => id)]));
}

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

/** Only where something changed that the bot's health hangs on. */
export function saveHealth(flight: Flight, drafts: readonly ChatDraft[]): void {
  const looked = drafts.flatMap(({ row: { chatId }, made: { health } }) =>
    health ? [{ chatId, health }] : [],
  );
  if (looked.length === 0) return;
  send(
    saveAilments(
      flight,
      looked.flatMap(({ chatId, health }) => health.kept.changed().map((kept) => ailmentRow(chatId, kept))),
    ),
  );
  const added = looked.filter(({ health }) => health.newlyAddedBy !== null);
  if (added.length === 0) return;
  send(
    flight.query(SAVE_ADDED_BY, [
      added.map(({ chatId }) => chatId),
      added.map(({ health }) => health.newlyAddedBy),
    ]),
  );
}
