import { type ChatId, isPseudonym, LAST_PERSON, type UserId } from './ids.ts';

/** Someone as Telegram shows them, at the time of an event. */
export interface Person {
  id: UserId;
  firstName: string;
  lastName: string | null;
  /** Without @, as written by its owner; compared in lower case. */
  username: string | null;
  isBot: boolean;
  /** IETF tag of the person's Telegram, e.g. `en`, `pt-br`. */
  language: string | null;
}

/** A group or a private chat as Telegram shows it, at the time of an event. */
export interface ChatRef {
  id: ChatId;
  type: 'private' | 'group' | 'supergroup';
  title: string;
  username: string | null;
  isForum: boolean;
}

/** How others see a person: first and last name, never empty; of one who was forgotten, which one of the chat's. */
export function fullName(person: { firstName: string; lastName: string | null; id: number }): string {
  const name = person.lastName ? `${person.firstName} ${person.lastName}` : person.firstName;
  if (isPseudonym(person.id)) return `forgotten-${person.id - LAST_PERSON}`;
  return name.trim() || `#${person.id}`;
}

/** Standing in a chat. The owner counts as an admin. */
export type Role = 'member' | 'admin';
