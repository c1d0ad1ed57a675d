import type { PressEvent } from '../../model/event.ts';
import { isPreset, presetValues } from '../../settings/presets.ts';
import { edit } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { planFor, settle } from './settle.ts';

/** A preset is applied on the settings as they are now, whatever they were when it was looked at. */
export function applyPreset(facts: ChatDraft, event: PressEvent, preset: string): Decision {
  // One that another version of the bot has offered.
  if (!isPreset(preset)) {
    return { ...NOTHING, notices: [{ ...edit(facts, event, 'toast.stale'), way: 'toast' }] };
  }
  return settle(facts, event, planFor(facts.row.settings, presetValues(preset)));
}
