import type { Condition } from '../../health/condition.ts';
import { judge } from '../../health/judge.ts';
import { readKept } from '../../health/store.ts';
import { type ChatId, type UserId, userId } from '../../model/ids.ts';
import type { Seconds } from '../../model/time.ts';
import type { Lesson } from '../../model/trouble.ts';
import { addNotices } from '../../outbox/store.ts';
import { whoGives } from '../../ranks/rewards-stored.ts';
import type { Flight } from '../../storage/database.ts';
import { ailmentRow } from '../draft/health.ts';
import { rulesOf } from '../rules-of.ts';
import { saveAilments } from '../save/chats.ts';
import { careFor } from './care.ts';
import { conditionOf, type HealthRow } from './condition.ts';

const LOCK = `select bot_status as "botStatus", bot_can_write as "botCanWrite", bot_can_delete as "botCanDelete",
  triggers, rewards, admins, settings, added_by as "addedBy", migrated_to as "migratedTo"
  from chats where chat_id = $1 for no key update`;

interface Row extends HealthRow {
  settings: string;
  addedBy: UserId | null;
  migratedTo: ChatId | null;
}

/**
 * A delivery was refused for what the chat does not let the bot do, or went through where it had not: remembers it,
 * and tells whoever can mend it. To be called first in the transaction that writes the delivery's outcome down: the
 * chat's lock comes before all others.
 */
export async function learnLesson(
  flight: Flight,
  bot: { id: UserId; readsAll: boolean },
  chat: ChatId,
  lesson: Lesson,
  at: Seconds,
): Promise<void> {
  const [row] = await flight.query<Row>(LOCK, [chat]);
  if (!row || row.migratedTo !== null) return;
  const kept = new Map((await readKept(flight, chat)).map((one) => [one.name, one]));
  const before = conditionOf(row, rulesOf(row.settings).settings, bot.readsAll, kept.values());
  const after = taught(before, lesson);
  const verdict = judge([before, after], kept, lesson.is === 'out' ? 'out' : 'telegram', at);
  const care = await careFor(flight, {
    chat,
    botId: bot.id,
    verdict,
    healers: {
      by: setUpBy(row.rewards, lesson),
      addedBy: row.addedBy,
      admins: JSON.parse(row.admins) as UserId[],
    },
    people: null,
    telling: new Set(),
    at,
  });
  await saveAilments(
    flight,
    [...care.kept].map((one) => ailmentRow(chat, one)),
  );
  await addNotices(flight, bot.id, care.notices);
}

/** A tag that is refused is told to who chose it. */
function setUpBy(rewards: string, lesson: Lesson): UserId | null {
  if (lesson.is !== 'trouble' || lesson.name !== 'rewards_tag_refused') return null;
  const by = whoGives(rewards, lesson.detail ?? '');
  return by === null ? null : userId(by);
}

function taught(condition: Condition, lesson: Lesson): Condition {
  if (lesson.is === 'out') return { ...condition, status: 'out' };
  const over = lesson.is === 'over';
  switch (lesson.name) {
    case 'cannot_write':
      return { ...condition, canWrite: over };
    case 'topic_closed':
      return {
        ...condition,
        closedTopic: over ? null : { thread: lesson.detail === null ? null : Number(lesson.detail) },
      };
    case 'reaction_refused':
      return { ...condition, refusedReaction: over ? null : lesson.detail };
    case 'rewards_cannot_tag':
      return { ...condition, cannotTag: !over };
    case 'rewards_tag_refused': {
      if (!over) return { ...condition, refusedTag: lesson.detail };
      // Another one shows that all is well only where the refused one is given by no reward any more.
      const { refusedTag, tags } = condition;
      const still = lesson.detail !== refusedTag && tags.includes(refusedTag ?? '');
      return still ? condition : { ...condition, refusedTag: null };
    }
    case 'rewards_cannot_invite':
      return { ...condition, cannotInvite: over ? null : lesson.detail };
    case 'rewards_cannot_restrict':
      return { ...condition, cannotRestrict: !over };
  }
}
