import type { MessageEvent } from '../../model/event.ts';
import type { ChatId } from '../../model/ids.ts';
import { givesNothing } from '../../reputation/gifts.ts';
import type { ChatDraft } from '../draft.ts';
import type { ChatRules } from '../rules-of.ts';

/*
 * One message in six answers another one, and hardly any of them thanks. Whether one does, only the chat's words tell,
 * which come with its row. So each process remembers by which rules a chat was judged last, and what only a gift needs
 * (days, pairs, the rating) is not read for answers that give nothing by them. Where its turn comes under
 * other rules, because another process or the batch itself has changed them, the batch is read anew, with all of it
 * (`intake/commit-batch.ts`).
 */

/** An answer of which it is assumed that it gives nothing, and by which rules. */
export interface Spared {
  readonly event: MessageEvent;
  readonly rules: ChatRules;
}

/** What is assumed of an answer; null: what a gift needs is to be read. */
export type Spare = (event: MessageEvent) => Spared | null;

export const SPARE_NONE: Spare = () => null;

const MOST_REMEMBERED = 50_000;
// Weakly: rules that were forgotten (`rulesOf`) are not held by this alone.
const last = new Map<ChatId, WeakRef<ChatRules>>();

/** By the rules that the chats of earlier batches had. */
export function spareAs(botUsername: string): Spare {
  return (event) => {
    const rules = last.get(event.chat.id)?.deref();
    if (!rules || rules.paysReplies || event.command !== null) return null;
    return givesNothing(event, rules, botUsername) ? { event, rules } : null;
  };
}

/** Takes the rules of a batch's chats, as their rows have them. */
export function rememberRules(chats: ReadonlyMap<ChatId, ChatDraft>): void {
  if (last.size > MOST_REMEMBERED) last.clear();
  for (const [id, { rules }] of chats) {
    if (last.get(id)?.deref() !== rules) last.set(id, new WeakRef(rules));
  }
}
