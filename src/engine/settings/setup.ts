import type { PressEvent } from '../../model/event.ts';
import type { Request } from '../../model/request.ts';
import type { SettingKey } from '../../settings/catalogue.ts';
import type { AnyValue } from '../../settings/kinds.ts';
import { isPreset, presetValues } from '../../settings/presets.ts';
import { languages } from '../../text/i18n.ts';
import { edit, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { planFor, settle } from './settle.ts';

type Step = Extract<Request, { ask: 'setup' }>;
type Choice = Extract<Request, { ask: 'setup_choice' }>;

/** The first message in a group shows another step of itself. */
export function showStep(facts: ChatDraft, event: PressEvent, { step }: Step): Decision {
  return { ...NOTHING, notices: [edit(facts, event, 'view:welcome', { step })] };
}

/** A preset or a language was chosen there: it holds at once, and the message goes back to its beginning. */
export function choose(facts: ChatDraft, event: PressEvent, choice: Choice): Decision {
  const values = valuesOf(choice);
  if (!values) return { ...NOTHING, notices: [{ ...edit(facts, event, 'toast.stale'), way: 'toast' }] };
  const plan = planFor(facts.row.settings, values);
  const begin = edit(facts, event, 'view:welcome', { step: 'start' });
  if (plan.ok) {
    const { settings } = settle(facts, event, plan);
    const language = event.place ? begin.language : plan.language;
    return { ...NOTHING, ...(settings !== undefined && { settings }), notices: [{ ...begin, language }] };
  }
  const [refusal] = plan.refusals;
  // Chosen twice: it is as it was wanted.
  if (!refusal || refusal.no === 'nothing_to_change') return { ...NOTHING, notices: [begin] };
  return refused(facts, event, refusal);
}

function valuesOf({ what, value }: Choice): Map<SettingKey, AnyValue> | null {
  if (what === 'preset') return isPreset(value) ? presetValues(value) : null;
  return languages.includes(value) ? new Map([['language', value]]) : null;
}
