import type { MessageEvent, PressEvent } from '../model/event.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Plan } from '../settings/change.ts';
import { refused, say } from './answer.ts';
import { type Decision, NOTHING } from './decision.ts';
import type { ChatDraft } from './draft.ts';

/** A planned change of settings, wherever it comes from: saved and told, or every reason why not. */
export function settle(facts: ChatDraft, event: MessageEvent | PressEvent, plan: Plan): Decision {
  if (!plan.ok) return refused(facts, event, ...(plan.refusals as [Refusal, ...Refusal[]]));
  const told = say(facts, event, 'view:set', {
    keys: plan.changed.map((change) => change.key),
    before: plan.changed.map((change) => change.from),
    after: plan.changed.map((change) => change.to),
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
