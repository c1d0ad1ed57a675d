import type { Author } from '../model/event.ts';
import { ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM } from '../model/ids.ts';

/** Whose message it is. Who is no person is told from others by the account that Telegram itself uses. */
export function accountOf(author: Author): number {
  switch (author.is) {
    case 'person':
    case 'bot':
      return author.person.id;
    case 'anonymous_admin':
      return ANONYMOUS_ADMIN;
    case 'channel':
      return CHANNEL_BOT;
    case 'linked_post':
    case 'service':
      return TELEGRAM;
  }
}
