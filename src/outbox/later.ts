import type { ChatId } from '../model/ids.ts';
import type { Notice } from '../model/notice.ts';
import type { Seconds } from '../model/time.ts';
import { chatOf } from './calls.ts';
import type { Later, Removal } from './store.ts';
import type { Way } from './ways.ts';

/** In public less often: 20 messages a minute, edits among them, are all that a group can be told. */
const PUBLIC_EVERY: Seconds = 15;

/**
 * What is to stand in a message's place later, now that it is known where it stands; null: nothing, or it was said
 * for all to see, which is removed instead: at once, or when it has said its last, where it is said again and again.
 */
export function laterOf(notice: Notice, way: Way, result: unknown, now: Seconds): Later | null {
  const { later, about, buttons: _, lines: __, ...rest } = notice;
  const aloud = way.by === 'public' && notice.chat < 0;
  if (!later || (aloud && !later.again)) return null;
  const { messageId, ephemeralId } = way.by === 'edit' ? notice : idsOf(result);
  if (messageId === null) return null;
  const { ephemeralId: ___, ...plain } = rest;
  const chat = chatOf(notice, way.by) as ChatId;
  const { key, params, again } = later;
  const after = aloud || notice.ends ? Math.max(later.after, PUBLIC_EVERY) : later.after;
  const ends =
    aloud && way.removeAfter !== null ? endsOf(notice, way.removeAfter, messageId, way.withCommand) : null;
  return {
    dueAt: now + after,
    notice: {
      ...plain,
      ...(again && { later }),
      ...(ends && { ends }),
      key,
      params,
      chat,
      ...(chat > 0 && { about: about ?? notice.chat }),
      thread: null,
      way: 'edit',
      messageId,
      ...(ephemeralId !== undefined && { ephemeralId }),
      query: null,
      answersCommand: false,
      removeAfter: null,
      keep: true,
      at: now,
    },
  };
}

function endsOf({ messageId: command }: Notice, after: Seconds, own: number, withCommand: boolean) {
  return { after, messageIds: withCommand && command !== null ? [own, command] : [own] };
}

/** What goes with the last that a message says, where it stands for all to see. */
export function removalAtLast(
  { ends, chat }: Notice,
  last: boolean | undefined,
  now: Seconds,
): Removal | null {
  if (!ends || !last) return null;
  return { chat, messageIds: [...ends.messageIds], at: now, dueAt: now + Math.ceil(ends.after) };
}

/** Of what Telegram answers nothing is trusted. */
function idsOf(result: unknown): { messageId: number | null; ephemeralId?: number } {
  const { message_id: id, ephemeral_message_id: ephemeral } = (result ?? {}) as Record<string, unknown>;
  if (!isId(id)) return { messageId: null };
  if (id > 0) return { messageId: id };
  return isId(ephemeral) ? { messageId: 0, ephemeralId: ephemeral } : { messageId: null };
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
