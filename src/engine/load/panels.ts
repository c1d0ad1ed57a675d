import type { ChatEvent, MessageEvent, SettledEvent, WordEvent } from '../../model/event.ts';
import type { ChatId, UserId } from '../../model/ids.ts';
import type { Flight } from '../../storage/database.ts';
import type { PanelRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';

// Panels are read only where a batch may be about one, in the same flight as all else. Which group a message in a
// private chat is about is a fact in storage: it is looked up before the batch, as that group must be locked in its
// order; only batches that hold such a message ask.

/** All of a chat: its admins are told of each other. */
export const PANELS = `select p.chat_id as "chatId", p.user_id as "user", p.session, p.step, p.page, p.place,
  p.message_id as "messageId", p.ephemeral_id as "ephemeralId", p.pressed_at as "pressedAt",
  p.base_version as "baseVersion", v.settings as base, p.changes
  from panels p left join settings_versions v on v.chat_id = p.chat_id and v.version = p.base_version
  where p.chat_id = any($1::bigint[])`;

/** Whose they are, for `membersOf` to complete. */
export const PANEL_PEOPLE = `select chat_id as c, user_id as u from panels where chat_id = any($1::bigint[])`;

const USED_HERE = 'select user_id as "user", chat_id as "chatId" from panels where place = any($1::bigint[])';

export type PanelAnswer = PanelRow & { chatId: ChatId };

type Chats = ReadonlyMap<ChatId, ChatDraft>;

export function assemblePanels(answers: readonly PanelAnswer[], chats: Chats): void {
  for (const { chatId, ...row } of answers) chats.get(chatId)?.panels.rows.remember(row.user, row);
}

/** The groups about which a person may write in private, as far as is known before the batch. */
export type Prompts = ReadonlyMap<UserId, readonly ChatId[]>;

const NO_PROMPTS: Prompts = new Map();

/** Looks up what messages in private chats may be about. */
export async function readPrompts(flight: Flight, events: readonly ChatEvent[]): Promise<Prompts> {
  const places = new Set<ChatId>();
  for (const event of events) if (isWord(event)) places.add(event.chat.id);
  if (places.size === 0) return NO_PROMPTS;
  const rows = await flight.query<{ user: UserId; chatId: ChatId }>(USED_HERE, [[...places]]);
  const prompts = new Map<UserId, ChatId[]>();
  for (const { user, chatId } of rows) prompts.set(user, [...(prompts.get(user) ?? []), chatId]);
  return prompts;
}

/** Commands that mean what they say, whatever a panel waits for. */
const OWN_MEANING = new Set(['start', 'help', 'settings', 'usage']);

/** A message in a private chat that may be a value for a panel. */
export function isWord(event: ChatEvent): event is MessageEvent {
  if (event.is !== 'message' || event.chat.type !== 'private' || event.edited) return false;
  if (event.author.is !== 'person') return false;
  return !event.command || !OWN_MEANING.has(event.command.request.ask);
}

/**
 * Such a message, where a panel really waits for it at that moment, as what it is: words about a group. Of several
 * panels the one used last is meant.
 */
export function asWord(event: SettledEvent, chats: Iterable<ChatDraft>): SettledEvent {
  if (!isWord(event) || event.author.is !== 'person') return event;
  const { person } = event.author;
  let found: { facts: ChatDraft; row: PanelRow } | null = null;
  for (const facts of chats) {
    const row = facts.made.panels?.prompt(person.id, event.at);
    if (row?.place !== event.chat.id) continue;
    if (!found || isLater(row, facts, found)) found = { facts, row };
  }
  if (!found) return event;
  const { at, messageId, chat: place, command, kind, spelt, text } = event;
  const request: WordEvent['request'] =
    command?.request.ask === 'cancel_panel'
      ? { ask: 'cancel_panel' }
      : { ask: 'type', text: kind === 'text' ? (spelt ?? text) : null };
  return { is: 'word', chat: found.facts.ref, place, at, messageId, person, request };
}

function isLater(row: PanelRow, facts: ChatDraft, than: { facts: ChatDraft; row: PanelRow }): boolean {
  if (row.pressedAt !== than.row.pressedAt) return row.pressedAt > than.row.pressedAt;
  if (row.session !== than.row.session) return row.session > than.row.session;
  return facts.row.chatId < than.facts.row.chatId;
}

/** What opens a panel, presses one, or may answer it: a reply to a bot, where it is no command. */
export function isAboutPanel(event: SettledEvent): boolean {
  if (event.is === 'word') return event.place !== null;
  if (event.is === 'press') return event.request.ask === 'panel' || event.request.ask === 'settings';
  if (event.is !== 'message' || event.chat.type === 'private') return false;
  const ask = event.command?.request.ask;
  if (ask !== undefined) return ask === 'settings' || ask === 'cancel_panel';
  return event.reply.to === 'message' && event.reply.author.is === 'bot';
}
