import type { PressEvent } from '../../model/event.ts';
import { planRestore } from '../../settings/history.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { refused } from '../answer.ts';
import type { Decision } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { parseStored } from '../rules-of.ts';
import { CHECKS, settle } from './settle.ts';

/** An earlier version holds again: as a new one, for none is ever taken away. */
export function restore(facts: ChatDraft, event: PressEvent, version: number): Decision {
  const stored = facts.settingsOf(version);
  if (stored === null) return refused(facts, event, { no: 'no_version', version: String(version) });
  const current = parseStored(facts.row.settings);
  const { plan, dropped } = planRestore(current, parseStored(stored), languageDefaults, CHECKS);
  return settle(facts, event, plan, { dropped });
}
