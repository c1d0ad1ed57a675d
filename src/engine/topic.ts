/** The topic that everything stands in that stands in no other: Telegram sends it without a number. */
export const GENERAL_TOPIC = 1;

/** Where something stands, as far as topics go. */
export interface Standing {
  chat: { isForum: boolean };
  thread: number | null;
}

/** The topic of a message; null: the chat has none. */
export function topicOf({ chat, thread }: Standing): number | null {
  return thread ?? (chat.isForum ? GENERAL_TOPIC : null);
}
