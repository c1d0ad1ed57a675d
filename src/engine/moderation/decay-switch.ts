import type { UserId } from '../../model/ids.ts';
import type { Notice } from '../../model/notice.ts';
import { DAY, MINUTE, type Seconds } from '../../model/time.ts';
import type { DecayRules } from '../../moderation/decay.ts';
import type { ChatSettings } from '../../settings/catalogue.ts';
import type { ChatDraft } from '../draft.ts';

export function decayRules(settings: ChatSettings): DecayRules {
  return {
    days: settings['decay.days'],
    percent: settings['decay.percent'],
    of: settings['decay.of'],
  };
}

/** Settings are often changed one by one: what they came to is told this long after. */
const TOLD_AFTER: Seconds = 5 * MINUTE;

/**
 * The settings have changed: where silence costs points from now on, it counts from now on, and the chat is told what
 * will happen; also where it will cost otherwise. Of several changes one after the other, only what they came to.
 */
export function switchDecay(facts: ChatDraft, before: ChatSettings, at: Seconds): void {
  const was = decayRules(before);
  const is = decayRules(facts.rules.settings);
  if (was.days === 0 && is.days === 0) return;
  const { decay, later } = facts.moderation;
  if (is.days === 0) {
    decay.set(null);
    return;
  }
  if (was.days === 0) {
    const nextAt = at + DAY;
    decay.set({ begunAt: at, nextAt, cursor: 0 });
    facts.due(nextAt);
  }
  if (was.days === is.days && was.percent === is.percent && was.of === is.of) return;
  later.push({ notice: line(facts, { ...is }, at), dueAt: at + TOLD_AFTER });
}

/** Falls silent where by then something else holds. */
const line = (facts: ChatDraft, params: Notice['params'], at: Seconds): Notice => ({
  ...{ key: 'view:decay', params, language: facts.rules.settings.language },
  ...{ chat: facts.row.chatId, thread: null, way: 'public', to: null, messageId: null, query: null },
  ...{ answersCommand: false, removeAfter: null, keep: true, until: at + DAY, at },
});

/** Who comes back is as if they had spoken. */
export function noteReturn(facts: ChatDraft, id: UserId, at: Seconds): void {
  if (facts.rules.settings['decay.days'] === 0) return;
  facts.moderation.silences.set(id, { user: id, since: at, notedAt: null, weeks: 0 });
}
