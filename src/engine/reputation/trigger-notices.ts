import type { Dice } from '../../model/dice.ts';
import type { NewEntry } from '../../model/entry.ts';
import type { Notice, TemplateLine } from '../../model/notice.ts';
import type { TriggerDecision } from '../../reputation/triggers/decide.ts';
import { answer } from '../answer.ts';
import { giftLine, giftNotices, type Saying } from './gift-notices.ts';

/**
 * What triggers say. A text of an admin's own is said in public whatever `reputation.reply` is, silently and gone
 * like those of gifts, and not rationed as they are; a gift whose trigger brings no text is told of as any other is.
 */
export function triggerNotices(saying: Saying, { said }: TriggerDecision, dice: Dice): Notice[] {
  const { facts, event, moved } = saying;
  const lines: TemplateLine[] = [];
  const plain: Record<'thanks' | 'minus', NewEntry[]> = { thanks: [], minus: [] };
  const told = new Set<number>();
  for (const { trigger, gift, about } of said) {
    if (trigger.text === null) {
      if (gift && gift.reputation !== 0) plain[gift.reputation > 0 ? 'thanks' : 'minus'].push(gift);
      continue;
    }
    if (gift && about) moved.set(about.id, about.reputation + gift.reputation);
    if (trigger.text === '') continue;
    // A text that speaks of no receiver is said once, however many there are.
    if (!trigger.namesReceiver && told.has(trigger.id)) continue;
    told.add(trigger.id);
    const change = gift?.reputation ?? 0;
    lines.push(giftLine(saying, trigger.text, { receiver: about, change, reason: trigger.phrase }));
  }
  const notices: Notice[] = [];
  if (lines.length > 0) {
    const seconds = facts.rules.settings['reputation.reply_seconds'];
    notices.push({
      ...answer(facts, event, 'trigger'),
      lines,
      way: 'public',
      answersCommand: false,
      removeAfter: seconds > 0 ? seconds : null,
    });
  }
  for (const sign of ['thanks', 'minus'] as const) {
    notices.push(...giftNotices(saying, { sign, entries: plain[sign] }, dice));
  }
  return notices;
}
