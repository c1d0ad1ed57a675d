import type { Condition } from '../../health/condition.ts';
import { type Cause, judge } from '../../health/judge.ts';
import type { SettledEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { Notice } from '../../model/notice.ts';
import type { Flight } from '../../storage/database.ts';
import type { ChatDraft, Standing } from '../draft.ts';
import { loadHealth } from '../load/health.ts';
import { rulesOf } from '../rules-of.ts';
import { careFor } from './care.ts';
import { conditionOf } from './condition.ts';

/** Whether there is anything to examine after an event: nearly never. */
export function isChanged(facts: ChatDraft, event: SettledEvent | null): boolean {
  return facts.before !== null || event?.is === 'topic_opened';
}

/**
 * Looks after the bot's health in a chat once an event has changed what it hangs on; null: a list of admins alone has.
 * Answers with what is to be said in private.
 */
export async function examine(
  flight: Flight,
  facts: ChatDraft,
  event: SettledEvent | null,
  readsAll: boolean,
): Promise<readonly Notice[]> {
  const { row, people, bot } = facts;
  const before: Standing = facts.before ?? row;
  facts.before = null;
  facts.made.health ??= await loadHealth(flight, row.chatId);
  const health = facts.made.health;
  if (event?.is === 'bot_status' && event.added && !event.by.isBot) health.newlyAddedBy = event.by.id;

  const kept = health.all;
  const was = conditionOf({ ...row, ...before }, rulesOf(before.settings).settings, readsAll, kept.values());
  const is = conditionOf(row, facts.rules.settings, readsAll, kept.values());
  const opened = event?.is === 'topic_opened' && is.closedTopic?.thread === event.thread;
  const at = event?.at ?? row.lastEventAt;
  const cause = causeOf(event, before.settings !== row.settings);
  const now = withRights(opened ? { ...is, closedTopic: null } : is, event);
  const verdict = judge([was, now], kept, cause, at);

  const { kept: changed, notices } = await careFor(flight, {
    chat: row.chatId,
    botId: bot.id,
    verdict,
    healers: {
      by: event?.is === 'bot_status' ? event.by.id : null,
      addedBy: health.addedBy,
      admins: JSON.parse(row.admins) as UserId[],
    },
    people,
    telling: health.telling,
    at,
  });
  for (const one of changed) health.kept.set(one.name, one);
  for (const { key, to } of notices) if (key === 'view:ailing' && to !== null) health.telling.add(to);
  return notices;
}

/** What was refused for lack of a right is not any more, once Telegram tells that the right is there. */
function withRights(condition: Condition, event: SettledEvent | null): Condition {
  if (event?.is !== 'bot_status' || !event.may) return condition;
  const { tag, restrict } = event.may;
  return {
    ...condition,
    cannotTag: condition.cannotTag && !tag,
    cannotRestrict: condition.cannotRestrict && !restrict,
  };
}

function causeOf(event: SettledEvent | null, settingsChanged: boolean): Cause {
  if (event?.is === 'topic_opened') return 'telegram';
  if (event?.is !== 'bot_status') return settingsChanged ? 'settings' : 'noticed';
  if (event.status === 'out') return 'out';
  return event.added && event.canWrite ? 'greeted' : 'telegram';
}
