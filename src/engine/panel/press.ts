import type { PressEvent } from '../../model/event.ts';
import type { KeyLine } from '../../model/notice.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Request } from '../../model/request.ts';
import { MINUTE } from '../../model/time.ts';
import { settingOf } from '../../settings/catalogue.ts';
import { writeChanges } from '../../settings/panel/draft.ts';
import { applyMove } from '../../settings/panel/move.ts';
import { HOME, type Page, pageWith, readPage } from '../../settings/panel/page.ts';
import { type Move, type PanelPress, readPress } from '../../settings/panel/press.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { edit, refusalParams, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import { isOpen, PANEL_LIVES } from '../draft/panels.ts';
import type { PanelRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { parseStored } from '../rules-of.ts';
import { LINKS } from './links.ts';
import { pressList } from './lists.ts';
import { changesOf, close, show, used } from './page.ts';
import { discardPanel, savePanel, yieldPanel } from './save.ts';

type PanelRequest = Extract<Request, { ask: 'panel' }>;

export const PANEL_OVER: Refusal = { no: 'panel_over', minutes: PANEL_LIVES / MINUTE };

/** What a pressed button of a panel means, once it is sure that it is the presser's own and still open. */
export type Pressed = { row: PanelRow; press: PanelPress } | { refused: Decision };

/** Whose panel a button belongs to and whether it is over is told by the row, never by the button. */
export function readPanelPress(
  facts: ChatDraft,
  event: PressEvent,
  { session, press }: PanelRequest,
): Pressed {
  const { id } = event.person;
  const own = facts.panels.rows.get(id) ?? null;
  const row = own?.session === session ? own : null;
  if (isPublic(event)) return { refused: stale(facts, event) };
  if (facts.row.botStatus === 'out' || !facts.isAdmin(id)) {
    const no: Refusal = { no: event.place ? 'not_admin_there' : 'not_admin' };
    return { refused: close(facts, event, row, [refusalParams(no)], true) };
  }
  if (!row) {
    const theirs = facts.panels.rows.all().some((other) => other.session === session);
    if (theirs) return { refused: refused(facts, event, { no: 'panel_not_yours' }) };
  }
  if (!row || !isOpen(row, event.at)) {
    return { refused: close(facts, event, row, [refusalParams(PANEL_OVER), ...keptLine(row)]) };
  }
  const read = readPress(press);
  return read ? { row, press: read } : { refused: stale(facts, event) };
}

/** What a button does, but for links to something else than settings. */
export function decidePanelPress(
  facts: ChatDraft,
  event: PressEvent,
  row: PanelRow,
  press: Exclude<PanelPress, { do: 'link' }>,
): Decision {
  switch (press.do) {
    case 'show':
      return show(facts, event, row, press.page);
    case 'save':
      return savePanel(facts, event, row);
    case 'discard':
      return discardPanel(facts, event, row);
    case 'yield':
      return yieldPanel(facts, event, row);
    case 'close':
      // What is not saved is never lost by a button that an older page had.
      if (changesOf(row).size > 0) return show(facts, event, row, HOME);
      return close(facts, event, row, [{ key: 'panel.closed', params: {} }], true);
    case 'groups':
      if (!event.place) return stale(facts, event);
      return {
        ...NOTHING,
        panel: { of: row.user, row: used(event, row, { at: 'away' }) },
        notices: [edit(facts, event, 'view:panel_groups', { page: 1 })],
      };
    case 'remove':
    case 'keep':
      return pressList(facts, event, row, press);
    default:
      return change(facts, event, row, press);
  }
}

/** What a link asks for, and the panel that it leaves. */
export function followLink(
  event: PressEvent,
  row: PanelRow,
  code: string,
): { request: Request; panel: NonNullable<Decision['panel']> } | null {
  const link = LINKS.find((one) => one.code === code);
  return link
    ? { request: link.request, panel: { of: row.user, row: used(event, row, { at: 'away' }) } }
    : null;
}

function change(facts: ChatDraft, event: PressEvent, row: PanelRow, move: Move): Decision {
  const stored = parseStored(facts.row.settings);
  const changes = applyMove(stored, changesOf(row), move, languageDefaults);
  if (changes === 'stale') return stale(facts, event);
  if (changes === 'same') return refused(facts, event, { no: 'nothing_to_change' });
  return show(facts, event, { ...row, changes: writeChanges(changes) }, pageAfter(row, move));
}

/** The page of the setting that was changed; the button may have stood under an older one. */
function pageAfter(row: PanelRow, { key }: Move): Page {
  const page = readPage(row.page);
  if (page?.at === 'setting' && page.key === key) return page;
  return settingOf(key).type === 'switch' ? pageWith(key) : { at: 'setting', key, page: 1 };
}

/** A panel is never for all to see: under a message that is, no button of one can stand. */
function isPublic(event: PressEvent): boolean {
  return event.place === null && event.ephemeralId === undefined;
}

/** Under a message for all to see, a button into a panel would show it to all. */
export function mayOpen(event: PressEvent): boolean {
  return !isPublic(event);
}

function stale(facts: ChatDraft, event: PressEvent): Decision {
  return { ...NOTHING, notices: [{ ...edit(facts, event, 'toast.stale'), way: 'toast' }] };
}

function keptLine(row: PanelRow | null): KeyLine[] {
  const count = row ? changesOf(row).size : 0;
  return count > 0 ? [{ key: 'panel.over_kept', params: { count } }] : [];
}
