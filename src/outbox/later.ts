import type { ChatId } from '../model/ids.ts';
import type { Notice } from '../model/notice.ts';
import type { Seconds } from '../model/time.ts';
import { chatOf } from './calls.ts';
import type { Later } from './store.ts';
import type { Way } from './ways.ts';

/**
 * What is to stand in a message's place later, now that it is known where it stands; null: nothing, or it was said
 * for all to see, which is removed instead.
 */
export function laterOf(notice: Notice, way: Way, result: unknown, now: Seconds): Later | null {
  const { later, about, buttons: _, lines: __, ...rest } = notice;
  if (!later || (way.by === 'public' && notice.chat < 0)) return null;
  const { messageId, ephemeralId } = way.by === 'edit' ? notice : idsOf(result);
  if (messageId === null) return null;
  const { ephemeralId: ___, ...plain } = rest;
  const chat = chatOf(notice, way.by) as ChatId;
  const { key, params, after, again } = later;
  return {
    dueAt: now + after,
    notice: {
      ...plain,
      ...(again && { later }),
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
