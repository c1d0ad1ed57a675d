import type { PressEvent } from '../../model/event.ts';
import type { KeyLine, Notice, NoticeButton, NoticeValue } from '../../model/notice.ts';
import { type Changes, readChanges } from '../../settings/panel/draft.ts';
import { changedMeanwhile, type Meanwhile } from '../../settings/panel/meanwhile.ts';
import { type Page, writePage } from '../../settings/panel/page.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { type Asking, edit, say } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import { PANEL_LIVES } from '../draft/panels.ts';
import type { PanelRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { parseStored } from '../rules-of.ts';

/** Back to the panel, whatever has become of it since. */
export const TO_SETTINGS: NoticeButton = { key: 'panel.button_settings', request: { ask: 'settings' } };

/** What an admin has changed and not saved, as far as it may still be saved. */
export function changesOf(row: PanelRow): Changes {
  return readChanges(row.changes, languageDefaults);
}

/** What others have saved since the panel's admin last saw the settings. */
export function meanwhileOf(facts: ChatDraft, row: PanelRow, changes = changesOf(row)): Meanwhile {
  if (row.baseVersion === facts.row.settingsVersion) return { theirs: [], conflicts: [] };
  const current = parseStored(facts.row.settings);
  return changedMeanwhile(parseStored(row.base ?? '{}'), current, changes, languageDefaults);
}

/** The panel after an event: used now, and where the button stood that was pressed. */
export function used(event: Asking, row: PanelRow, page: Page): PanelRow {
  const now = {
    ...row,
    page: writePage(page),
    step: row.step + 1,
    pressedAt: Math.max(row.pressedAt, event.at),
  };
  // Where the message under somebody's words stands is known once it is pressed.
  if (event.is === 'word') return { ...now, messageId: null, ephemeralId: null };
  if (event.is !== 'press') return now;
  const { messageId, ephemeralId = null } = event;
  return { ...now, place: (event.place ?? event.chat).id, messageId, ephemeralId };
}

/** The panel shows a page, with lines above it: one message changes, or comes where none is known yet. */
export function show(
  facts: ChatDraft,
  event: Asking,
  row: PanelRow,
  page: Page,
  lines: readonly KeyLine[] = [],
): Decision {
  const next = used(event, row, page);
  const changes = changesOf(next);
  const meanwhile = meanwhileOf(facts, next, changes);
  const params: Record<string, NoticeValue> = {
    page: next.page,
    session: next.session,
    changes: next.changes,
    others: namesOfOthers(facts, next, event),
    theirs: meanwhile.theirs.length,
    conflicts: meanwhile.conflicts,
  };
  if (page.at === 'meanwhile') {
    params.keys = meanwhile.theirs.map(({ key }) => key);
    params.before = meanwhile.theirs.map(({ from }) => from);
    params.after = meanwhile.theirs.map(({ to }) => to);
  }
  const { user, session, step } = next;
  const notice: Notice = {
    ...(event.is === 'word'
      ? say(facts, event, 'view:panel', params)
      : inPlace(facts, event, next, say(facts, event, 'view:panel', params))),
    later: { after: PANEL_LIVES, key: 'view:panel_over', params: { user, session, step } },
  };
  const shown = lines.length > 0 ? { ...notice, lines } : notice;
  return { ...NOTHING, panel: { of: user, row: next }, notices: [...movedOn(facts, event, row), shown] };
}

/**
 * Words that were written in private are answered under them: changing a message that has gone out of sight would look
 * like silence. The one above says so and has no buttons any more.
 */
function movedOn(facts: ChatDraft, event: Asking, row: PanelRow): Notice[] {
  if (event.is !== 'word' || row.place === null || row.messageId === null) return [];
  const said = say(facts, event, 'view:panel_closed');
  return [{ ...inPlace(facts, event, row, said), lines: [{ key: 'panel.goes_on', params: {} }] }];
}

/** The panel is over: its message says why, and has no buttons any more. */
export function close(
  facts: ChatDraft,
  event: Asking,
  row: PanelRow | null,
  lines: readonly KeyLine[],
  forget = false,
): Decision {
  const said = say(facts, event, 'view:panel_closed');
  const notice = row ? inPlace(facts, event, row, said) : said;
  return {
    ...NOTHING,
    notices: [{ ...notice, lines }],
    ...(row && forget && { panel: { of: row.user, row: null } }),
  };
}

/** Words are answered in the panel's own message, where that is known. */
function inPlace(facts: ChatDraft, event: Asking, row: PanelRow, notice: Notice): Notice {
  const { place, messageId, ephemeralId } = row;
  if (event.is === 'press' || place === null || (messageId === null && ephemeralId === null)) return notice;
  const { chatId } = facts.row;
  const { about: _, ...rest } = notice;
  return {
    ...rest,
    way: 'edit',
    chat: place,
    ...(place !== chatId && { about: chatId }),
    thread: null,
    messageId: messageId ?? 0,
    ...(ephemeralId !== null && { ephemeralId }),
    answersCommand: false,
  };
}

/** Those who have the same settings open now. */
function namesOfOthers(facts: ChatDraft, row: PanelRow, { at }: Asking): string[] {
  return facts.panels
    .others(row.user, at)
    .filter(({ user }) => facts.isAdmin(user))
    .sort((a, b) => a.user - b.user)
    .map(({ user }) => facts.member(user)?.name ?? '')
    .filter((name) => name !== '');
}

/** Something of its own stands where the panel stood; a button leads back. */
export function instead(
  facts: ChatDraft,
  event: PressEvent,
  key: string,
  params: Readonly<Record<string, NoticeValue>> = {},
): Notice {
  return { ...edit(facts, event, key, params), buttons: [[TO_SETTINGS]] };
}
