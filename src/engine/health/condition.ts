import type { Condition } from '../../health/condition.ts';
import type { Kept } from '../../health/judge.ts';
import { lifts, shownTags } from '../../ranks/rewards-stored.ts';
import { type ChatSettings, GIVEABLE_COMMANDS } from '../../settings/catalogue.ts';
import type { ChatRow } from '../draft/rows.ts';

/** What of a chat's row its health hangs on. */
export type HealthRow = Pick<
  ChatRow,
  'botStatus' | 'botCanWrite' | 'botCanDelete' | 'triggers' | 'rewards' | 'admins'
>;

/** A chat's condition as it is known: its row and settings, what deliveries met, and whether privacy mode is off. */
export function conditionOf(
  row: HealthRow,
  settings: ChatSettings,
  readsAll: boolean,
  kept: Iterable<Kept> = [],
): Condition {
  const open = new Map([...kept].filter(({ healedAt }) => healedAt === null).map((one) => [one.name, one]));
  const closed = open.get('topic_closed');
  const admins = (JSON.parse(row.admins) as unknown[]).length;
  const disabled = settings['commands.disabled'];
  return {
    status: row.botStatus,
    canWrite: row.botCanWrite,
    canDelete: row.botCanDelete,
    readsAll,
    closedTopic: closed ? { thread: closed.detail === null ? null : Number(closed.detail) } : null,
    refusedReaction: open.get('reaction_refused')?.detail ?? null,
    cannotTag: open.has('rewards_cannot_tag'),
    refusedTag: open.get('rewards_tag_refused')?.detail ?? null,
    tags: shownTags(row.rewards),
    cannotInvite: open.get('rewards_cannot_invite')?.detail ?? null,
    cannotRestrict: open.has('rewards_cannot_restrict'),
    // There is always an owner: an empty list was never got.
    admins: admins === 0 ? null : admins,
    namedAdmins: null,
    adminsListed: true,
    triggers: row.triggers !== '',
    lifts: lifts(row.rewards),
    // Else nobody could ask.
    commandsGivenAway: GIVEABLE_COMMANDS.every((name) => name === 'health' || disabled.includes(name)),
    settings,
  };
}
