import type { ChatEvent, MessageEvent } from '../../model/event.ts';
import type { UserId } from '../../model/ids.ts';
import type { Person } from '../../model/person.ts';
import type { Target } from '../../model/request.ts';

/** Everyone who appears in an event, as Telegram showed them. */
export function peopleIn(event: ChatEvent): Person[] {
  switch (event.is) {
    case 'message':
      return peopleInMessage(event);
    case 'member':
      return event.change && !event.change.by.isBot ? [event.person, event.change.by] : [event.person];
    case 'press':
    case 'word':
    case 'leave':
    case 'reaction':
      return [event.person];
    case 'join':
      return event.by ? [event.by, ...event.people] : [...event.people];
    case 'bot_status':
      return [event.by];
    case 'topic_opened':
    case 'tick':
    case 'migration':
      return [];
  }
}

/** Asked three times a message: a list that grows takes 150 bytes for its first item. */
function peopleInMessage({ author, reply, mentions }: MessageEvent): Person[] {
  const own = author.is === 'person' || author.is === 'bot' ? author.person : null;
  const answered = reply.to === 'message' ? reply.author : null;
  const other = answered && (answered.is === 'person' || answered.is === 'bot') ? answered.person : null;
  const people = own && other ? [own, other] : own ? [own] : other ? [other] : [];
  for (const mention of mentions) if ('person' in mention) people.push(mention.person);
  return people;
}

/** A name can be learnt from one message of a batch and thanked in the next: what storage says is then too old. */
export function namesIn(events: readonly ChatEvent[]): Map<string, UserId[]> {
  const bearers = new Map<string, UserId[]>();
  for (const event of events) {
    for (const person of peopleIn(event)) {
      if (!person.username) continue;
      const name = person.username.toLowerCase();
      const ids = bearers.get(name);
      if (!ids) bearers.set(name, [person.id]);
      else if (!ids.includes(person.id)) ids.push(person.id);
    }
  }
  return bearers;
}

/** Most messages name nobody. */
const NOBODY: readonly string[] = [];

export function namesNeeded(event: MessageEvent): readonly string[] {
  const target = targetOf(event);
  if (event.mentions.length === 0 && target?.by !== 'name') return NOBODY;
  const names = event.mentions.flatMap((mention) => ('name' in mention ? [mention.name.toLowerCase()] : []));
  if (target?.by === 'name') names.push(target.name.toLowerCase());
  return names;
}

/** Whom a command that changes something means; views look for themselves. */
export function targetOf(event: MessageEvent): Target | null {
  const request = event.command?.request;
  const named = request?.ask === 'adjust' || request?.ask === 'exclude' || request?.ask === 'boost_member';
  return named ? request.target : null;
}
