import type { SettledEvent } from '../../model/event.ts';
import type { Request } from '../../model/request.ts';

/** Buttons after which a chat's settings may be others. */
const PRESSED = new Set<Request['ask']>(['apply_preset', 'restore', 'confirm', 'setup_choice', 'panel']);

/** Commands that change what is earned, or which words thank. */
const CHANGING = new Set<Request['ask']>(['exclude', 'exclude_named', 'no_exp', 'boost', 'language']);

/**
 * Whether an event may change the settings of its chat, so that the stored ones do not tell what the rest of a batch
 * needs. `air`: also whether thanks into the air are asked about.
 */
export function settingsChange(event: SettledEvent): { air: boolean } | null {
  if (event.is === 'press') return PRESSED.has(event.request.ask) ? { air: true } : null;
  // A group speaks as who adds the bot to it.
  if (event.is === 'bot_status') return event.added ? { air: false } : null;
  const request = event.is === 'message' ? event.command?.request : undefined;
  if (request && CHANGING.has(request.ask)) return { air: false };
  // Words for a panel, which may be a trigger.
  if (!request && event.is === 'message' && event.reply.to === 'message' && event.reply.author.is === 'bot')
    return { air: false };
  return request?.ask === 'set' ? { air: /reputation\.air/i.test(request.text) } : null;
}
