import type { MessageEvent } from '../model/event.ts';
import type { MemberFacts } from '../model/facts.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Target } from '../model/request.ts';
import type { ChatDraft } from './draft.ts';

/** Whom a command means, or why it can mean nobody. */
export function findTarget(facts: ChatDraft, event: MessageEvent, target: Target): MemberFacts | Refusal {
  let id = target.by === 'id' ? target.id : null;
  if (target.by === 'self') return { no: 'no_target' };
  if (target.by === 'name') {
    if (target.name.toLowerCase() === facts.bot.username.toLowerCase()) return { no: 'receiver_bot' };
    id = facts.holder(target.name);
    if (id === null) return { no: 'unknown_name', name: target.name };
  }
  if (target.by === 'reply') {
    if (event.reply.to !== 'message') return { no: 'no_target' };
    const { author } = event.reply;
    if (author.is === 'bot') return { no: 'receiver_bot' };
    if (author.is !== 'person') return { no: 'no_target' };
    id = author.person.id;
  }
  const member = id === null ? null : facts.member(id);
  if (!member) return { no: 'not_seen' };
  return member.isBot ? { no: 'receiver_bot' } : member;
}
