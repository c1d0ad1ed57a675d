import type { MessageEvent } from '../../model/event.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Request } from '../../model/request.ts';
import { foldPhrase } from '../../reputation/phrases/fold.ts';
import { type Checks, type Plan, planAdd, planEdit, planRemove } from '../../reputation/triggers/change.ts';
import { writeTrigger } from '../../reputation/triggers/write.ts';
import { GIVEABLE_COMMANDS } from '../../settings/catalogue.ts';
import { textProblem } from '../../text/placeholders.ts';
import { answer, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { ChatDraft } from '../draft.ts';
import { tellUsage } from '../usage.ts';

type Asked = Extract<Request, { ask: 'trigger' }>;

/** How triggers are judged, wherever they come from. */
export const TRIGGER_CHECKS: Checks = { fold: foldPhrase, textProblem: (text) => textProblem(text) };

const PLANS = { add: planAdd, edit: planEdit, remove: planRemove } as const;
const ANSWERS = { add: 'trigger.added', edit: 'trigger.changed', remove: 'trigger.removed' } as const;

/** Decides `/trigger add`, `edit` and `remove`; the answer shows the trigger as it would be written. */
export function changeTriggers(facts: ChatDraft, event: MessageEvent, request: Asked): Decision {
  const taken = ownCommand(facts, request);
  if (taken) return refused(facts, event, taken);
  const plan: Plan = PLANS[request.how](facts.triggers.list, request.words, TRIGGER_CHECKS);
  if (!plan.ok) {
    const [first, ...others] = plan.refusals ?? [];
    if (first) return refused(facts, event, first, ...others);
    return tellUsage(facts, event, 'trigger');
  }
  const { id } = plan.of;
  const key = plan.triggers ? ANSWERS[request.how] : 'trigger.shown';
  const notices = [answer(facts, event, key, { id, written: writeTrigger(plan.of) })];
  return plan.triggers ? { ...NOTHING, notices, triggers: plan.triggers } : { ...NOTHING, notices };
}

/** The command of ours that a phrase would be, unless the chat has given that name away. */
export function commandTaken(phrase: string, given: readonly string[]): string | null {
  const name = /^\/([a-z0-9_]{1,32})(?=\s|$)/i.exec(phrase)?.[1]?.toLowerCase();
  if (name === undefined || given.includes(name)) return null;
  return name === 'set' || GIVEABLE_COMMANDS.some((own) => own === name) ? name : null;
}

/** A phrase that is a command of ours would never be heard, unless the chat has given that name away. */
function ownCommand(facts: ChatDraft, { how, command }: Asked): Refusal | null {
  if (how === 'remove' || command === null) return null;
  const given = facts.rules.settings['commands.disabled'].includes(command);
  return given ? null : { no: 'trigger_command', command };
}
