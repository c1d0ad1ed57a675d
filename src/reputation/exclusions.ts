import type { MessageEvent } from '../model/event.ts';
import type { Refusal } from '../model/refusal.ts';

/** Why nothing in this message counts, whoever it is for. Null: it may count. */
export function excludedMessage(event: MessageEvent): Refusal | null {
  switch (event.author.is) {
    case 'bot':
      return { no: 'giver_bot' };
    case 'anonymous_admin':
      return { no: 'giver_anonymous' };
    case 'channel':
    case 'linked_post':
      return { no: 'giver_channel' };
    case 'service':
      return { no: 'service_message' };
    case 'person':
      break;
  }
  if (event.edited) return { no: 'edited' };
  if (event.forwarded) return { no: 'forwarded' };
  if (event.viaBot) return { no: 'via_bot' };
  return null;
}
