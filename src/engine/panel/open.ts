import type { MessageEvent, PressEvent, WordEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import { DAY } from '../../model/time.ts';
import { HOME, type Page, readPage } from '../../settings/panel/page.ts';
import { type Asking, answer, asker } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { PanelRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { changesOf, show } from './page.ts';

/** What was not saved is kept so long after the last press. */
const CHANGES_LIVE = DAY;

/**
 * An admin opens the settings, by command, by a button or by the link into the private chat. One panel an admin and
 * chat: one that is open goes on, with what is not saved, wherever it is opened again.
 */
export function openPanel(facts: ChatDraft, event: MessageEvent | PressEvent | WordEvent): Decision {
  const user = asker(event);
  if (user === null || (event.is === 'message' && !reachesAlone(facts, user))) {
    // Only a link can be said for all to see.
    return { ...NOTHING, notices: [answer(facts, event as MessageEvent, 'view:panel_elsewhere')] };
  }
  const known = facts.panels.rows.get(user) ?? null;
  const open = facts.panels.open(user, event.at);
  const row = begin(facts, event, user, known, open !== null);
  const kept = changesOf(row).size;
  const lines = !open && kept > 0 ? [{ key: 'panel.kept', params: { count: kept } }] : [];
  return show(facts, event, row, pageFor(event, open), lines);
}

/** Whether the bot can speak to somebody so that nobody else sees it, as far as is known. */
function reachesAlone(facts: ChatDraft, user: UserId): boolean {
  const { botStatus, botCanWrite } = facts.row;
  return (botStatus === 'admin' && botCanWrite) || facts.people.get(user)?.dmOpen === true;
}

function begin(
  facts: ChatDraft,
  event: Asking,
  user: UserId,
  known: PanelRow | null,
  open: boolean,
): PanelRow {
  const { settingsVersion, settings } = facts.row;
  const fresh = { baseVersion: settingsVersion, base: settings, changes: '{}' };
  const keeps = known && event.at - known.pressedAt <= CHANGES_LIVE && changesOf(known).size > 0;
  return {
    user,
    session: known && open ? known.session : Math.max(event.at, (known?.session ?? 0) + 1),
    step: known?.step ?? 0,
    page: 'h',
    // Where the answer will stand is not known before it is pressed, but for the private chat.
    place: event.is === 'word' ? (event.place?.id ?? null) : null,
    messageId: null,
    ephemeralId: null,
    pressedAt: event.at,
    ...(keeps ? { baseVersion: known.baseVersion, base: known.base, changes: known.changes } : fresh),
  };
}

/** A command may name a section. Who follows the link out of the group goes on where they were. */
function pageFor(event: Asking, open: PanelRow | null): Page {
  const request = event.is === 'message' ? event.command?.request : undefined;
  if (request?.ask === 'settings' && request.group) return { at: 'group', group: request.group, page: 1 };
  const page = event.is === 'word' && open ? readPage(open.page) : null;
  return page && page.at !== 'away' && page.at !== 'meanwhile' ? page : HOME;
}
