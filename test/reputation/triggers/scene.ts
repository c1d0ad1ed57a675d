import { bookOf, rulesWith } from '../../../src/engine/reputation/triggers.ts';
import type { MessageEvent } from '../../../src/model/event.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { Trigger } from '../../../src/model/trigger.ts';
import { decideGifts, type TalkDecision } from '../../../src/reputation/gifts.ts';
import { DEFAULTS } from '../../../src/reputation/triggers/rules.ts';
import { readMessage } from '../../../src/telegram/read/message.ts';
import { AT, BOT, by, factsOf, type Known, member, person, replyTo } from '../../support/facts.ts';

/** 1 is an admin, 2–5 are members, 6 another admin; each bears the name `personN`. */
export const MEMBERS = [1, 2, 3, 4, 5, 6].map((id) =>
  member(id, { role: id === 1 || id === 6 ? 'admin' : 'member', firstSeenAt: 0 }),
);
export const NAMES = Object.fromEntries(MEMBERS.map(({ id }) => [`person${id}`, id]));

export type Given = Partial<Trigger> & { phrase: string };

export function trigger(id: number, given: Given): Trigger {
  return { ...DEFAULTS, reputation: 5, id, ...given };
}

export function decide(
  triggers: readonly Given[],
  event: MessageEvent,
  settings: Record<string, unknown> = {},
  known: Known = {},
): TalkDecision | null {
  const book = bookOf(triggers.map((one, index) => trigger(index + 1, one)));
  const facts = factsOf({ members: MEMBERS, names: NAMES, ...known });
  return decideGifts(event, rulesWith(JSON.stringify(settings), book), facts, () => 0.5);
}

/** `person → receiver kind points`, oldest first. */
export function gave(decision: TalkDecision | null): string[] {
  return (decision?.entries ?? []).map(
    ({ kind, receiver, reputation, experience }) =>
      `${receiver} ${kind} ${reputation}${experience === 0 ? '' : ` exp ${experience}`}`,
  );
}

/** Every rule with what came of it: `well done: 2 +5`, `well done: trigger_to_users`. */
export function fate(decision: TalkDecision | null): string[] {
  const tell = ({ rule, results, also = [] }: Outcome): string[] => [
    ...results.map((result) => {
      if ('gave' in result) return `${rule}: ${result.receiver} ${result.gave}`;
      if ('tookBack' in result) return `${rule}: ${result.receiver} took back ${result.tookBack}`;
      return 'said' in result ? `${rule}: said` : `${rule}: ${result.refused.no}`;
    }),
    ...also.flatMap(tell),
  ];
  return decision ? tell(decision.outcome) : [];
}

export const ADMIN = by(person(1));
export const USER = by(person(2));
export const to = (id: number) => replyTo(by(person(id)));

/** Words are put in by Telegram's own marks: `@person3` is a mention, `/helped` a command. */
export function said(text: string, more: Partial<MessageEvent> = {}): MessageEvent {
  const entities = [...text.matchAll(/@person\d|(?<!\S)\/\w+(?:@\w+)?/g)].map((found) => ({
    type: found[0].startsWith('@') ? 'mention' : 'bot_command',
    offset: found.index,
    length: found[0].length,
  }));
  const raw = {
    message_id: 10,
    date: AT,
    chat: { id: -100, type: 'supergroup', title: 'Garden' },
    from: { id: 2, is_bot: false, first_name: 'P2' },
    text,
    entities,
  };
  const event = readMessage(raw, false, BOT.username);
  if (event?.is !== 'message') throw new Error('no message');
  return { ...event, ...more };
}
