import type { MessageEvent, PressEvent } from '../../model/event.ts';
import type { NoticeValue } from '../../model/notice.ts';
import type { Refusal } from '../../model/refusal.ts';
import { foldPhrase } from '../../reputation/phrases/fold.ts';
import type { SettingKey } from '../../settings/catalogue.ts';
import { type Checks, type Plan, planValues } from '../../settings/change.ts';
import type { AnyValue } from '../../settings/kinds.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { textProblem } from '../../text/placeholders.ts';
import { refused, say } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { parseStored } from '../rules-of.ts';

/** How settings are judged, wherever they come from. */
export const CHECKS: Checks = { fold: foldPhrase, textProblem };

/** What becomes of a chat's stored settings when these values are set; null: the default. */
export function planFor(stored: string, values: ReadonlyMap<SettingKey, AnyValue | null>): Plan {
  return planValues(parseStored(stored), languageDefaults, values, CHECKS);
}

/**
 * A planned change of settings, wherever it comes from: saved and told, or every reason why not. `more` is told
 * along with what has changed.
 */
export function settle(
  facts: ChatDraft,
  event: MessageEvent | PressEvent,
  plan: Plan,
  more: Readonly<Record<string, NoticeValue>> = {},
): Decision {
  if (!plan.ok) return refused(facts, event, ...(plan.refusals as [Refusal, ...Refusal[]]));
  const told = say(facts, event, 'view:set', {
    keys: plan.changed.map((change) => change.key),
    before: plan.changed.map((change) => change.from),
    after: plan.changed.map((change) => change.to),
    ...more,
  });
  return {
    ...NOTHING,
    settings: JSON.stringify(plan.overrides),
    // In the group it is said in the language from now on.
    notices: [
      { ...told, language: event.chat.type === 'private' || told.about ? told.language : plan.language },
    ],
  };
}
