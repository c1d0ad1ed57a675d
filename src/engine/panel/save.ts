import type { PressEvent } from '../../model/event.ts';
import type { Refusal } from '../../model/refusal.ts';
import { writeChanges } from '../../settings/panel/draft.ts';
import { yielded } from '../../settings/panel/meanwhile.ts';
import { HOME, readPage } from '../../settings/panel/page.ts';
import { refusalParams, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { PanelRow } from '../draft/rows.ts';
import type { ChatDraft } from '../draft.ts';
import { planFor, settle } from '../settings/settle.ts';
import { changesOf, instead, meanwhileOf, show, TO_SETTINGS, used } from './page.ts';

const UNCHANGED: Refusal = { no: 'nothing_to_change' };

/**
 * Saves what was changed, all together or nothing. What others have saved meanwhile stays, where it is not the same
 * setting; where it is, they are told of first, and a second press replaces it.
 */
export function savePanel(facts: ChatDraft, event: PressEvent, row: PanelRow): Decision {
  const changes = changesOf(row);
  if (changes.size === 0) return refused(facts, event, UNCHANGED);
  const { settingsVersion: version, settings } = facts.row;
  const { theirs, conflicts } = meanwhileOf(facts, row, changes);
  const page = readPage(row.page);
  const told = page?.at === 'meanwhile' && page.version === version;
  if (conflicts.length > 0 && !told) return show(facts, event, row, { at: 'meanwhile', version });

  const plan = planFor(settings, changes);
  if (!plan.ok) {
    const unchanged = plan.refusals.every(({ no }) => no === UNCHANGED.no);
    const left = unchanged ? withoutChanges(facts, row) : row;
    return show(facts, event, left, HOME, plan.refusals.map(refusalParams));
  }
  const replaced = plan.changed.map(({ key }) => key);
  const others = theirs.map(({ key }) => key).filter((key) => !replaced.includes(key));
  const decision = settle(facts, event, plan, others.length > 0 ? { meanwhile: others } : {});
  const next = { ...row, baseVersion: version + 1, base: decision.settings ?? settings, changes: '{}' };
  return {
    ...decision,
    panel: { of: row.user, row: used(event, next, { at: 'away' }) },
    notices: decision.notices.map((notice) => ({ ...notice, buttons: [[TO_SETTINGS]] })),
  };
}

/** Drops what was not saved. */
export function discardPanel(facts: ChatDraft, event: PressEvent, row: PanelRow): Decision {
  const count = changesOf(row).size;
  if (count === 0) return refused(facts, event, UNCHANGED);
  return {
    ...NOTHING,
    panel: { of: row.user, row: used(event, withoutChanges(facts, row), { at: 'away' }) },
    notices: [instead(facts, event, 'panel.discarded', { count })],
  };
}

/** Leaves to others what they saved meanwhile, and keeps the rest. */
export function yieldPanel(facts: ChatDraft, event: PressEvent, row: PanelRow): Decision {
  const changes = changesOf(row);
  const kept = writeChanges(yielded(changes, meanwhileOf(facts, row, changes)));
  return show(facts, event, { ...withoutChanges(facts, row), changes: kept }, HOME);
}

function withoutChanges(facts: ChatDraft, row: PanelRow): PanelRow {
  return { ...row, baseVersion: facts.row.settingsVersion, base: facts.row.settings, changes: '{}' };
}
