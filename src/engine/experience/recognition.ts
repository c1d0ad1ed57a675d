import { ignoredBy, isOver, MOST_NAMED, POLL_LIVES, pollChance } from '../../experience/recognition.ts';
import type { Span } from '../../experience/span.ts';
import type { Dice } from '../../model/dice.ts';
import type { NewEntry } from '../../model/entry.ts';
import type { PressEvent, TickEvent } from '../../model/event.ts';
import { chatId, type UserId } from '../../model/ids.ts';
import type { Notice } from '../../model/notice.ts';
import type { Request } from '../../model/request.ts';
import { bestLanguage } from '../../text/i18n.ts';
import { edit, refused } from '../answer.ts';
import { type Decision, NOTHING } from '../decision.ts';
import type { SpanRow } from '../draft/spans.ts';
import type { ChatDraft } from '../draft.ts';
import { Earners } from './earn.ts';

/**
 * A conversation has been settled: whether its member is asked who of the others has helped. In private, where they have
 * started the bot, and nowhere else. Answers with their row, which remembers the question.
 */
export function askWhoHelped(
  facts: ChatDraft,
  tick: TickEvent,
  row: SpanRow,
  span: Span,
  characters: number,
  dice: Dice,
): { row: SpanRow; notices: Notice[] } {
  const { settings } = facts.rules;
  const { userId: to, poll: last } = row;
  const person = facts.people.get(to);
  const people = [...new Set([...span.answered, ...span.heard])]
    .filter((id) => id !== to)
    .slice(0, MOST_NAMED);
  const ignored = ignoredBy(last, tick.at);
  if (!person?.dmOpen || people.length === 0 || ignored === null) return { row, notices: [] };
  const rules = { enabled: settings['recognition.enabled'], chance: settings['recognition.chance'] };
  if (dice('poll', to) >= pollChance(rules, characters, ignored)) return { row, notices: [] };
  const notice: Notice = {
    key: 'view:recognition',
    params: { poll: tick.at, people: people.map(String), bonus: settings['recognition.bonus'] },
    language: person.speaks ?? bestLanguage(person.language),
    chat: chatId(to),
    about: facts.row.chatId,
    thread: null,
    way: 'private',
    to,
    messageId: null,
    query: null,
    answersCommand: false,
    removeAfter: null,
    // It may be judged late, after a pause of the bot, and can be answered all the same.
    keep: true,
    until: tick.at + POLL_LIVES,
    at: tick.at,
  };
  return { row: { ...row, poll: { askedAt: tick.at, people, answered: false, ignored } }, notices: [notice] };
}

/** A button under the question. Only who was asked has such a question, only the last one counts, and once. */
export function decideRecognition(
  facts: ChatDraft,
  event: PressEvent,
  { poll: asked, place }: Extract<Request, { ask: 'recognize' }>,
): Decision {
  const row = facts.spans.get(event.person.id);
  const { poll } = row;
  if (!poll || poll.askedAt !== asked || isOver(poll, event.at))
    return refused(facts, event, { no: 'poll_over' });
  if (poll.answered) return refused(facts, event, { no: 'poll_answered' });
  const answered = [{ ...row, poll: { ...poll, answered: true } }];
  if (place === 0)
    return { ...NOTHING, spans: answered, notices: [edit(facts, event, 'recognition.nobody')] };
  const chosen = poll.people[place - 1];
  const member = chosen === undefined ? null : facts.member(chosen);
  if (!member) return refused(facts, event, { no: 'poll_over' });
  const entries = bonuses(facts, event, member.id);
  const amount = entries.find(({ receiver }) => receiver === event.person.id)?.experience ?? 0;
  const told = edit(facts, event, amount > 0 ? 'recognition.both' : 'recognition.noted', {
    ...{ receiver: { person: member.id, name: member.name }, amount },
  });
  return { ...NOTHING, entries, spans: answered, notices: [told] };
}

/** The same for both, and nothing for who may earn none. */
function bonuses(facts: ChatDraft, { person, at }: PressEvent, chosen: UserId): NewEntry[] {
  const bonus = facts.rules.settings['recognition.bonus'];
  if (bonus === 0 || !facts.rules.policy) return [];
  const earners = new Earners(facts, at);
  const line = (receiver: UserId, giver: UserId | null): NewEntry[] =>
    earners.earner(receiver) === null
      ? []
      : [
          {
            ...{ at, kind: 'bonus', giver, receiver, reputation: 0, experience: bonus, messageId: null },
            giverRole: giver === null ? 'system' : facts.isAdmin(giver) ? 'admin' : 'member',
            ...{ reason: null, reverses: null },
          },
        ];
  return [...line(chosen, person.id), ...line(person.id, null)];
}
