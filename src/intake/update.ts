import type { ChatEvent } from '../model/event.ts';
import type { ChatId } from '../model/ids.ts';

/** An update as it came: of its body nothing is trusted but the number. */
export interface RawUpdate {
  update_id: number;
  [field: string]: unknown;
}

/** An update and what it says; `fault` where it could not be read. */
export interface Item {
  update: RawUpdate;
  event: ChatEvent | null;
  fault: unknown;
  /** The chat it came under, where that has another id meanwhile. */
  cameTo?: ChatId;
  /** With it ends this row of the inbox. */
  ends?: number;
}

/** Whether a parsed JSON value is an update that can be told from others at all. */
export function isUpdate(value: unknown): value is RawUpdate {
  if (typeof value !== 'object' || value === null) return false;
  const id = (value as { update_id?: unknown }).update_id;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0;
}

/** The kinds of updates the product needs; Telegram sends no others. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'chat_member',
  'message_reaction',
] as const;
