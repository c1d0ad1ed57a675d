import type { ChatId, UserId } from './ids.ts';
import type { Seconds } from './time.ts';

/** What newcomers may not do until it is lifted: send media and all that embeds it, or anything but plain text. */
export type Restriction = 'media' | 'all_but_text';

/**
 * Something to do in Telegram for a member, beside saying things. It is done at least once and never lost; what Telegram
 * refuses for good is let go. A later one of the same kind for the same member takes the place of one that waits still.
 */
export type Errand =
  /** Shows a tag beside the member's name; '' takes the bot's own away. */
  | { do: 'tag'; chat: ChatId; user: UserId; tag: string; at: Seconds }
  /** Sends the member a link by which one person may join `to`. `reward`: what they are told it is for. */
  | { do: 'invite'; chat: ChatId; user: UserId; to: ChatId; reward: string; at: Seconds }
  /** Takes the bot's own restriction of a newcomer away; another's stays. */
  | { do: 'lift'; chat: ChatId; user: UserId; at: Seconds }
  /** Restricts a newcomer. `until`: when it lifts by itself, 0 = never. */
  | { do: 'restrict'; chat: ChatId; user: UserId; what: Restriction; until: Seconds; at: Seconds };
