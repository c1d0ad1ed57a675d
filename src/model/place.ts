import { latinDigits } from './digits.ts';

/** Where something is said: in a chat (null: the chat's own), and there in a topic (null: in none of its own). */
export interface Place {
  chat: number | null;
  topic: number | null;
}

/** Where it happened, in writing. */
export const SAME_PLACE = 'same';

const LARGEST_CHAT = 2 ** 52;
const LARGEST_TOPIC = 2 ** 31 - 1;
/** Links into supergroups bear a chat's number without this in front of it. */
const OF_LINKS = 1_000_000_000_000;
/** As Telegram copies it: of a topic, or of a message in one. */
const LINK = /^(?:https?:\/\/)?t\.me\/c\/(\d{1,13})(?:\/(\d{1,10}))?(?:\/\d{1,10})?$/i;

/**
 * A place as it is stored or as an admin writes it; null: it is none. Samples: `same`, `45` (a topic of the chat's own),
 * `-1001234`, `-1001234/45`, `https://t.me/c/1234/45`.
 */
export function readPlace(written: string): Place | null {
  const text = latinDigits(written.trim()).replace('−', '-');
  if (text.toLowerCase() === SAME_PLACE) return { chat: null, topic: null };
  const [, group, topic] = LINK.exec(text) ?? [];
  if (group !== undefined) return placed(-OF_LINKS - Number(group), topic);
  const [, chat, within] = /^(-\d{1,16})(?:\/(\d{1,10}))?$/.exec(text) ?? [];
  if (chat !== undefined) return placed(Number(chat), within);
  return /^\d{1,10}$/.test(text) ? placed(null, text) : null;
}

/** What `readPlace` reads back. */
export function writePlace({ chat, topic }: Place): string {
  if (chat === null) return topic === null ? SAME_PLACE : String(topic);
  return topic === null ? String(chat) : `${chat}/${topic}`;
}

function placed(chat: number | null, written: string | undefined): Place | null {
  const topic = written === undefined ? null : Number(written);
  if (topic !== null && (topic < 1 || topic > LARGEST_TOPIC)) return null;
  return chat !== null && (chat >= 0 || chat < -LARGEST_CHAT) ? null : { chat, topic };
}
