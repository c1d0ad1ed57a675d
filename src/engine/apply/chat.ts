import type { AdminList, BotStatusEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { Notice } from '../../model/notice.ts';
import { MINUTE, type Seconds } from '../../model/time.ts';
import { bestLanguage } from '../../text/i18n.ts';
import type { ChatDraft } from '../draft.ts';
import { noteRatingName } from '../leaderboard/rating-names.ts';

/** While a reaction waits for its message every second counts, else a minute does. */
export function keepTime(facts: ChatDraft, at: Seconds): void {
  const { row } = facts;
  const awaiting = row.reactionsWaitUntil;
  if (at - row.lastEventAt < (awaiting === null ? MINUTE : 1)) return;
  row.lastEventAt = at;
  if (awaiting !== null && at > awaiting) row.reactionsWaitUntil = null;
  facts.chatChanged = true;
}

/** A new version of the chat's settings. Who changed them: null for an anonymous admin and the bot itself. */
export function changeSettings(facts: ChatDraft, settings: string, by: UserId | null, at: Seconds): void {
  facts.keepStanding();
  noteRatingName(facts, facts.row.settings, settings, at);
  facts.row.settings = settings;
  facts.row.settingsVersion += 1;
  facts.chatChanged = true;
  facts.versions.push({ version: facts.row.settingsVersion, settings, by, at });
}

export function applyBotStatus(facts: ChatDraft, event: BotStatusEvent): void {
  if (event.chat.type === 'private') {
    facts.people.setDmOpen(event.by.id, event.canWrite);
    return;
  }
  facts.keepStanding();
  Object.assign(facts.row, {
    botStatus: event.status,
    botCanWrite: event.canWrite,
    botCanDelete: event.canDelete,
  });
  if (event.may) facts.errands.release(event.may);
  facts.chatChanged = true;
  if (!event.added || facts.row.settingsVersion > 0) return;
  const language = bestLanguage(event.by.language);
  if (language === facts.rules.settings.language) return;
  changeSettings(facts, JSON.stringify({ language }), event.by.id, event.at);
}

/** The bot was added: one short message says what it needs, and leads to what fits the group. */
export function welcome(facts: ChatDraft, event: BotStatusEvent): Notice[] {
  if (!event.added || event.chat.type === 'private') return [];
  return [
    {
      key: 'view:welcome',
      params: { step: 'start' },
      language: facts.rules.settings.language,
      chat: event.chat.id,
      thread: null,
      way: 'public',
      to: event.by.id,
      messageId: null,
      query: null,
      answersCommand: false,
      removeAfter: null,
      keep: false,
      at: event.at,
    },
  ];
}

/** The admins as Telegram lists them now replace those known. */
export function applyAdmins(facts: ChatDraft, list: AdminList): void {
  facts.setAdmins(list.admins.map((person) => person.id));
  if (!list.bot) return;
  const { status, canDelete, may, asked = false } = list.bot;
  // The list names admins only: of a bot that is none it cannot tell whether it is muted.
  if (status === 'member' && facts.row.botStatus === 'muted' && !asked) return;
  const released = facts.row.botStatus === 'muted' && status === 'member';
  const canWrite =
    status === 'admin' || released || (facts.row.botCanWrite && status !== 'muted' && status !== 'out');
  const { botStatus, botCanDelete, botCanWrite } = facts.row;
  if (botStatus === status && botCanDelete === canDelete && botCanWrite === canWrite) return;
  // A right that it gets or loses while it stays what it is comes by an update.
  if (may) facts.errands.release(may);
  facts.keepStanding();
  Object.assign(facts.row, { botStatus: status, botCanDelete: canDelete, botCanWrite: canWrite });
  facts.chatChanged = true;
}
